import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
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

const write = (name: string, content: string | Uint8Array): string => {
  const path = join(folder.path, name);
  writeFileSync(path, content);
  utimesSync(path, new Date('2026-06-10T08:00:00Z'), new Date('2026-06-10T08:00:00Z'));
  return path;
};
const listing = (title: string, more = '') =>
  `<html lang="en"><head><title>${title}</title></head><body><h1>${title}</h1><p>Vendor: <a href="/vendor/nordlicht">nordlicht</a></p><p>Price: <span>45 EUR</span></p><p>Ships from: Germany</p>${more}<button>Order</button></body></html>`;

function warc(url: string, date: string, headers: string, body: Uint8Array): Uint8Array {
  const http = Buffer.concat([Buffer.from(`HTTP/1.1 200 OK\r\n${headers}\r\n\r\n`), body]);
  const head = `WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:${crypto.randomUUID()}>\r\nWARC-Date: ${date}\r\nWARC-Target-URI: ${url}\r\nContent-Type: application/http;msgtype=response\r\nContent-Length: ${http.length}\r\n\r\n`;
  return gzipSync(Buffer.concat([Buffer.from(head), http, Buffer.from('\r\n\r\n')]));
}
const titles = async (query: string) => (await opened.leadline.search({ query })).items.map((item) => item.title);

describe('an import', () => {
  it('takes in saved pages through the same pipeline, once however often it is repeated', async () => {
    mkdirSync(join(folder.path, 'pages'));
    const first = write('pages/a.html', listing('MDMA crystal 5 g'));
    write('pages/b.html', listing('Ketamine 10 g'));
    write('pages/notes.txt', 'not a page');
    const report = await opened.operations.import([join(folder.path, 'pages')], { source: 'saved', profile: null });
    expect(report).toMatchObject({ captures: 2, listings: 2, problems: [] });
    expect(await titles('substance:mdma')).toEqual(['MDMA crystal 5 g']);
    expect(await opened.operations.import([first], { source: 'saved', profile: null })).toMatchObject({
      captures: 0,
      known: 1,
    });
    const [item] = (await opened.leadline.search({ query: 'ketamine' })).items;
    expect((await opened.leadline.item(item?.id ?? '')).capture?.warc.file).toMatch(/\.warc\.gz$/);
  });

  it('lets words find the class of a substance as well as its name', async () => {
    await opened.operations.import(
      [write('a.html', listing('Metonitazene powder 5 g')), write('b.html', listing('MDMA 5 g'))],
      { source: 'shop', profile: null },
    );
    expect(await titles('nitazene*')).toEqual(['Metonitazene powder 5 g']);
    expect(await titles('nitazene -metonitazene')).toEqual([]);
  });

  it('dates what a page says by the day it was captured, then and at every later reading', async () => {
    const post =
      '<html lang="en"><head><title>Board</title></head><body><h1>Review thread</h1><div class="post"><b class="author">karla</b> <span class="date">3 days ago</span><p>Landed today, all good.</p></div></body></html>';
    const file = write(
      'page.warc.gz',
      warc(
        'http://board.invalid/t/1',
        '2024-03-02T12:00:00Z',
        'Content-Type: text/html; charset=utf-8',
        Buffer.from(post),
      ),
    );
    await opened.operations.import([file], { source: 'board', profile: null });
    const sentAt = async () => {
      const [summary] = (await opened.leadline.search({ query: 'kind:message' })).items;
      const { item } = await opened.leadline.item(summary?.id ?? '');
      return item.current?.kind === 'message' ? item.current.value.sentAt : null;
    };
    expect((await sentAt())?.slice(0, 10)).toBe('2024-02-28');
    await opened.operations.reextract();
    expect((await sentAt())?.slice(0, 10)).toBe('2024-02-28');
  });

  it('believes the header before the page when they name different encodings', async () => {
    const title = Buffer.from([0xd6, 0xe5, 0xed, 0xe0]);
    const [before = '', after = ''] = listing('@').split('<h1>@</h1>');
    const body = Buffer.concat([
      Buffer.from(`<meta charset="utf-8">${before.replace('@', 'x')}<h1>`),
      title,
      Buffer.from(`</h1>${after}`),
    ]);
    const file = write(
      'page.warc.gz',
      warc('http://shop.invalid/item/7', '2024-03-02T12:00:00Z', 'Content-Type: text/html; charset=windows-1251', body),
    );
    await opened.operations.import([file], { source: 'shop', profile: null });
    expect(await titles('kind:listing')).toEqual(['Цена']);
  });

  it('reads a Telegram export, mixed text and all, and counts what it cannot read', async () => {
    const chat = {
      name: 'Lab group',
      type: 'private_group',
      id: 1,
      messages: [
        {
          id: 1,
          type: 'message',
          date: '2024-06-01T12:00:00',
          date_unixtime: '1717243200',
          from: 'Karla',
          from_id: 'user7',
          text: ['Selling ', { type: 'bold', text: '10g' }, ' MDMA, ask ', { type: 'mention', text: '@nordlicht_lab' }],
        },
        {
          id: 2,
          type: 'message',
          date: '2024-06-01T12:01:00',
          from: 'Jonas',
          from_id: 'user8',
          rich_message: { blocks: [] },
        },
        {
          id: 3,
          type: 'message',
          date: '2024-06-01T12:02:00',
          date_unixtime: '1717243320',
          from: 'Jonas',
          from_id: 'user8',
          text: 'How much?',
        },
      ],
    };
    const report = await opened.operations.import([write('result.json', JSON.stringify(chat))], {
      source: 'chat',
      profile: null,
    });
    expect(report.messages).toBe(2);
    expect(report.problems).toHaveLength(1);
    const [summary] = (await opened.leadline.search({ query: 'source:chat substance:mdma' })).items;
    const { item } = await opened.leadline.item(summary?.id ?? '');
    expect(item.current).toMatchObject({
      kind: 'message',
      value: { author: 'Karla', text: 'Selling 10g MDMA, ask @nordlicht_lab', sentAt: '2024-06-01T12:00:00Z' },
    });
  });

  it('says which files it cannot read and goes on with the others', async () => {
    const report = await opened.operations.import(
      [
        write('broken.json', '{"name": "x"'),
        write('odd.bin', 'x'),
        write('cut.warc.gz', gzipSync('WARC/1.1\r\n').subarray(0, 12)),
        write('a.html', listing('MDMA 5 g')),
      ],
      { source: 'mixed', profile: null },
    );
    expect(report.listings).toBe(1);
    expect(report.problems.map((problem) => problem.file.replace(/^.*\//, '')).sort()).toEqual([
      'broken.json',
      'cut.warc.gz',
      'odd.bin',
    ]);
  });

  it('keeps keys that look like numbers as they are, and two vendors whose names only look alike', async () => {
    write('a.html', `<!-- saved from url=(0031)http://x.invalid/item/51604e02 -->${listing('MDMA 1 g')}`);
    for (const [name, handle] of [
      ['l.html', 'nordlicht'],
      ['k.html', 'n\u043erdlicht'],
    ] as const)
      write(name, listing(`${name} speed 3 g`).replaceAll('>nordlicht<', `>${handle}<`));
    await opened.operations.import(
      ['a.html', 'l.html', 'k.html'].map((name) => join(folder.path, name)),
      { source: 'keys', profile: null },
    );
    let csv = '';
    for await (const piece of opened.leadline.export('*', 'csv')) csv += piece;
    expect(csv).toContain('nordlicht');
    expect(csv).toContain('n\u043erdlicht');
  });
});
