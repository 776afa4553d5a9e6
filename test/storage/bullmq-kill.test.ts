import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Turns } from '../../model/ports.ts';
import type { BullTurnsOptions } from '../../storage/bullmq/turns.ts';
import { connect } from '../../storage/elastic/client.ts';
import { openElastic } from '../../storage/elastic/open.ts';
import { elasticUrl, redisUrl } from '../servers/urls.ts';
import {
  type Closing,
  freshPrefix,
  leaseMs,
  lockMs,
  mustNext,
  next,
  stalledMs,
  wait,
  workerOn,
} from './bullmq-workers.ts';
import { sweep } from './elastic-server.ts';

const closing: Closing = [];
const turning = fileURLToPath(new URL('turning-bullmq.ts', import.meta.url));
/** The lock runs out, and two looks at what has stalled; the rest is a slow machine. */
const soonMs = lockMs + 2 * stalledMs + 1_000;

beforeAll(async () => {
  await elasticUrl();
  await redisUrl();
}, 120_000);
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function ground(more: Partial<BullTurnsOptions> = {}) {
  const [node, url] = [await elasticUrl(), await redisUrl()];
  const prefix = freshPrefix(url, closing);
  const elastic = connect({ node });
  closing.push(elastic.close, () => sweep(elastic, prefix));
  const storage = await openElastic({ node, prefix });
  closing.push(storage.close);
  const lengths: number[] = [];
  const claimSource: Turns['claimSource'] = async (source, now, ms) => {
    const began = Date.now();
    const lease = await storage.leases.claimSource(source, now, ms);
    if (lease) lengths.push(lease.until - began);
    return lease;
  };
  const leases = { ...storage.leases, claimSource };
  const turns = await workerOn(['x'], { url, prefix, leases, ...more }, closing);
  await turns.schedule('x', Date.now());
  return { args: [node, url, prefix], turns, lengths };
}

interface Worker {
  readonly child: ChildProcess;
  readonly lines: AsyncIterator<string>;
}

/** A process in its first turn. */
async function inTurn(args: readonly string[]): Promise<Worker> {
  const child = spawn(process.execPath, [turning, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
  closing.push(async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGKILL');
    await once(child, 'exit');
  });
  const reader: Interface = createInterface({ input: child.stdout });
  const lines = reader[Symbol.asyncIterator]();
  expect((await lines.next()).value).toMatch(/^turn \d+$/);
  return { child, lines };
}

async function kill({ child }: Worker): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('a turn', { timeout: 40_000 }, () => {
  it('whose process is killed goes to another as soon as its lock has run out', async () => {
    const { args, turns, lengths } = await ground();
    await kill(await inTurn(args));
    const began = Date.now();
    expect(await mustNext(turns, soonMs)).toMatchObject({ source: 'x', epoch: 2 });
    expect(Date.now() - began).toBeLessThan(soonMs);
    // A longer one would look like that of a wrong clock, and be nobody's.
    expect(Math.max(...lengths)).toBeLessThanOrEqual(leaseMs);
  });

  it('whose process is frozen goes to another, and what the frozen one writes when it wakes is refused', async () => {
    const { args, turns } = await ground();
    const frozen = await inTurn(args);
    frozen.child.stdin?.write('write\n');
    expect((await frozen.lines.next()).value).toBe('written');
    frozen.child.kill('SIGSTOP');
    const taken = await mustNext(turns, soonMs);
    frozen.child.kill('SIGCONT');
    frozen.child.stdin?.write('write\n');
    expect((await frozen.lines.next()).value).toBe('lease-lost');
    await wait(lockMs);
    await turns.done(taken, Date.now());
    expect(await mustNext(turns)).toMatchObject({ source: 'x', epoch: 3 });
  });

  it('in which process after process dies is told with their number, and rests; begun anew it counts from nothing', async () => {
    const poison: string[] = [];
    const onPoison = async (source: string, deaths: number) => void poison.push(`${source} ${deaths}`);
    const { args, turns } = await ground({ mostDeaths: 2, onPoison });
    for (let death = 0; death < 2; death++) await kill(await inTurn(args));
    expect(await next(turns, soonMs)).toBeNull();
    expect(poison).toEqual(['x 2']);
    await turns.schedule('x', Date.now());
    expect(await mustNext(turns)).toMatchObject({ source: 'x', epoch: 4 });
  });
});
