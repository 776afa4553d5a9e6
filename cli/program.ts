import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Register } from './session.ts';

/** One file a command, in the order in which help shows them. */
const commands: readonly (() => Promise<{ readonly register: Register }>)[] = [
  () => import('./demo.ts'),
  () => import('./init.ts'),
  () => import('./doctor.ts'),
  () => import('./start.ts'),
  () => import('./status.ts'),
  () => import('./source.ts'),
  () => import('./profile.ts'),
  () => import('./extract.ts'),
  () => import('./titles.ts'),
  () => import('./import.ts'),
  () => import('./search.ts'),
  () => import('./show.ts'),
  () => import('./vendor.ts'),
  () => import('./diff.ts'),
  () => import('./alert.ts'),
  () => import('./trend.ts'),
  () => import('./export.ts'),
  () => import('./evidence.ts'),
  () => import('./reextract.ts'),
  () => import('./lab.ts'),
];

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export const createProgram = (): Command =>
  new Command('leadline')
    .description('Collects, proves, searches and measures offers of synthetic drugs, read-only and through Tor.')
    .version(version)
    .option('--config <file>', 'configuration file (default: ./leadline.yaml where there is one)')
    .option('--data <dir>', 'data folder (default: ./data, or what the configuration says)')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .exitOverride();

export async function registerAll(program: Command, exit: Parameters<Register>[1]): Promise<void> {
  for (const load of commands) (await load()).register(program, exit);
}
