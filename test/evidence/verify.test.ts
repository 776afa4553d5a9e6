import { copyFile, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { sealHead } from '../../evidence/chain.ts';
import { verifyArchive } from '../../evidence/verify.ts';
import { readWarc } from '../../evidence/warc-reader.ts';
import { exchange, inDirectory, warcNames, withArchive } from './samples.ts';

const page = (n: number) =>
  exchange({ url: `http://m.onion/${n}`, body: `page ${n}`, at: `2026-01-0${n}T09:00:00.000Z` });

/** One sealed file of two captures and a revisit. */
async function sealed(dir: string): Promise<{ readonly path: string; readonly bytes: Buffer }> {
  await withArchive(dir, async (archive) => {
    const first = await archive.append(page(1));
    await archive.append(page(2));
    await archive.append({ ...page(1), at: '2026-01-03T09:00:00.000Z' }, first);
  });
  const path = join(dir, (await warcNames(dir)).at(-1) ?? '');
  return { path, bytes: await readFile(path) };
}

/** The gzip members of a file, each still packed. */
async function members(path: string): Promise<readonly Buffer[]> {
  const bytes = await readFile(path);
  const parts: Buffer[] = [];
  for await (const { offset, length } of readWarc(path)) parts.push(bytes.subarray(offset, offset + length));
  return parts;
}

const codes = async (path: string) => [...new Set((await verifyArchive(path)).problems.map((problem) => problem.code))];

test('an untouched archive verifies, as a folder and as a single file', () =>
  inDirectory(async (dir) => {
    const { path } = await sealed(dir);
    const expected = { files: 1, records: 8, captures: 3, chained: 1, ok: true, problems: [] };
    expect(await verifyArchive(dir)).toEqual(expected);
    expect(await verifyArchive(path)).toEqual(expected);
  }));

test('a change of any bit of any byte is found', () =>
  inDirectory(async (dir) => {
    const { path, bytes } = await sealed(dir);
    for (let at = 0; at < bytes.length; at += 9) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 << (at % 8));
      await writeFile(path, changed);
      expect((await verifyArchive(dir)).ok, `byte ${at} of ${bytes.length}`).toBe(false);
    }
  }));

test('every byte of the closing record is held as well', () =>
  inDirectory(async (dir) => {
    const { path, bytes } = await sealed(dir);
    const seal = (await members(path)).at(-1) ?? Buffer.alloc(0);
    for (let at = bytes.length - seal.length; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 0x80;
      await writeFile(path, changed);
      expect((await verifyArchive(dir)).ok, `byte ${at}`).toBe(false);
    }
  }));

test('a record that is taken out, put in twice or moved is found', () =>
  inDirectory(async (dir) => {
    const { path } = await sealed(dir);
    const parts = await members(path);
    for (const changed of [
      parts.toSpliced(3, 1),
      parts.toSpliced(2, 2),
      parts.toSpliced(3, 0, ...parts.slice(1, 3)),
      [...parts, ...parts.slice(1, 2)],
    ]) {
      await writeFile(path, Buffer.concat(changed));
      expect((await verifyArchive(dir)).ok).toBe(false);
    }
  }));

test('a body that is replaced with all its own digests made to fit still breaks the links after it', () =>
  inDirectory(async (dir) => {
    const { path } = await sealed(dir);
    const parts = await members(path);
    const record = gunzipSync(parts[2] ?? Buffer.alloc(0)).toString('latin1');
    const [head = ''] = record.split('Leadline-Chain: ');
    const forged = sealHead(head.replace('lab/buyer1', 'lab/buyer2'));
    const rest = record.slice(record.indexOf('\r\n\r\n') + 4);
    await writeFile(
      path,
      Buffer.concat(parts.with(2, gzipSync(Buffer.concat([forged.bytes, Buffer.from(rest, 'latin1')])))),
    );
    expect(await codes(dir)).toEqual(expect.arrayContaining(['chain', 'before']));
  }));

test('problems name file and byte, and what is wrong', () =>
  inDirectory(async (dir) => {
    const { path, bytes } = await sealed(dir);
    const third = (await members(path)).slice(0, 2).reduce((sum, part) => sum + part.length, 0);
    await writeFile(path, Buffer.from(bytes).fill(0xff, third + 30, third + 60));
    const { problems } = await verifyArchive(dir);
    expect(problems[0]).toMatchObject({ file: (await warcNames(dir))[0], offset: third, code: 'damaged' });
    expect(problems[0]?.message).toContain('cannot be read');
  }));

test('a whole file that is taken out shows, the first, a middle and an exchanged one', () =>
  inDirectory(async (dir) => {
    for (const n of [1, 2, 3]) await withArchive(dir, (archive) => archive.append(page(n)));
    const [first = '', second = '', third = ''] = (await warcNames(dir)).map((name) => join(dir, name));
    expect((await verifyArchive(dir)).ok).toBe(true);
    for (const path of [first, second]) {
      await rename(path, `${path}.away`);
      expect(await codes(dir)).toEqual(['file-missing']);
      await rename(`${path}.away`, path);
    }
    await copyFile(third, second);
    expect((await verifyArchive(dir)).ok).toBe(false);
  }));

test('files of several workers have chains of their own', () =>
  inDirectory(async (dir) => {
    for (const worker of ['w1', 'w2', 'w1', 'w2'])
      await withArchive(dir, (archive) => archive.append(page(1)), { worker });
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, files: 4, chained: 4, captures: 4 });
  }));

test('a file that its worker had not written to when it was killed is no problem, and one that was emptied is', () =>
  inDirectory(async (dir) => {
    for (const n of [1, 2]) await withArchive(dir, (archive) => archive.append(page(n)));
    const [first = '', second = ''] = (await warcNames(dir)).map((name) => join(dir, name));
    await writeFile(join(dir, basename(second).replace('-w1-00002', '-w2-00001')), '');
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, files: 2, captures: 2 });
    await writeFile(first, '');
    expect(await codes(dir)).toEqual(['file-missing']);
  }));

test('a file that lost its closing record although a later one exists is told', () =>
  inDirectory(async (dir) => {
    const { path } = await sealed(dir);
    await withArchive(dir, (archive) => archive.append(page(5)));
    await writeFile(path, Buffer.concat((await members(path)).slice(0, -1)));
    expect(await codes(dir)).toEqual(['unsealed', 'file-order']);
  }));

test('a path that does not exist is an error, an empty folder is not', () =>
  inDirectory(async (dir) => {
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, files: 0 });
    await rm(dir, { recursive: true });
    await expect(verifyArchive(dir)).rejects.toMatchObject({ code: 'file-unreadable' });
  }));
