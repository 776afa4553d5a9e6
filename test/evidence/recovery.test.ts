import { spawn } from 'node:child_process';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type OpenFile, openFile } from '../../evidence/archive-files.ts';
import { verifyArchive } from '../../evidence/verify.ts';
import type { Capture } from '../../model/capture.ts';
import { exchange, inDirectory, listed, open, unpacked, warcNames, withArchive } from './samples.ts';

const page = (n: number) => exchange({ url: `http://m.onion/${n}`, body: `page ${n}` });

/** An archive as a killed process leaves it: three captures, no seal. */
async function killed(
  dir: string,
): Promise<{ readonly captures: readonly Capture[]; readonly name: string; readonly bytes: Buffer }> {
  const archive = await open(dir);
  const captures = [await archive.append(page(1)), await archive.append(page(2)), await archive.append(page(3))];
  const [name = ''] = await warcNames(dir);
  const bytes = await readFile(join(dir, name));
  await archive.close();
  return { captures, name, bytes };
}

test('cut at any byte of the last records, an archive loses nothing that was complete and verifies after reopening', () =>
  inDirectory(async (dir) => {
    await mkdir(join(dir, 'whole'));
    const { captures, name, bytes } = await killed(join(dir, 'whole'));
    const [, second, third] = captures;
    const from = (second?.warc.offset ?? 0) + (second?.warc.length ?? 0);
    expect((third?.warc.offset ?? 0) + (third?.warc.length ?? 0)).toBe(bytes.length);
    const survives = async (cut: number) => {
      const here = join(dir, String(cut));
      await mkdir(here);
      await writeFile(join(here, name), bytes.subarray(0, cut));
      const archive = await open(here);
      const kept = cut === bytes.length ? captures : captures.slice(0, 2);
      expect(await listed(archive), `cut at ${cut}`).toEqual(kept);
      await archive.append(page(4));
      await archive.close();
      expect(await verifyArchive(here), `cut at ${cut}`).toMatchObject({ ok: true, captures: kept.length + 1 });
    };
    for (let cut = from; cut <= bytes.length; cut += 32)
      await Promise.all(Array.from({ length: Math.min(32, bytes.length - cut + 1) }, (_, n) => survives(cut + n)));
  }));

test('what a crash cut short is kept beside the file', () =>
  inDirectory(async (dir) => {
    const { name, bytes, captures } = await killed(dir);
    const cut = (captures[2]?.warc.offset ?? 0) + 10;
    await writeFile(join(dir, name), bytes.subarray(0, cut));
    await withArchive(dir, listed);
    expect(await readFile(join(dir, `${name}.torn-1`))).toEqual(bytes.subarray(cut - 10, cut));
  }));

test('a file of which not even the first record is whole is set aside, and the chain goes on from the file before', () =>
  inDirectory(async (dir) => {
    const first = await withArchive(dir, (archive) => archive.append(page(1)));
    const [name = ''] = await warcNames(dir);
    const torn = name.replace('00001', '00002');
    await writeFile(join(dir, torn), (await readFile(join(dir, name))).subarray(0, 50));
    const second = await withArchive(dir, (archive) => archive.append(page(2)));
    expect(await withArchive(dir, listed)).toEqual([first, second]);
    expect(await readdir(dir)).toContain(`${torn}.torn-1`);
    expect((await verifyArchive(dir)).ok).toBe(true);
  }));

test.each([0, 1, 50])('a first file of which only %i bytes were written keeps no archive from being opened', (length) =>
  inDirectory(async (dir) => {
    await mkdir(join(dir, 'whole'));
    const { name, bytes } = await killed(join(dir, 'whole'));
    const here = join(dir, 'cut');
    await mkdir(here);
    await writeFile(join(here, name), bytes.subarray(0, length));
    const capture = await withArchive(here, (archive) => archive.append(page(1)));
    expect(await withArchive(here, listed)).toEqual([capture]);
    expect(await readFile(join(here, `${name}.torn-1`))).toEqual(bytes.subarray(0, length));
    expect((await verifyArchive(here)).ok).toBe(true);
  }),
);

test('zeros after the last record, as a power cut leaves them, are cut off', () =>
  inDirectory(async (dir) => {
    const { name, bytes, captures } = await killed(dir);
    await writeFile(join(dir, name), Buffer.concat([bytes, Buffer.alloc(5000)]));
    expect(await withArchive(dir, listed)).toEqual(captures);
    expect((await verifyArchive(dir)).ok).toBe(true);
  }));

test('damage inside a file is told, never cut away as if it were a torn end', () =>
  inDirectory(async (dir) => {
    const { name, bytes, captures } = await killed(dir);
    const damaged = Buffer.from(bytes);
    damaged.fill(0, (captures[1]?.warc.offset ?? 0) + 20, (captures[1]?.warc.offset ?? 0) + 40);
    await writeFile(join(dir, name), damaged);
    const archive = await open(dir);
    await expect(listed(archive)).rejects.toMatchObject({ code: 'archive-corrupt' });
    expect(await readFile(join(dir, name))).toEqual(damaged);
    const third = captures[2];
    if (third) expect(Buffer.from(await archive.read(third)).toString()).toBe('page 3');
    await archive.close();
    expect((await verifyArchive(dir)).problems.map((problem) => problem.code)).toContain('damaged');
  }));

/** A disk that takes `room.bytes` more bytes and then no more, writing what still fits. */
function smallDisk(room: { bytes: number }): OpenFile {
  const full = () => Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
  return async (path, flags) => {
    const file = await openFile(path, flags);
    return {
      ...file,
      write: async (bytes, position) => {
        const fits = Math.min(bytes.length, room.bytes);
        room.bytes -= fits;
        await file.write(bytes.subarray(0, fits), position);
        if (fits < bytes.length) throw full();
      },
    };
  };
}

test('a full disk acknowledges nothing, and once there is space the archive goes on and verifies', () =>
  inDirectory(async (dir) => {
    const room = { bytes: 4000 };
    const archive = await open(dir, { openFile: smallDisk(room) });
    const kept: Capture[] = [];
    const refused: unknown[] = [];
    for (let n = 0; n < 12; n++)
      await archive.append(page(n)).then(
        (done) => kept.push(done),
        (error) => refused.push(error),
      );
    expect(kept.length).toBeGreaterThan(0);
    expect(refused.length).toBeGreaterThan(0);
    for (const error of refused) expect(error).toMatchObject({ code: 'disk-full', where: dir });
    expect(await listed(archive)).toEqual(kept);
    room.bytes = 1_000_000;
    kept.push(await archive.append(page(99)));
    await archive.close();
    expect(await withArchive(dir, listed)).toEqual(kept);
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, captures: kept.length });
  }));

test('a disk that is full from the start leaves no empty file behind', () =>
  inDirectory(async (dir) => {
    const archive = await open(dir, { openFile: smallDisk({ bytes: 100 }) });
    await expect(archive.append(page(1))).rejects.toMatchObject({ code: 'disk-full' });
    await archive.close();
    expect(await readdir(dir)).toEqual([]);
  }));

test('a folder that cannot be made is told as such', () =>
  inDirectory(async (dir) => {
    await writeFile(join(dir, 'file'), '');
    await expect(open(join(dir, 'file', 'archive'))).rejects.toMatchObject({ code: 'disk-full' });
  }));

test('a request whose response never came does no harm', () =>
  inDirectory(async (dir) => {
    const { name, bytes, captures } = await killed(dir);
    await writeFile(join(dir, name), bytes.subarray(0, captures[2]?.warc.offset));
    await copyFile(join(dir, name), join(dir, 'copy'));
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, captures: 2, problems: [] });
    await withArchive(dir, (archive) => archive.append(page(4)));
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, captures: 3 });
    expect((await unpacked(dir)).toString().match(/WARC-Type: request/g)).toHaveLength(4);
  }));

/** Runs a writer, kills it with SIGKILL after `after` acknowledged captures, and gives their ids. */
async function killedAfter(dir: string, after: number): Promise<readonly string[]> {
  const script = fileURLToPath(new URL('append-until-killed.ts', import.meta.url));
  const child = spawn(process.execPath, [script, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ids: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    ids.push(line);
    if (ids.length === after) child.kill('SIGKILL');
  }
  return ids;
}

test('a writer that is killed again and again loses no capture that it acknowledged', () =>
  inDirectory(async (dir) => {
    const ids: string[] = [];
    for (const after of [1, 7, 30, 64]) ids.push(...(await killedAfter(dir, after)));
    const captures = await withArchive(dir, listed);
    const kept = new Set(captures.map((capture) => capture.id));
    expect(ids.filter((id) => !kept.has(id))).toEqual([]);
    expect(kept.size).toBe(captures.length);
    expect(await verifyArchive(dir)).toMatchObject({ ok: true, captures: captures.length });
  }));

test('a file cut short that is not the newest of its worker is damage, not a crash', () =>
  inDirectory(async (dir) => {
    const { name, bytes } = await killed(dir);
    await withArchive(dir, (archive) => archive.append(page(4)));
    await writeFile(join(dir, name), bytes.subarray(0, bytes.length - 5));
    await expect(withArchive(dir, listed)).rejects.toMatchObject({ code: 'archive-corrupt' });
  }));
