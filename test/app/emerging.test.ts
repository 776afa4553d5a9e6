import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emergingTerms } from '../../app/emerging.ts';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

let folder: ReturnType<typeof temporaryFolder>;
let opened: TestLeadline;
beforeEach(async () => {
  folder = temporaryFolder();
  opened = await openTest({ data: join(folder.path, 'data'), proxy: null });
});
afterEach(async () => {
  await opened.close();
  folder.remove();
});

const page = (title: string, vendor: string) =>
  `<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>Vendor: <a href="/vendor/${vendor}">${vendor}</a></p><p>Price: <span>45 EUR</span></p><p>Ships from: Germany</p><p>Stock: 3</p><button>Order</button></body></html>`;

it('compares the matches of a query with the rest of what is stored', async () => {
  const titles = [
    ...['nordlicht', 'karla', 'jonas', 'tide'].map((vendor, n) => [`Zoomerol heroin ${n + 1} g`, vendor] as const),
    ...Array.from({ length: 20 }, (_, n) => [`Ketamine ${n + 1} g`, `shop${n % 4}`] as const),
    ['Quartonitazene 100 mg', 'karla'] as const,
  ];
  const files = titles.map(([title, vendor], n) => {
    const path = join(folder.path, `${n}.html`);
    writeFileSync(path, page(title, vendor));
    return path;
  });
  await opened.operations.import(files, { source: 'saved', profile: null });
  const asked = await emergingTerms(opened.parts, { query: 'substance:heroin', days: 30, limit: 10 });
  expect(asked).toMatchObject({ texts: 4, rest: 21, terms: [{ term: 'zoomerol', texts: 4, vendors: 4 }] });
  const fresh = await emergingTerms(opened.parts, { query: null, days: 30, limit: 10 });
  expect(fresh).toMatchObject({
    texts: 25,
    rest: 0,
    terms: [{ term: 'quartonitazene', chemical: { class: 'nitazene' } }],
  });
  const found = await opened.leadline.search({ query: 'class:nitazene' });
  expect(found.items.map((item) => item.title)).toEqual(['Quartonitazene 100 mg']);
  expect((await opened.leadline.search({ query: 'substance:quartonitazene' })).total).toBe(1);
});
