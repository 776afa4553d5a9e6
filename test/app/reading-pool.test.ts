import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { createReadingPool } from '../../app/reading/pool.ts';
import type { Reading } from '../../app/reading/reading.ts';
import { siteFiles } from '../../config/load.ts';
import { GiveUp } from '../../model/errors.ts';

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
    reading = createReadingPool({ profileFiles: [], workers: 2, program: wild, timeoutMs: 1_500, memoryMb: 64 });
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

  it('leaves the memory of this process flat while a reader drowns', async () => {
    reading = createReadingPool({ profileFiles: [], workers: 1, program: wild, timeoutMs: 20_000, memoryMb: 64 });
    await outcome(reading, 'a');
    const before = process.memoryUsage().rss;
    expect(await outcome(reading, 'eat')).toBe('page-crashed');
    expect(process.memoryUsage().rss - before).toBeLessThan(64 << 20);
    expect(await outcome(reading, 'b')).toBe('read b');
  });

  it('gives a page to another reader when something outside ended the first', async () => {
    const mark = join(mkdtempSync(join(tmpdir(), 'leadline-reader-')), 'ended-once');
    reading = createReadingPool({ profileFiles: [], workers: 1, program: wild, timeoutMs: 20_000 });
    expect(await outcome(reading, `end once ${mark}`)).toBe(`read end once ${mark}`);
    rmSync(dirname(mark), { recursive: true });
  });

  it('says why when its readers cannot start, instead of starting them for ever', async () => {
    reading = createReadingPool({ profileFiles: ['/nowhere.yaml'], workers: 1 });
    expect(await outcome(reading, '<p>x</p>')).toBe('page-crashed');
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
