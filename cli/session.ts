import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Opened } from '../app/open.ts';
import { type LoadedConfig, loadConfig } from '../config/load.ts';
import { realClock } from '../model/clock.ts';
import { type ExitCode, say } from './output.ts';

export type Register = (program: Command, exit: (code: ExitCode) => void) => void;

/** The configuration as the command line asks for it: --config, then --data on top. */
export function configOf(command: Command): LoadedConfig {
  const { config, data } = command.optsWithGlobals<{ config?: string; data?: string }>();
  const loaded = loadConfig(config ?? null);
  return data === undefined ? loaded : { ...loaded, data: resolve(data) };
}

/** Opens the data folder, runs `work`, and closes it whatever happens. `write` false: beside a running Leadline. */
export async function withLeadline<T>(
  command: Command,
  write: boolean,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const { open } = await import('../app/open.ts');
  const opened = await open({ config: configOf(command), clock: realClock, readOnly: !write, log: say });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

/** The same wish reaches a process twice when its whole group is told and its parent passes it on. */
const echoMs = 500;

/** Ctrl-C once asks to finish the page and save; twice stops now. */
export function stopSignal(onFirst: () => void): AbortSignal {
  const controller = new AbortController();
  let firstAt = 0;
  const stop = () => {
    const now = performance.now();
    if (controller.signal.aborted && now - firstAt < echoMs) return;
    if (controller.signal.aborted) process.exit(130);
    firstAt = now;
    onFirst();
    controller.abort(new Error('stopped'));
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return controller.signal;
}
