import { chmodSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { verifyArchive } from '../../evidence/verify.ts';
import { header } from '../../model/capture.ts';
import { captureId, sha256 } from '../../model/ids.ts';
import {
  exchange,
  inDirectory,
  listed,
  open,
  start,
  stillClock,
  text,
  unpacked,
  warcNames,
  withArchive,
} from './samples.ts';

test('a capture states what was fetched and read() gives the body back', () =>
  inDirectory((dir) =>
    withArchive(dir, async (archive) => {
      const capture = await archive.append(exchange({ body: 'hello' }));
      expect(capture).toMatchObject({
        id: captureId('lab', 'http://marketabc.onion/listing/1?page=2', '2026-01-05T09:00:00.000Z', sha256('hello')),
        status: 200,
        contentType: 'text/html; charset=utf-8',
        sha256: sha256('hello'),
        size: 5,
        revisitOf: null,
        session: 'lab/buyer1',
        tool: 'leadline/0.1.0 http',
      });
      expect(text(await archive.read(capture))).toBe('hello');
    }),
  ));

test('files are readable by their owner only, whatever the folder allows', () =>
  inDirectory(async (dir) => {
    chmodSync(dir, 0o755);
    await withArchive(dir, (archive) => archive.append(exchange()));
    const modes = (await warcNames(dir)).map((name) => statSync(join(dir, name)).mode & 0o077);
    expect(modes).toEqual([0]);
  }));

test('files are named by time, worker and number, and begin with a warcinfo record', () =>
  inDirectory(async (dir) => {
    await withArchive(dir, (archive) => archive.append(exchange()));
    await withArchive(dir, (archive) => archive.append(exchange()), { worker: 'crawler-2' });
    expect(await warcNames(dir)).toEqual([
      'leadline-20260105090000-crawler-2-00001.warc.gz',
      'leadline-20260105090000-w1-00001.warc.gz',
    ]);
    expect(text(await unpacked(dir))).toMatch(/^WARC\/1\.1\r\nWARC-Type: warcinfo\r\n/);
  }));

const anyText = fc.string({ unit: 'grapheme', maxLength: 40 });
const latin = fc.string({ unit: fc.integer({ min: 0, max: 255 }).map((c) => String.fromCharCode(c)), maxLength: 40 });
const headers = fc.array(
  fc.tuple(fc.oneof(fc.constant('Content-Type'), fc.constant('Transfer-Encoding'), anyText), fc.oneof(latin, anyText)),
);
const exchanges = fc
  .record({
    url: fc
      .webUrl({ withQueryParameters: true, withFragments: true })
      .chain((url) => anyText.map((tail) => url + tail)),
    body: fc.uint8Array({ maxLength: 3000 }),
    status: fc.integer({ min: 100, max: 599 }),
    requestHeaders: headers,
    responseHeaders: headers,
    imported: fc.boolean(),
  })
  .map((changes) => exchange(changes));

test('whatever is archived, list() gives the captures that append() returned, and read() the bytes', () =>
  fc.assert(
    fc.asyncProperty(fc.array(exchanges, { minLength: 1, maxLength: 8 }), (many) =>
      inDirectory(async (dir) => {
        const archive = await open(dir);
        const captures = await Promise.all(many.map((one) => archive.append(one)));
        expect(await listed(archive)).toEqual(captures);
        for (const [index, capture] of captures.entries()) {
          const body = many[index]?.response.body;
          if (header(many[index]?.response.headers ?? [], 'content-encoding') === null)
            expect(Buffer.from(await archive.read(capture)).equals(Buffer.from(body ?? []))).toBe(true);
        }
        await archive.close();
        expect(await verifyArchive(dir)).toMatchObject({ ok: true, captures: many.length, problems: [] });
      }),
    ),
    { numRuns: 60 },
  ));

test('200 appends at once are all kept, in order, and chained', () =>
  inDirectory(async (dir) => {
    const many = Array.from({ length: 200 }, (_, n) => exchange({ url: `http://m.onion/${n}`, body: `page ${n}` }));
    const archive = await open(dir);
    const captures = await Promise.all(many.map((one) => archive.append(one)));
    expect(new Set(captures.map((capture) => capture.chain)).size).toBe(200);
    expect(await listed(archive)).toEqual(captures);
    await archive.close();
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, captures: 200, files: 1 });
  }));

test('a file that reaches its size is followed by another one that carries on the chain', () =>
  inDirectory(async (dir) => {
    const captures = await withArchive(
      dir,
      async (archive) => {
        const done = [];
        for (let n = 0; n < 6; n++) done.push(await archive.append(exchange({ url: `http://m.onion/${n}` })));
        return done;
      },
      { maxFileBytes: 1500 },
    );
    expect((await warcNames(dir)).length).toBeGreaterThan(2);
    expect(await withArchive(dir, listed)).toEqual(captures);
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, captures: 6 });
  }));

test('file names never go back in time, even when the clock does', () =>
  inDirectory(async (dir) => {
    await withArchive(dir, (archive) => archive.append(exchange()), { clock: stillClock(start) });
    await withArchive(dir, (archive) => archive.append(exchange()), { clock: stillClock(start - 86_400_000) });
    expect(await warcNames(dir)).toEqual([
      'leadline-20260105090000-w1-00001.warc.gz',
      'leadline-20260105090000-w1-00002.warc.gz',
    ]);
    expect((await verifyArchive(dir)).ok).toBe(true);
  }));

test('opening and closing without an append writes nothing', () =>
  inDirectory(async (dir) => {
    await withArchive(dir, listed);
    expect(await warcNames(dir)).toEqual([]);
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, files: 0 });
  }));

test('a payload keeps its content coding in the archive and loses it on reading', () =>
  inDirectory((dir) =>
    withArchive(dir, async (archive) => {
      const page = 'ten tabs '.repeat(1000);
      const body = gzipSync(page);
      const sent = exchange({
        body,
        responseHeaders: [
          ['Content-Encoding', 'gzip'],
          ['Content-Length', String(body.length)],
        ],
      });
      const capture = await archive.append(sent);
      expect(capture).toMatchObject({ size: body.length, sha256: sha256(body), contentType: '' });
      expect(text(await archive.read(capture))).toBe(page);
    }),
  ));

test('headers of a removed transfer coding and of a wrong length stay readable under another name', () =>
  inDirectory(async (dir) => {
    const responseHeaders = [
      ['Transfer-Encoding', 'chunked'],
      ['Content-Length', '999'],
      ['X-Kept', 'yes'],
    ] as const;
    await withArchive(dir, (archive) => archive.append(exchange({ body: '5\r\nhello\r\n0\r\n\r\n', responseHeaders })));
    const bytes = text(await unpacked(dir));
    expect(bytes).toContain(
      'X-Archive-Orig-Transfer-Encoding: chunked\r\nX-Archive-Orig-Content-Length: 999\r\nX-Kept: yes',
    );
    expect(bytes).not.toMatch(/\nTransfer-Encoding/);
  }));

test('an append after close is refused, and close waits for what was appended before', () =>
  inDirectory(async (dir) => {
    const archive = await open(dir);
    const waiting = archive.append(exchange());
    await Promise.resolve();
    await archive.close();
    const capture = await waiting;
    await expect(archive.append(exchange())).rejects.toMatchObject({ code: 'stopped' });
    expect(await withArchive(dir, listed)).toEqual([capture]);
  }));

test('an exchange without a real date is refused and disturbs no other', () =>
  inDirectory((dir) =>
    withArchive(dir, async (archive) => {
      const [bad, good] = await Promise.allSettled([
        archive.append(exchange({ at: 'yesterday' })),
        archive.append(exchange()),
      ]);
      expect(bad).toMatchObject({ status: 'rejected', reason: { code: 'usage' } });
      expect(good.status).toBe('fulfilled');
    }),
  ));
