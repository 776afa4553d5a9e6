import type { Command } from 'commander';
import { loadSource } from '../config/load.ts';
import { say } from './output.ts';
import { withLeadline } from './session.ts';

export function registerUpdate(source: Command): void {
  source
    .command('update <file>')
    .description('take over what the file of a known source says now, such as other accounts or addresses')
    .action((file: string, _options: object, command) =>
      withLeadline(command, true, async ({ operations }) => {
        const { id } = await operations.updateSource(loadSource(file));
        say(`Source ${id} is as ${file} says, from its next turn on.`);
      }),
    );
}
