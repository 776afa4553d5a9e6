import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { loadProfile } from '../../app/reader.ts';
import { createDirectReading } from '../../app/reading/direct.ts';
import { createReadingPool } from '../../app/reading/pool.ts';
import type { Reading } from '../../app/reading/reading.ts';
import { fixturePages } from '../../bench/extract-pages.ts';
import { siteFiles } from '../../config/load.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { pageLimits } from '../../extractors/limits.ts';
import { GiveUp, TryLater } from '../../model/errors.ts';

const wild = fileURLToPath(new URL('./readers/wild.ts', import.meta.url));
const page = (text: string) => ({
  bytes: Buffer.from(text),
  contentType: 'text/html; charset=utf-8',
  url: 'http://x.invalid/',
  capturedAt: '2026-06-01T00:00:00.000Z',
  status: 200,
});
const outcome = async (reading: Reading, text: string): Promise<string> => {
  const result = await reading.read(page(text), null);
  return result instanceof GiveUp ? result.code : `read ${result.language}`;
};

let reading: Reading;
afterEach(() => reading.close());

describe('the pool of readers', () => {
  it('refuses a page that hangs, eats memory, or ends its reader, and the pages beside it never notice', async () => {
    reading = createReadingPool({ profileFiles: [], workers: 2, program: wild, cpuMs: 1_500, memoryMb: 64 });
    const orders = ['a', 'hang', 'b', 'eat', 'c', 'leave', 'd', 'break', 'e'];
    const outcomes = await Promise.all(orders.map((order) => outcome(reading, order)));
    expect(outcomes.filter((each) => each.startsWith('read'))).toEqual([
      'read a',
      'read b',
      'read c',
      'read d',
      'read e',
    ]);
    expect(outcomes[1]).toBe('page-too-slow');
    expect(['page-crashed', 'page-too-slow']).toContain(outcomes[3]);
    expect(outcomes[5]).toBe('page-crashed');
    expect(outcomes[7]).toBe('page-crashed');
  });

  it.runIf(process.platform === 'linux')(
    'counts what a page makes a reader compute, not how long the machine lets it wait, up to a wide limit',
    async () => {
      reading = createReadingPool({ profileFiles: [], workers: 1, program: wild, cpuMs: 500, wallMs: 20_000 });
      expect(await outcome(reading, 'wait 1500')).toBe('read wait 1500');
      expect(await outcome(reading, 'hang')).toBe('page-too-slow');
      await reading.close();
      reading = createReadingPool({ profileFiles: [], workers: 1, program: wild, cpuMs: 500, wallMs: 4_000 });
      expect(await outcome(reading, 'wait 9000')).toBe('page-too-slow');
      expect(await outcome(reading, 'a')).toBe('read a');
    },
  );

  it('leaves the memory of this process flat while a reader drowns', async () => {
    reading = createReadingPool({ profileFiles: [], workers: 1, program: wild, cpuMs: 20_000, memoryMb: 64 });
    await outcome(reading, 'a');
    const before = process.memoryUsage().rss;
    expect(await outcome(reading, 'eat')).toBe('page-crashed');
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20);
    expect(await outcome(reading, 'b')).toBe('read b');
  });

  it('says why when its readers cannot start, instead of blaming the page or starting them for ever', async () => {
    reading = createReadingPool({ profileFiles: ['/nowhere.yaml'], workers: 1 });
    await expect(outcome(reading, '<p>x</p>')).rejects.toMatchObject({ code: 'readers-down' });
    await reading.close();
    reading = createReadingPool({ profileFiles: ['never ready'], workers: 1, program: wild, wallMs: 300 });
    await expect(outcome(reading, 'a')).rejects.toMatchObject({ code: 'readers-down' });
  });

  it('gives a page to another reader when the first ended over it, and blames it only when the second ends too', async () => {
    reading = createReadingPool({ profileFiles: [], workers: 1, program: wild });
    expect(await outcome(reading, 'a')).toBe('read a');
    expect(await outcome(reading, 'tired')).toBe('read tired');
    expect(await outcome(reading, 'leave')).toBe('page-crashed');
  });

  it('says stopped of pages that it was still reading when it was closed, and of all after that', async () => {
    reading = createReadingPool({ profileFiles: [], workers: 1, program: wild });
    await outcome(reading, 'a');
    const open = [outcome(reading, 'hang'), outcome(reading, 'b')].map((each) =>
      each.catch((error: unknown) => (error instanceof TryLater ? error.code : error)),
    );
    await reading.close();
    expect(await Promise.all(open)).toEqual(['stopped', 'stopped']);
    await expect(outcome(reading, 'c')).rejects.toMatchObject({ code: 'stopped' });
  });

  it('refuses a page over the limit without sending it to a reader', async () => {
    reading = createReadingPool({ profileFiles: ['/nowhere.yaml'], workers: 1 });
    expect(await outcome(reading, 'x'.repeat(pageLimits.bytes + 1))).toBe('page-too-large');
  });

  it('gives readers no right to write files', async () => {
    reading = createReadingPool({ profileFiles: [], workers: 1, program: wild });
    expect(await outcome(reading, 'write')).toBe('page-crashed');
    expect(existsSync('/tmp/leadline-was-here')).toBe(false);
  });

  it.runIf(process.platform === 'linux')('leaves no reader behind that hangs while its parent is killed', async () => {
    reading = createReadingPool({ profileFiles: [], workers: 0 });
    const parent = spawn(process.execPath, [fileURLToPath(new URL('./readers/left-behind.ts', import.meta.url))], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(parent.stdout, 'data');
    const children = readFileSync(`/proc/${parent.pid}/task/${parent.pid}/children`, 'utf8').trim().split(' ');
    parent.kill('SIGKILL');
    await once(parent, 'exit');
    expect(children.length).toBe(1);
    await expect.poll(() => existsSync(`/proc/${children[0]}`), { timeout: 8_000 }).toBe(false);
  });

  it('says of a page what is said of it in this process', async () => {
    const files = [...siteFiles(null).values()];
    reading = createReadingPool({ profileFiles: files, workers: 2 });
    const parts = { profiles: files.map(loadProfile), lexicon: createLexicon() };
    const pages = fixturePages().map(({ input }) => input);
    const read = await Promise.all(pages.map((input) => reading.read(input, null)));
    const direct = await Promise.all(pages.map((input) => createDirectReading(parts).read(input, null)));
    expect(read).toEqual(direct);
    expect(await Promise.all(pages.map((input) => reading.read(input, null)))).toEqual(read);
  });

  it('reads real pages with the profiles that ship, and refuses hostile ones by name', async () => {
    reading = createReadingPool({ profileFiles: [...siteFiles(null).values()], workers: 1 });
    const listing = await reading.read(
      page(
        '<title>MDMA 5 g</title><h1>MDMA 5 g</h1><p>Vendor: <a href="/v/nordlicht">nordlicht</a></p><p>Price: <b>45 EUR</b></p><button>Order</button>',
      ),
      null,
    );
    expect(listing).toMatchObject({ page: 'listing' });
    expect(await outcome(reading, '<div>'.repeat(50_000))).toBe('page-too-deep');
    const missing = await reading.read(page('x'), 'no-such-site');
    expect(missing).toMatchObject({ code: 'page-crashed' });
  });
});
