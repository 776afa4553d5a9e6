import { CommanderError } from 'commander';
import { type ExitCode, explain } from './output.ts';
import { createProgram, registerAll } from './program.ts';

async function run(argv: readonly string[]): Promise<ExitCode> {
  const program = createProgram();
  let code: ExitCode = 0;
  await registerAll(program, (value) => {
    code = value;
  });
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
