import { spawn } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** One tor of the private network. */
export interface Relay {
  readonly pid: number;
  /** Resolves when it says a line that matches, also one it has said already; rejects when it ends. */
  said(pattern: RegExp): Promise<string>;
  /** Ends it, at the latest after `graceMs`. */
  stop(graceMs?: number): Promise<void>;
}

/** Starts a tor with these lines as its whole configuration, in a folder of its own. It ends with this process. */
export function startRelay(program: string, folder: string, lines: readonly string[]): Relay {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const torrc = join(folder, 'torrc');
  writeFileSync(torrc, `${lines.join('\n')}\n`);
  const child = spawn(program, ['--ignore-missing-torrc', '--defaults-torrc', join(folder, 'none'), '-f', torrc], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const heard: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr])
    createInterface(stream).on('line', (line) => {
      heard.push(line);
      for (const listener of [...waiting]) listener(line);
    });
  const exited = new Promise<void>((resolve) => {
    child.once('error', () => resolve());
    child.once('close', () => resolve());
  });
  return {
    pid: child.pid ?? 0,
    said: (pattern) =>
      new Promise((resolve, reject) => {
        const look = (line: string) => {
          if (!pattern.test(line)) return;
          waiting.delete(look);
          resolve(line);
        };
        waiting.add(look);
        for (const line of [...heard]) look(line);
        exited.then(() => reject(new Error(`tor ended in ${folder}:\n${heard.slice(-5).join('\n')}`)));
      }),
    async stop(graceMs = 2_000) {
      child.kill('SIGTERM');
      const timer = setTimeout(() => child.kill('SIGKILL'), graceMs);
      await exited;
      clearTimeout(timer);
    },
  };
}
