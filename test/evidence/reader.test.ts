import { open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { constants, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ForeignPage, foreignPages } from '../../evidence/foreign.ts';
import { verifyArchive } from '../../evidence/verify.ts';
import { field, readWarc, type WarcRecord } from '../../evidence/warc-reader.ts';
import { sha256 } from '../../model/ids.ts';
import { record, response, sha1 } from './foreign.ts';
import { inDirectory, text } from './samples.ts';

async function all<T>(values: AsyncIterable<T>): Promise<readonly T[]> {
  const list: T[] = [];
  for await (const value of values) list.push(value);
  return list;
}

const reading = (bytes: Uint8Array, options = {}): Promise<readonly WarcRecord[]> =>
  inDirectory(async (dir) => {
    await writeFile(join(dir, 'a.warc'), bytes);
    return await all(readWarc(join(dir, 'a.warc'), options));
  });

const pages = (...records: readonly Buffer[]): Promise<readonly ForeignPage[]> =>
  inDirectory(async (dir) => {
    await writeFile(join(dir, 'a.warc.gz'), Buffer.concat(records.map((one) => gzipSync(one))));
    return await all(foreignPages(join(dir, 'a.warc.gz'), 'lab', 'import'));
  });

const verifying = (...records: readonly Buffer[]) =>
  inDirectory(async (dir) => {
    await writeFile(join(dir, 'a.warc.gz'), Buffer.concat(records.map((one) => gzipSync(one))));
    return await verifyArchive(join(dir, 'a.warc.gz'));
  });

const three = ['one', 'two', 'three'].map((body) => record('response', {}, response('', body)));

test('plain, packed record by record and packed as a whole read the same', async () => {
  const plain = await reading(Buffer.concat(three));
  const byRecord = await reading(Buffer.concat(three.map((one) => gzipSync(one))));
  const whole = await reading(gzipSync(Buffer.concat(three)));
  const content = (records: readonly WarcRecord[]) => records.map(({ head, block }) => text(head) + text(block));
  expect(content(plain)).toHaveLength(3);
  expect(content(byRecord)).toEqual(content(plain));
  expect(content(whole)).toEqual(content(plain));
});

test('each record of a plain or record-wise packed file can be read by its offset alone', () =>
  inDirectory(async (dir) => {
    for (const bytes of [Buffer.concat(three), Buffer.concat(three.map((one) => gzipSync(one)))]) {
      await writeFile(join(dir, 'a'), bytes);
      const records = await all(readWarc(join(dir, 'a')));
      expect(records.at(-1)).toMatchObject({ length: bytes.length - (records.at(-1)?.offset ?? 0) });
      for (const one of records) expect((await all(readWarc(join(dir, 'a'), { from: one.offset })))[0]).toEqual(one);
    }
  }));

test('blocks of any content and size are read whole, across every buffer edge', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.integer({ min: 8, max: 600_000 }), fc.integer({ min: 0, max: 255 })), {
        minLength: 1,
        maxLength: 4,
      }),
      fc.boolean(),
      async (blocks, stored) => {
        const level = stored ? constants.Z_NO_COMPRESSION : constants.Z_BEST_SPEED;
        const bodies = blocks.map(([size, fill]) =>
          Buffer.alloc(size, fill).fill('\r\n\r\n', size >> 1, (size >> 1) + 4),
        );
        const packed = bodies.map((body) => gzipSync(record('resource', {}, body), { level }));
        const read = await reading(Buffer.concat(packed));
        expect(read.map(({ block }) => Buffer.from(block).equals(bodies.shift() ?? Buffer.alloc(0)))).not.toContain(
          false,
        );
        expect(read).toHaveLength(blocks.length);
      },
    ),
    { numRuns: 30 },
  ));

test('a packed record whose end falls on a buffer edge is read whole', async () => {
  const bare = gzipSync(record('resource', {}, Buffer.alloc(327_000)), { level: constants.Z_NO_COMPRESSION }).length;
  for (let over = -12; over <= 12; over++) {
    const size = 327_000 + 256 * 1024 + 64 * 1024 + 8 - bare + over;
    const packed = gzipSync(record('resource', {}, Buffer.alloc(size)), { level: constants.Z_NO_COMPRESSION });
    const read = await reading(Buffer.concat([packed, gzipSync(three[0] ?? '')]));
    expect(read.map((one) => one.block.length)).toEqual([size, 22]);
  }
});

test('a gzip header with a name and extra fields, as other programs write it, is understood', async () => {
  const member = gzipSync(three[0] ?? '');
  const header = Buffer.concat([
    member.subarray(0, 3),
    Buffer.from([4 | 8]),
    member.subarray(4, 10),
    Buffer.from([2, 0, 1, 2]),
    Buffer.from('a.warc\0'),
  ]);
  expect(await reading(Buffer.concat([header, member.subarray(10)]))).toHaveLength(1);
});

test('a record of 40 MB is read past in little memory, and its digest still checked', () =>
  inDirectory(async (dir) => {
    const block = Buffer.alloc(40 * 1024 * 1024, 'ab');
    const path = join(dir, 'big.warc.gz');
    const bytes = [gzipSync(record('resource', { 'WARC-Block-Digest': sha1(block) }, block)), gzipSync(three[0] ?? '')];
    await writeFile(path, Buffer.concat(bytes));
    const records = await all(readWarc(path, { maxBlockBytes: 1000 }));
    expect(records.map(({ block: kept, blockLength }) => [kept.length, blockLength])).toEqual([
      [1000, block.length],
      [22, 22],
    ]);
    expect(records[0]?.blockMatches).toBe(true);
  }));

test('a file that is no WARC, one that ends inside a record, and one that does not exist are told apart', () =>
  inDirectory(async (dir) => {
    await expect(reading(Buffer.from('%PDF-1.7\n\n'))).rejects.toMatchObject({ code: 'archive-corrupt' });
    const bytes = Buffer.concat(three);
    await expect(reading(bytes.subarray(0, bytes.length - 20))).rejects.toMatchObject({
      code: 'archive-corrupt',
      offset: 2 * (three[0]?.length ?? 0),
    });
    await expect(all(readWarc(join(dir, 'none')))).rejects.toMatchObject({ code: 'file-unreadable' });
    expect(await reading(Buffer.alloc(0))).toEqual([]);
  }));

test('names of fields are read in any case, with continuation lines and line feeds alone', async () => {
  const [one] = await reading(Buffer.from('WARC/1.0\nwarc-type: metadata\nX-Long: a\n b\ncontent-length: 2\n\nhi\n\n'));
  expect(one).toMatchObject({ type: 'metadata', block: Buffer.from('hi') });
  expect(field(one ?? { fields: [] }, 'x-long')).toBe('a b');
});

test('a header that says chunked beside a body that is not eats nothing of the body', async () => {
  const body = 'fade\r\nto grey: 10 tabs, 35 EUR';
  const found = await pages(record('response', {}, response('Transfer-Encoding: chunked\r\n', body)));
  expect(found[0]).toMatchObject({ kind: 'page', exchange: { at: '2024-03-02T12:00:00.000Z', request: null } });
  expect(found[0]?.kind === 'page' && text(found[0].exchange.response.body)).toBe(body);
});

test('a body that really is chunked is joined, with chunk extensions and trailers', async () => {
  const body = 'A;x=1\r\n0123456789\r\n1a\r\nabcdefghijklmnopqrstuvwxyz\r\n0\r\nX-Trailer: 1\r\n\r\n';
  const found = await pages(record('response', {}, response('transfer-encoding: Chunked\r\n', body)));
  expect(found[0]?.kind === 'page' && text(found[0].exchange.response.body)).toBe(
    '0123456789abcdefghijklmnopqrstuvwxyz',
  );
});

test('records without a page are told with a reason, and the others of the file are read', async () => {
  const found = await pages(
    record('warcinfo', {}, 'software: x'),
    record('resource', { 'WARC-Target-URI': '<http://lab.invalid/b>', 'Content-Type': 'text/html' }, 'page'),
    record('revisit', {}, response('', '')),
    record('response', { 'WARC-Target-URI': 'dns:lab.invalid' }, '1.2.3.4'),
    record('response', {}, 'not http'),
    record('response', { 'WARC-Date': 'never' }, response('', 'x')),
  );
  expect(found.map((page) => (page.kind === 'page' ? page.exchange.url : page.reason))).toEqual([
    'http://lab.invalid/b',
    'it repeats another record',
    'it has no http address',
    'it is no HTTP answer',
    'it has no date',
  ]);
});

test('a revisit that repeats the payload digest of its original is no problem', async () => {
  const fields = { 'WARC-Payload-Digest': sha1('page') };
  const revisit = { ...fields, 'WARC-Profile': 'http://netpreserve.org/warc/1.0/revisit/identical-payload-digest' };
  const report = await verifying(
    record('response', fields, response('', 'page')),
    record('revisit', revisit, response('', '')),
  );
  expect(report).toEqual({ files: 1, records: 2, captures: 0, chained: 0, ok: true, problems: [] });
});

test('payload digests of foreign files may be over the chunked or the joined body, in hexadecimal or base32', async () => {
  const body = '4\r\npage\r\n0\r\n\r\n';
  const chunked = response('Transfer-Encoding: chunked\r\n', body);
  const hex = `sha-256:${sha256('page')}`;
  for (const digest of [sha1(body), sha1('page'), hex])
    expect((await verifying(record('response', { 'WARC-Payload-Digest': digest }, chunked))).ok).toBe(true);
});

test('a wrong digest of a foreign file is found', async () => {
  const page = response('', 'page');
  const report = await verifying(
    record('response', { 'WARC-Payload-Digest': sha1('other') }, page),
    record('response', { 'WARC-Block-Digest': sha1('other') }, page),
    record('resource', { 'WARC-Payload-Digest': sha1('other') }, 'page'),
  );
  expect(report.problems.map((problem) => problem.code)).toEqual(['payload-digest', 'block-digest', 'payload-digest']);
});

test('a file that grows while it is read gives what was whole', () =>
  inDirectory(async (dir) => {
    const file = await open(join(dir, 'a.warc.gz'), 'a');
    await file.write(gzipSync(three[0] ?? ''));
    const reader = readWarc(join(dir, 'a.warc.gz'));
    expect((await reader.next()).done).toBe(false);
    await file.write(gzipSync(three[1] ?? ''));
    await file.close();
    await reader.return(undefined);
  }));
