import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stepNames } from '../../app/parts.ts';
import { verifyArchive } from '../../evidence/verify.ts';
import { weekStart } from '../../lab/calendar.ts';
import { createRandom } from '../../lab/random.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { allItems, openTest, temporaryFolder } from './harness.ts';

const child = fileURLToPath(new URL('./crawl-child.ts', import.meta.url));
const compiled = fileURLToPath(new URL('../../node_modules/.cache/leadline', import.meta.url));
const random = createRandom('kills');
const hour = 3_600_000;
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 5, size: 'small', weeks: 1 }) });
});
afterAll(() => lab.close());

interface Kill {
  readonly step: string;
  readonly count: number;
}

async function crawl(
  data: string,
  start: number,
  kill: Kill | null,
): Promise<{ readonly signal: string | null; readonly output: string }> {
  const orders = { data, proxy: lab.socksUrl, start, sites: lab.sources(), kill };
  const process_ = spawn(process.execPath, [child, JSON.stringify(orders)], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const output: string[] = [];
  process_.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  process_.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  const [code, signal] = (await once(process_, 'close')) as [number | null, string | null];
  if (signal === null && code !== 0) throw new Error(`the crawl failed: ${output.join('')}`);
  return { signal, output: output.join('') };
}

/** Each named boundary once, then twenty random moments: a random boundary, a random number of pages later. */
const kills: readonly Kill[] = [
  ...stepNames.map((step) => ({ step, count: 2 })),
  ...Array.from({ length: 20 }, () => ({
    step: random.pick(stepNames as unknown as [string, ...string[]]),
    count: random.int(1, 12),
  })),
];

describe('a crawler that is killed', () => {
  it('loses nothing, doubles nothing, and leaves an archive that verifies', { timeout: 200_000 }, async () => {
    const folder = temporaryFolder();
    let killed = 0;
    for (const [index, kill] of kills.entries())
      killed += (await crawl(folder.path, weekStart(1) + index * hour, kill)).signal === 'SIGKILL' ? 1 : 0;
    expect(killed).toBeGreaterThanOrEqual(stepNames.length);
    expect((await crawl(folder.path, weekStart(1) + kills.length * hour, null)).output).toContain('done');

    const truth = lab.truth(1);
    const opened = await openTest({ data: folder.path, proxy: lab.socksUrl, start: weekStart(1) + 40 * hour });
    const keys = (await allItems(opened)).map(
      (text) => JSON.parse(text) as { kind: string; source: string; key: string },
    );
    const listings = keys.filter((item) => item.kind === 'listing').map((item) => `${item.source}|${item.key}`);
    expect(listings.sort()).toEqual(truth.listings.map((listing) => `${listing.site}|${listing.key}`).sort());
    expect(keys.filter((item) => item.kind === 'vendor')).toHaveLength(truth.vendors.length);
    expect(keys.filter((item) => item.kind === 'message')).toHaveLength(truth.messages.length + truth.posts.length);

    const recorded: string[] = [];
    for await (const alert of opened.parts.storage.alerts.each()) recorded.push(alert.id);
    expect(recorded).toHaveLength(keys.length);
    const lines = readFileSync(join(folder.path, 'alerts.jsonl'), 'utf8').trim().split('\n');
    const told = lines.map((line) => (JSON.parse(line) as { id: string }).id);
    expect(new Set(told)).toEqual(new Set(recorded));
    await opened.close();

    expect((await verifyArchive(join(folder.path, 'archive'))).problems).toEqual([]);
    folder.remove();
  });
});
