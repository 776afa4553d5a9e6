import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Contestant } from './peers.ts';
import type { Serving, Traffic } from './server.ts';
import type { RawOffer, Task } from './task.ts';

/** What one contestant did. `cpuSeconds`: user and system time of the program and everything that it started, from its start to its end. */
export interface Run extends Traffic {
  readonly name: string;
  readonly cpuSeconds: number;
  /** The most memory that it held, as far as it says so itself. */
  readonly memory: { readonly worker: number; readonly readers: number } | null;
  readonly offers: readonly RawOffer[];
}

export interface Market {
  readonly serving: Serving;
  run(contestant: Contestant, task: Pick<Task, 'inFlight' | 'paths'> & Partial<Pick<Task, 'small'>>): Promise<Run>;
  close(): void;
}

const msPerTick = 10;

/** What all programs that this one started and that have ended used: fields 16 and 17 of /proc/self/stat. */
function cpuOfEnded(): number {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return ((Number(fields[13]) + Number(fields[14])) * msPerTick) / 1_000;
}

/** Compiled code is kept, as the command line of Leadline does; Crawlee starts faster with it as well. */
const compiled = fileURLToPath(new URL('../../node_modules/.cache/leadline', import.meta.url));

const linesOf = <T>(file: string): readonly T[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as T) // written by the contestants in this folder
    : [];

async function runOne(contestant: Contestant, task: Omit<Task, 'out' | 'folder'>) {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-crawl-'));
  const [out, orders] = [join(folder, 'offers.jsonl'), join(folder, 'task.json')];
  writeFileSync(orders, JSON.stringify({ ...task, out, folder: join(folder, 'data') } satisfies Task));
  const [command, ...args] = contestant.command;
  const before = cpuOfEnded();
  const child = spawn(command, [...args, orders], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compiled },
  });
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${contestant.name} ended with ${code}`);
  const cpuSeconds = cpuOfEnded() - before;
  const [memory = null] = linesOf<{ worker: number; readers: number }>(`${out}.memory`);
  const offers = linesOf<RawOffer>(out);
  rmSync(folder, { recursive: true, force: true });
  return { name: contestant.name, cpuSeconds, memory, offers };
}

/** The market with so many listings in a process of its own, whose time counts for nobody. */
export async function openMarket(listings: number, delayMs: number): Promise<Market> {
  const server = fork(fileURLToPath(new URL('./server.ts', import.meta.url)), [String(listings), String(delayMs)]);
  const [serving] = (await once(server, 'message')) as [Serving]; // our own program, our own messages
  return {
    serving,
    async run(contestant, task) {
      const origin = contestant.name === 'Leadline' ? serving.onion : serving.plain;
      const done = await runOne(contestant, { small: false, ...task, origin, proxy: serving.proxy });
      server.send('report');
      const [traffic] = (await once(server, 'message')) as [Traffic]; // as above
      return { ...traffic, ...done };
    },
    close: () => server.disconnect(),
  };
}
