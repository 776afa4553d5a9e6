import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type ExitCode, explain } from './output.ts';
import type { Register } from './session.ts';

/** One file a command; each is loaded only when it is called for, so that `leadline titles` does not wait for the store. */
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

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

function createProgram(): Command {
  return new Command('leadline')
    .description('Collects, proves, searches and measures offers of synthetic drugs, read-only and through Tor.')
    .version(version)
    .option('--config <file>', 'configuration file (default: ./leadline.yaml where there is one)')
    .option('--data <dir>', 'data folder (default: ./data, or what the configuration says)')
    .configureHelp({ sortSubcommands: false, showGlobalOptions: true })
    .showSuggestionAfterError(true)
    .exitOverride();
}

async function run(argv: readonly string[]): Promise<ExitCode> {
  const program = createProgram();
  let code: ExitCode = 0;
  const exit = (value: ExitCode) => {
    code = value;
  };
  for (const load of commands) (await load()).register(program, exit);
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    return explain(error);
  }
}

// A reader that stops early (head, a pager) is no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
process.exitCode = await run(process.argv.slice(2));
