import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

const page = (title: string) =>
  `<!DOCTYPE html><html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>Vendor: <a href="/vendor/nordlicht">nordlicht</a></p><p>Price: <span>45 EUR</span></p><button>Order</button></body></html>`;

function write(name: string, content: string): string {
  const path = join(folder.path, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}
function record(url: string): string {
  const http = `HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n${page('MDMA 5 g')}`;
  return `WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:${crypto.randomUUID()}>\r\nWARC-Date: 2024-03-02T12:00:00Z\r\nWARC-Target-URI: ${url}\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: ${Buffer.byteLength(http)}\r\n\r\n${http}\r\n\r\n`;
}
const take = (paths: readonly string[], source = 'saved', profile: string | null = null) =>
  opened.operations.import(paths, { source, profile });
const sources = async () => (await opened.leadline.sources()).map((view) => view.source.id);

describe('an import that goes wrong', () => {
  it('makes no source when nothing is taken in', async () => {
    const good = write('a.html', page('MDMA 5 g'));
    await expect(take([join(folder.path, 'typo')])).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(take([good, join(folder.path, 'typo')])).rejects.toMatchObject({ code: 'file-unreadable' });
    await expect(take([good], 'saved', 'nosuch')).rejects.toMatchObject({ code: 'profile-missing' });
    for (const id of ['Bad Name', '../up', '']) await expect(take([good], id)).rejects.toMatchObject({ code: 'usage' });
    expect((await take([write('x.bin', 'no page')])).problems).toHaveLength(1);
    expect(await sources()).toEqual([]);
    await take([good]);
    expect(await sources()).toEqual(['saved']);
    await expect(take([good], 'saved', 'dream')).rejects.toMatchObject({ code: 'exists' });
  });

  it('tells of every entry of a folder that cannot be read, and goes on with the rest', async () => {
    write('tree/a.html', page('MDMA 5 g'));
    write('tree/sub/z.html', page('Ketamine 5 g'));
    symlinkSync(join(folder.path, 'gone'), join(folder.path, 'tree/broken.html'));
    symlinkSync('..', join(folder.path, 'tree/sub/up'));
    const report = await take([join(folder.path, 'tree')]);
    expect(report.captures).toBe(2);
    expect(report.problems.map(({ file }) => file)).toEqual([join(folder.path, 'tree/broken.html')]);
  });

  it('knows pages and archives by how they begin where their names say nothing', async () => {
    write('mirror/viewlisting.php?id=12', page('MDMA 5 g'));
    write('mirror/item', `\uFEFF<!-- saved -->\n${page('Ketamine 5 g')}`);
    write('mirror/crawl-00001', record('http://shop.invalid/1'));
    write('mirror/style.css', 'html { color: red }');
    write('mirror/logo.png', '\u0089PNG');
    expect(await take([join(folder.path, 'mirror')])).toMatchObject({ captures: 3, listings: 3, problems: [] });
  });

  it('takes in the same record once, whatever the archive changes in its address', async () => {
    const urls = [
      'http://shop.invalid/l?token=abcdef123456',
      'http://shop.invalid/a b',
      'http://u:secret@shop.invalid/',
    ];
    const file = write('t.warc', urls.map(record).join(''));
    expect(await take([file])).toMatchObject({ captures: 3, known: 0 });
    expect(await take([file])).toMatchObject({ captures: 0, known: 3 });
  });
});
