import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { examples } from './examples.data.ts';
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
  migrate: () => import('./migrate.ts'),
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

const takesValue = new Set(['--config', '--data']);

/** The name of the command: the first word that is neither an option nor the value of one, since a data folder may be called "demo". */
const firstWord = (argv: readonly string[]): string | undefined =>
  argv.find((word, index) => !word.startsWith('-') && !takesValue.has(argv[index - 1] ?? ''));

/** Commands that do something, not those that only hold others. */
export const leaves = (command: Command): readonly Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leaves);

/** Such as "alert add". */
export const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

const indent = (line: string): string => `  ${line}`;

/** Registers the commands that `argv` can mean: one when it names one, so that the others are not even loaded, else all. */
export async function registerCommands(
  program: Command,
  exit: Parameters<Register>[1],
  argv: readonly string[] = [],
): Promise<void> {
  const named = firstWord(argv);
  const only = named !== undefined && Object.hasOwn(commands, named) ? commands[named] : undefined;
  for (const load of only ? [only] : Object.values(commands)) (await load()).register(program, exit);
  for (const command of leaves(program)) {
    const lines = examples[nameOf(command)];
    if (lines)
      command.addHelpText('after', ['', `Example${lines.length > 1 ? 's' : ''}:`, ...lines.map(indent)].join('\n'));
  }
}
