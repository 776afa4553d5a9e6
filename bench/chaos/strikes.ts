import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '../../lab/random.ts';
import type { Fleet } from './fleet.ts';
import type { Servers } from './servers.ts';

export const targets = ['worker', 'redis', 'elastic', 'flush'] as const;
export type Target = (typeof targets)[number];
export type Counts = Readonly<Record<Target, number>>;

export interface Strikes {
  /** Made so far. */
  made(): Counts;
  /** Kills of workers that had asked a site for something within the last second. */
  inTurn(): number;
  /** Resolves when all are made, or, after `cancel`, when the one under way is over. */
  readonly over: Promise<void>;
  cancel(): void;
}

export interface StrikesOptions {
  readonly counts: Counts;
  /** Between two strikes, from and to. */
  readonly gapMs: readonly [number, number];
  readonly seed: string;
  readonly fleet: Fleet;
  readonly servers: Servers;
  /** Which addresses asked a site for something since a time of the real clock. */
  readonly busy: (sinceMs: number) => ReadonlySet<string>;
  readonly log: (line: string) => void;
}

function shuffled(counts: Counts, seed: string): readonly Target[] {
  const random = createRandom(seed);
  return targets
    .flatMap((target) => Array.from({ length: counts[target] }, () => ({ target, at: random.next() })))
    .sort((a, b) => a.at - b.at)
    .map(({ target }) => target);
}

/** Kills at random, while work is under way. Workers are killed also while a server comes back. */
export function beginStrikes({ counts, gapMs, seed, fleet, servers, busy, log }: StrikesOptions): Strikes {
  const random = createRandom(`${seed}|gaps`);
  const made: Record<Target, number> = { worker: 0, redis: 0, elastic: 0, flush: 0 };
  let [cancelled, inTurn] = [false, 0];
  const backs = { redis: Promise.resolve(), elastic: Promise.resolve() };

  async function strike(target: Target): Promise<void> {
    if (target === 'worker') {
      const atWork = busy(1_000);
      // One in four hits whomever it hits, also while it starts or rests.
      const killed = fleet.kill(random.chance(0.75) ? atWork : new Set());
      if (killed !== null && atWork.has(killed)) inTurn += 1;
    } else if (target === 'flush') {
      await backs.redis;
      await servers.flush();
    } else {
      await backs[target];
      backs[target] = servers[target].strike();
      backs[target].catch(() => undefined); // told by whoever waits for it next
    }
    made[target] += 1;
    log(`${target} ${made[target]} of ${counts[target]}`);
  }

  async function run(): Promise<void> {
    for (const target of shuffled(counts, seed)) {
      await sleep(random.int(...gapMs));
      while (!cancelled && busy(2_000).size === 0) await sleep(50);
      if (cancelled) break;
      await strike(target);
    }
    await Promise.all([backs.redis, backs.elastic]);
  }
  return {
    made: () => ({ ...made }),
    inTurn: () => inTurn,
    over: run(),
    cancel: () => {
      cancelled = true;
    },
  };
}
