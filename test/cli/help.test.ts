import { describe, expect, it } from 'vitest';
import { createProgram, leaves, nameOf, registerCommands } from '../../cli/program.ts';

const program = createProgram();
await registerCommands(program, () => {});
const registered = async (...argv: readonly string[]): Promise<readonly string[]> => {
  const some = createProgram();
  await registerCommands(some, () => {}, argv);
  return some.commands.map((command) => command.name());
};

describe('help', () => {
  it.each(leaves(program).map((command) => [nameOf(command), command] as const))(
    'of `%s` shows an example of that command',
    (name, command) => {
      const text: string[] = [];
      command.configureOutput({ writeOut: (more) => void text.push(more) });
      command.outputHelp();
      const [, after = ''] = text.join('').split(/^Examples?:$/m);
      expect(after).toMatch(new RegExp(`leadline (--config \\S+ |--data \\S+ )?${name}\\b`));
    },
  );
});

describe('the command that words name', () => {
  it('is not the value of an option before it', async () => {
    expect(await registered('--data', 'demo', 'status')).toEqual(['status']);
    expect(await registered('--config', 'import', 'search', 'x')).toEqual(['search']);
    expect(await registered('--data=demo', 'show', 'demo')).toEqual(['show']);
  });

  it('is no inherited property, and help knows all commands', async () => {
    expect((await registered('toString')).length).toBeGreaterThan(15);
    expect((await registered('help', 'search')).length).toBeGreaterThan(15);
  });
});
