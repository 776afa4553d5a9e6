import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { ShiftedClock } from './clock.ts';
import type { Orders } from './orders.ts';
import { startRelay } from './relay.ts';

const program = fileURLToPath(new URL('./worker.ts', import.meta.url));
const compiled = fileURLToPath(new URL('../../node_modules/.cache/leadline', import.meta.url));

/** Worker processes, each of which is started again when it ends, as a supervisor would. */
export interface Fleet {
  /** Kills one at random, of those that `wanted` names if there are any; answers its address in the lab's log. */
  kill(wanted: ReadonlySet<string>): string | null;
  /** Tells all of the clock's new shift. */
  shift(): void;
  /** Ends all in order. */
  stop(): Promise<void>;
  /** How often one ended of its own accord before it was asked to. */
  gaveUp(): number;
}

interface Member {
  readonly child: ChildProcess;
  readonly address: string;
}

export interface FleetOptions {
  readonly size: number;
  readonly orders: Omit<Orders, 'shift' | 'proxy'>;
  /** The lab's SOCKS server. */
  readonly socks: string;
  readonly clock: ShiftedClock;
  /** Where what the workers say is kept. */
  readonly log: string;
  /** In [0, 1). */
  readonly random: () => number;
}

export function startFleet({ size, orders, socks, clock, log, random }: FleetOptions): Fleet {
  const members = new Map<number, Member>();
  let [born, gaveUp, stopping] = [0, 0, false];

  async function runOne(slot: number): Promise<'killed' | 'ended'> {
    born += 1;
    const address = `127.${16 + slot}.${born >> 8}.${born & 255}`;
    const relay = await startRelay(socks, address);
    const told: Orders = { ...orders, proxy: relay.url, shift: clock.shift };
    const child = spawn(process.execPath, [program, JSON.stringify(told)], {
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, NODE_COMPILE_CACHE: compiled },
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => appendFileSync(log, `[${address}] ${text}`));
    child.on('error', () => undefined); // a message to one that was just killed
    members.set(slot, { child, address });
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]; // as child_process documents
    members.delete(slot);
    relay.close();
    return signal === 'SIGKILL' ? 'killed' : 'ended';
  }

  async function keep(slot: number): Promise<void> {
    while (!stopping) {
      const how = await runOne(slot);
      if (how === 'ended' && !stopping) gaveUp += 1;
      if (!stopping) await sleep(how === 'ended' ? 1_000 : 100);
    }
  }
  const kept = Array.from({ length: size }, (_, slot) => keep(slot));
  return {
    kill: (wanted) => {
      const running = [...members.values()];
      const preferred = running.filter(({ address }) => wanted.has(address));
      const among = preferred.length > 0 ? preferred : running;
      const one = among[Math.floor(random() * among.length)];
      one?.child.kill('SIGKILL');
      return one?.address ?? null;
    },
    shift: () => {
      for (const { child } of members.values()) if (child.connected) child.send(clock.shift, () => undefined);
    },
    stop: async () => {
      stopping = true;
      for (const { child } of members.values()) child.kill('SIGTERM');
      await Promise.all(kept);
    },
    gaveUp: () => gaveUp,
  };
}
