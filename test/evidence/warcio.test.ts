import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { WARCParser, WARCRecord, WARCSerializer } from 'warcio';
import { foreignPages } from '../../evidence/foreign.ts';
import { verifyArchive } from '../../evidence/verify.ts';
import { exchange, inDirectory, listed, warcNames, withArchive } from './samples.ts';

interface Seen {
  readonly type: string | null;
  readonly url: string | null | undefined;
  readonly status: number | string | undefined;
  readonly payload: string;
  readonly offset: number;
}

/** The file as warcio reads it. */
async function asWarcio(path: string): Promise<readonly Seen[]> {
  const seen: Seen[] = [];
  const parser = new WARCParser(createReadStream(path), { keepHeadersCase: true });
  for await (const record of parser) {
    const payload = Buffer.from(await record.readFully(false));
    seen.push({
      type: record.warcType ?? null,
      url: record.warcTargetURI,
      status: record.httpHeaders?.statusCode,
      payload: payload.toString('hex'),
      offset: parser.offset,
    });
  }
  return seen;
}

const bodies = fc.array(fc.uint8Array({ maxLength: 2000 }), { minLength: 1, maxLength: 5 });

test('warcio reads every record that Leadline wrote: type, address, status, payload', () =>
  fc.assert(
    fc.asyncProperty(bodies, fc.webUrl({ withQueryParameters: true }), (many, url) =>
      inDirectory(async (dir) => {
        const headers = [
          ['Transfer-Encoding', 'chunked'],
          ['Content-Length', '7'],
        ] as const;
        const captures = await withArchive(dir, (archive) =>
          Promise.all(many.map((body) => archive.append(exchange({ url, body, responseHeaders: headers })))),
        );
        const seen = await asWarcio(join(dir, (await warcNames(dir))[0] ?? ''));
        expect(seen.map((record) => record.type)).toEqual([
          'warcinfo',
          ...many.flatMap(() => ['request', 'response']),
          'metadata',
        ]);
        const responses = seen.filter((record) => record.type === 'response');
        expect(responses.map(({ url: address, status }) => [address, status])).toEqual(
          captures.map((one) => [one.url, 200]),
        );
        expect(responses.map(({ payload }) => payload)).toEqual(many.map((body) => Buffer.from(body).toString('hex')));
      }),
    ),
    { numRuns: 25 },
  ));

test('warcio reads a revisit record', () =>
  inDirectory(async (dir) => {
    await withArchive(dir, async (archive) => {
      const first = await archive.append(exchange());
      await archive.append(exchange({ at: '2026-01-06T09:00:00.000Z' }), first);
    });
    const seen = await asWarcio(join(dir, (await warcNames(dir))[0] ?? ''));
    expect(seen.find((record) => record.type === 'revisit')).toMatchObject({ status: 200, payload: '' });
  }));

async function* once(body: Uint8Array) {
  yield body;
}

async function byWarcio(body: Uint8Array, gzip: boolean, url: string): Promise<Uint8Array> {
  const record = WARCRecord.create(
    {
      type: 'response',
      url,
      date: '2024-03-02T12:00:00Z',
      warcVersion: 'WARC/1.1',
      httpHeaders: { 'Content-Type': 'text/html' },
    },
    once(body),
  );
  return await WARCSerializer.serialize(record, {
    gzip,
    digest: { algo: 'sha-256', prefix: 'sha256:', base32: !gzip },
  });
}

test.each([true, false])('what warcio wrote (packed: %s) is read and its digests verify', (gzip) =>
  fc.assert(
    fc.asyncProperty(bodies, (many) =>
      inDirectory(async (dir) => {
        const path = join(dir, gzip ? 'a.warc.gz' : 'a.warc');
        const records = await Promise.all(many.map((body, n) => byWarcio(body, gzip, `http://lab.invalid/${n}`)));
        await writeFile(path, Buffer.concat(records));
        expect(await verifyArchive(path)).toMatchObject({ ok: true, records: many.length, problems: [] });
        const found = [];
        for await (const page of foreignPages(path, 'lab', 'import')) found.push(page);
        const read = found.map(
          (page) => page.kind === 'page' && Buffer.from(page.exchange.response.body).toString('hex'),
        );
        expect(read).toEqual(many.map((body) => Buffer.from(body).toString('hex')));
      }),
    ),
    { numRuns: 15 },
  ),
);

test('a page found in a foreign file can be archived and is listed with its own date', () =>
  inDirectory(async (dir) => {
    const path = join(dir, 'foreign.warc.gz');
    await writeFile(path, await byWarcio(Buffer.from('page'), true, 'http://lab.invalid/view?n=88012'));
    const captures = await withArchive(join(dir, 'archive'), async (archive) => {
      for await (const page of foreignPages(path, 'lab', 'import'))
        if (page.kind === 'page') await archive.append(page.exchange);
      return await listed(archive);
    });
    expect(captures).toMatchObject([
      { url: 'http://lab.invalid/view?n=88012', capturedAt: '2024-03-02T12:00:00.000Z', session: null, status: 200 },
    ]);
  }));
