import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSqlite } from '../../storage/sqlite/open.ts';
import { deliveryOf } from '../contract/collection.ts';

const committing = fileURLToPath(new URL('committing.ts', import.meta.url));

let folder = '';
let path = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'leadline-failures-'));
  path = join(folder, 'leadline.db');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Kills the process after `count` saved commits (0: as soon as the database is open); answers the last number it acknowledged. */
async function runAndKill(from: number, count: number): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, [committing, path, String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = from - 1;
  if (child.stdout === null) throw new Error('the child has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'open') last = Number(line);
    if (last - from + 1 >= count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return last;
}

describe('the embedded store', () => {
  it('gets the tables that came with a newer Leadline, also when it is only read', async () => {
    await openSqlite(path).close();
    const db = new DatabaseSync(path);
    db.exec('DROP TABLE workers');
    db.close();
    const reader = openSqlite(path, { readOnly: true });
    expect(await reader.workers.count()).toBe(0);
    await reader.close();
  });

  it('keeps every acknowledged commit, whole, however often the process is killed', async () => {
    let next = 0;
    for (const count of [0, 1, 7, 60, 300, 2]) {
      const last = await runAndKill(next, count);
      const storage = openSqlite(path);
      await storage.check();
      const ids: string[] = [];
      for await (const { id } of storage.deliveries.each()) ids.push(id);
      const whole = ids.length / 2;
      expect(new Set(ids)).toEqual(new Set(Array.from({ length: whole }, (_, n) => [`${n}|a`, `${n}|b`]).flat()));
      expect(whole).toBeGreaterThan(last);
      next = whole;
      await storage.close();
    }
  });

  it('turns a second process away and names the one that works on the folder; a reader may look on', async () => {
    const storage = openSqlite(path);
    await storage.deliveries.create('d', deliveryOf('d'));
    const second = spawnSync(process.execPath, [committing, path], { encoding: 'utf8' });
    expect(second.status).not.toBe(0);
    expect(second.stderr).toContain(`in use by process ${process.pid}`);
    expect(() => openSqlite(path)).toThrow(/in use by process/);
    const reader = openSqlite(path, { readOnly: true });
    expect(await reader.deliveries.count()).toBe(1);
    await storage.deliveries.create('e', deliveryOf('e'));
    expect(await reader.deliveries.count()).toBe(2);
    await expect(reader.deliveries.create('f', deliveryOf('f'))).rejects.toThrow();
    await reader.close();
    await storage.close();
    await storage.close();
    await openSqlite(path).close();
  });

  it('tells a reader that there is nothing yet', () => {
    expect(() => openSqlite(path, { readOnly: true })).toThrow(/There is no database yet/);
  });

  it('does not touch a file of a newer version', async () => {
    await openSqlite(path).close();
    const db = new DatabaseSync(path);
    db.exec('PRAGMA user_version = 999');
    db.close();
    for (const readOnly of [true, false])
      expect(() => openSqlite(path, { readOnly })).toThrow(expect.objectContaining({ code: 'storage-version' }));
  });

  it('finds a damaged file when it is opened and says how to go on', async () => {
    const storage = openSqlite(path);
    await storage.commit(
      Array.from({ length: 2_000 }, (_, n) => ({
        do: 'create',
        collection: 'deliveries',
        id: `d${n}`,
        value: deliveryOf(`d${n}`),
      })),
    );
    await storage.close();
    const file = openSync(path, 'r+');
    for (let at = 8_192; at < statSync(path).size; at += 4_096) writeSync(file, Buffer.alloc(600, 0xab), 0, 600, at);
    closeSync(file);
    const refused = expect.objectContaining({
      code: 'storage-corrupt',
      hint: expect.stringContaining('leadline reextract'),
    });
    expect(() => openSqlite(path)).toThrow(refused);
    expect(() => openSqlite(path)).toThrow(refused);
    renameSync(path, `${path}.damaged`);
    const fresh = openSqlite(path);
    expect(await fresh.deliveries.count()).toBe(0);
    await fresh.close();
  });

  it('keeps its files from everybody but their owner, even in a folder that is open to all', async () => {
    chmodSync(folder, 0o755);
    const storage = openSqlite(path);
    await storage.deliveries.create('a', deliveryOf('a'));
    for (const name of readdirSync(folder))
      expect([name, statSync(join(folder, name)).mode & 0o077]).toEqual([name, 0]);
    expect(readdirSync(folder).length).toBeGreaterThan(2);
    await storage.close();
  });

  it('says so when the file is no database at all', () => {
    writeFileSync(path, 'not a database, but long enough to look like a file of some kind'.repeat(20));
    expect(() => openSqlite(path)).toThrow(expect.objectContaining({ code: 'storage-corrupt' }));
  });

  it('reports a full disk and keeps what was saved', async () => {
    // A limit on the size of files is the one full disk that needs no rights; the signal that comes with it is ignored.
    const limited = `trap '' XFSZ; ulimit -f 600; exec "$0" "$@"`;
    const run = spawnSync('bash', ['-c', limited, process.execPath, committing, path], {
      encoding: 'utf8',
      maxBuffer: 64 << 20,
    });
    expect(run.stderr).toContain("code: 'disk-full'");
    const saved = Number(run.stdout.trim().split('\n').at(-1));
    expect(saved).toBeGreaterThan(0);
    const storage = openSqlite(path);
    await storage.check();
    expect(await storage.deliveries.get(`${saved}|b`)).not.toBeNull();
    await storage.close();
  });

  it('says in one clear error that a folder cannot be written', () => {
    expect(() => openSqlite(join(folder, 'none', 'leadline.db'))).toThrow(
      expect.objectContaining({ code: 'disk-full' }),
    );
  });
});
