import { afterAll, expect, it } from 'vitest';
import { sourceSchema } from '../../model/source.ts';
import { openSite } from '../crawler/site.ts';
import { openTest, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

const word = (index: number): string => [...String(index * 7919)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
const names = Array.from({ length: 230 }, (_, index) => word(index + 1));
const html = (text: string) => `<html lang="en"><title>Bazaar</title>${text}</html>`;
const listing = (name: string) =>
  html(
    `<h1>Ketamine ${name} 5 g</h1><p>Vendor: <a href="/v/x">halyard</a></p><p>Price: 90 EUR</p><p>Ships from: Germany</p><button>Order</button>`,
  );

it('a site whose search never ends is read whole for the price of two hundred searches', async () => {
  let searches = 0;
  const site = await openSite({
    '/': html(
      `<a href="/s?x=begin">search</a>${names.map((name) => `<a href="/offer?name=${name}">offer</a>`).join('')}`,
    ),
    '/offer': (request, response) => response.end(listing(request.url?.split('=')[1] ?? '')),
    '/s': (_request, response) => {
      searches += 1;
      const more = [1, 2, 3].map((each) => `<a href="/s?x=q${word(searches * 3 + each)}">more</a>`);
      response.end(html(`<p>Nothing was found.</p>${more.join('')}`));
    },
  });
  const opened = await openTest({ data: folder.path, proxy: site.proxy });
  await opened.parts.storage.sources.create(
    'bazaar',
    sourceSchema.parse({
      id: 'bazaar',
      name: 'Bazaar',
      kind: 'market',
      addresses: [site.url('/')],
      via: 'tor',
      profile: null,
      account: null,
      politeness: { minIntervalMs: 0 },
      everyMs: 86_400_000,
      state: 'active',
      reason: null,
      lastTurnAt: null,
      lastSuccessAt: null,
    }),
  );
  const report = await opened.operations.visit('bazaar');
  expect(report).toMatchObject({ outcome: 'complete', counts: { waiting: 0 } });
  expect(searches).toBe(200);
  expect(report.counts.trapped).toBe(report.counts.skipped);
  expect(report.counts.trapped).toBeGreaterThan(100);
  expect(site.paths().filter((path) => path.startsWith('/offer'))).toHaveLength(names.length);
  expect((await opened.leadline.search({ query: 'kind:listing ketamine' })).total).toBe(names.length);
  expect((await opened.leadline.source('bazaar')).turns[0]?.counts.trapped).toBe(report.counts.trapped);
  await opened.close();
  await site.close();
});
