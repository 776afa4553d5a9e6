import { afterEach, expect, it } from 'vitest';
import { sourceSchema } from '../../model/source.ts';
import { openSite, type Route, type Site } from '../crawler/site.ts';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function watch(site: Site): Promise<TestLeadline> {
  const folder = temporaryFolder();
  const opened = await openTest({ data: folder.path, proxy: site.proxy });
  closing.push(opened.close, site.close, folder.remove);
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
      politeness: { minIntervalMs: 1_000 },
      everyMs: 86_400_000,
      state: 'active',
      reason: null,
      lastTurnAt: null,
      lastSuccessAt: null,
    }),
  );
  return opened;
}

const html = (text: string) => `<html lang="en"><title>Bazaar</title>${text}</html>`;
const offers = ['Ketamine', 'Amphetamine', 'MDMA']
  .map(
    (name, index) =>
      `<tr><td><a href="/offer/${index}">${name} ${index + 1} g</a></td><td><a href="/v/x">halyard</a></td><td>90 EUR</td></tr>`,
  )
  .join('');
const home = html(`<h1>Offers</h1><table><tr><th>Title</th><th>Vendor</th><th>Price</th></tr>${offers}</table>`);
/** Every address that is asked for is answered. */
const everywhere = (route: Route): Readonly<Record<string, Route>> => new Proxy({}, { get: () => route });

it('a market that answers 200 and the same list to everything is read once for each address that it names, and gives no offer that it does not show', async () => {
  const site = await openSite(everywhere((_, response) => response.end(home)));
  const opened = await watch(site);
  expect((await opened.operations.visit('bazaar')).outcome).toBe('complete');
  expect(site.seen.length).toBeLessThan(12);
  const { items } = await opened.leadline.search({ query: 'kind:listing', limit: 50 });
  expect(new Set(items.map(({ title }) => title))).toEqual(new Set(['Ketamine 1 g', 'Amphetamine 2 g', 'MDMA 3 g']));
});

it('a market that answers 200 to everything with links ever deeper ends, with a reason for each address', async () => {
  const deeper: Route = (request, response) => {
    const path = (request.url ?? '/').replace(/\/$/, '');
    response.end(
      html(`<h1>Welcome</h1><p>Nothing here.</p><a href="${path}/a/">more</a> <a href="${path}/a/b/">more</a>`),
    );
  };
  const site = await openSite(everywhere(deeper));
  const opened = await watch(site);
  const report = await opened.operations.visit('bazaar');
  expect(report).toMatchObject({ outcome: 'complete', counts: { waiting: 0 } });
  expect(site.seen.length).toBeLessThan(300);
  for await (const { state, reason } of opened.leadline.addresses('bazaar'))
    if (state === 'skipped') expect(reason).toMatch(/^trap: /);
});

it('a market that sends everybody to its login is parked by two requests to it, and none of it is content', async () => {
  const form = '<form method="post"><input name="a"><input name="b"><button>Go</button></form>';
  let isOpen = true;
  const site = await openSite(
    everywhere((request, response) => {
      if (request.url === '/login') return response.end(html(`<h1>Bazaar</h1>${form}`));
      return isOpen ? response.end(home) : response.writeHead(302, { location: '/login' }).end();
    }),
  );
  const opened = await watch(site);
  let pages = 0;
  const report = await opened.operations.visit('bazaar', {
    onPage: () => {
      pages += 1;
      if (pages === 2) isOpen = false;
    },
  });
  expect(report).toMatchObject({ outcome: 'parked', code: 'login-required' });
  expect(site.paths().filter((path) => path === '/login')).toHaveLength(2);
  const { pace } = await opened.leadline.source('bazaar');
  expect(pace.walls).toMatchObject([{ wall: 'login', answers: 2 }]);
  isOpen = true;
  await opened.operations.resume('bazaar');
  expect(await opened.operations.visit('bazaar')).toMatchObject({ outcome: 'complete', counts: { quarantined: 0 } });
});
