import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import type { Register } from './session.ts';

/** One file a command, in the order in which help shows them. */
const commands: Readonly<Record<string, () => Promise<{ readonly register: Register }>>> = {
  demo: () => import('./demo.ts'),
  init: () => import('./init.ts'),
  doctor: () => import('./doctor.ts'),
  start: () => import('./start.ts'),
  status: () => import('./status.ts'),
  source: () => import('./source.ts'),
  profile: () => import('./profile.ts'),
  extract: () => import('./extract.ts'),
  titles: () => import('./titles.ts'),
  lexicon: () => import('./lexicon.ts'),
  import: () => import('./import.ts'),
  search: () => import('./search.ts'),
  show: () => import('./show.ts'),
  vendor: () => import('./vendor.ts'),
  diff: () => import('./diff.ts'),
  alert: () => import('./alert.ts'),
  trend: () => import('./trend.ts'),
  export: () => import('./export.ts'),
  evidence: () => import('./evidence.ts'),
  reextract: () => import('./reextract.ts'),
  lab: () => import('./lab.ts'),
};

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

/** Registers the commands that `argv` can mean: one when it names one, so that the others are not even loaded, else all. */
export async function registerCommands(
  program: Command,
  exit: Parameters<Register>[1],
  argv: readonly string[] = [],
): Promise<void> {
  const named = argv.find((word) => word in commands);
  const loaders = named && !argv.includes('help') ? [commands[named]] : Object.values(commands);
  for (const load of loaders) (await load?.())?.register(program, exit);
}
