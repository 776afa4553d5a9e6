import { readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allItems, openTest, temporaryFolder } from './harness.ts';

const page = (title: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>Vendor: <a href="/vendor/nordlicht">nordlicht</a></p><p>Price: <span>45 EUR</span></p><button>Order</button></body></html>`;

let folder: ReturnType<typeof temporaryFolder>;
let data = '';
let files: string[] = [];
const within = async <T>(work: (opened: Awaited<ReturnType<typeof openTest>>) => Promise<T>): Promise<T> => {
  const opened = await openTest({ data, proxy: null });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
};

beforeEach(async () => {
  folder = temporaryFolder();
  data = join(folder.path, 'data');
  const saved = ['MDMA 5 g', 'Ketamine 5 g', 'LSD 10 blotters'].map((title, index) => {
    const path = join(folder.path, `${index}.html`);
    writeFileSync(path, page(title));
    return path;
  });
  for (const part of [saved.slice(0, 2), saved.slice(2)])
    await within(({ operations }) => operations.import(part, { source: 'shop', profile: null }));
  files = readdirSync(join(data, 'archive')).sort();
});
afterEach(() => folder.remove());

/** Overwrites a part of the first page in the archive; the record before it describes the source. */
const damage = async () => {
  const [place] = await within(async ({ parts }) => {
    const pages = await Array.fromAsync(parts.storage.captures.each());
    return pages.filter((page) => page.url.startsWith('file:') && page.warc.file === files[0]).map((page) => page.warc);
  });
  if (!place) throw new Error('the first file holds a page');
  const path = join(data, 'archive', place.file);
  const bytes = readFileSync(path);
  bytes.fill(0xaa, place.offset + 200, place.offset + 240);
  writeFileSync(path, bytes);
};

describe('re-extraction of an archive that lost something', () => {
  it('changes nothing when a record cannot be read, and says where', async () => {
    await damage();
    await within(async (opened) => {
      const before = await allItems(opened);
      expect(before).toHaveLength(3);
      await expect(opened.operations.reextract()).rejects.toMatchObject({ code: 'archive-corrupt' });
      expect(await allItems(opened)).toEqual(before);
      expect(await opened.parts.storage.captures.count()).toBe(4);
      expect((await opened.leadline.search({ query: 'mdma' })).total).toBe(1);
    });
  });

  it('changes nothing when a file is gone', async () => {
    renameSync(join(data, 'archive', files[0] ?? ''), join(folder.path, 'elsewhere'));
    await within(async (opened) => {
      const before = await allItems(opened);
      await expect(opened.operations.reextract()).rejects.toMatchObject({
        code: 'archive-corrupt',
        message: 'The archive gives 1 captures, but 4 are stored: some of it is gone',
      });
      expect(await allItems(opened)).toEqual(before);
    });
  });

  it('rebuilds the rest when asked to', async () => {
    await damage();
    await within(async (opened) => {
      const report = await opened.operations.reextract({ incomplete: true });
      expect(report.damage).toHaveLength(1);
      expect(report.items).toBe(2);
      expect((await opened.leadline.search({ query: '*' })).total).toBe(2);
    });
  });
});
