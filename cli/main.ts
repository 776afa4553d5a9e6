import { CommanderError } from 'commander';
import { type ExitCode, explain } from './output.ts';
import { createProgram, registerCommands } from './program.ts';

async function run(argv: readonly string[]): Promise<ExitCode> {
  const program = createProgram();
  let code: ExitCode = 0;
  const exit = (value: ExitCode) => {
    code = value;
  };
  await registerCommands(program, exit, argv);
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
