import { bold, clip, plain, print, printJson } from './output.ts';
import { type Register, withLeadline } from './session.ts';

const text = (value: unknown): string => clip(plain(typeof value === 'string' ? value : JSON.stringify(value)), 100);

export const register: Register = (program) => {
  program
    .command('diff <id>')
    .description('what changed on one item, newest first')
    .option('--json', 'one JSON document')
    .action((id: string, options: { json?: boolean }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const { versions, summary } = await leadline.item(id);
        if (options.json) return printJson({ id: summary.id, versions });
        const parts = versions.map((version) => {
          const what =
            version.changes.length === 0
              ? ['  first statement']
              : version.changes.map(
                  (change) => `  ${change.field}\n    - ${text(change.before)}\n    + ${text(change.after)}`,
                );
          return `${bold(version.at.slice(0, 16))} ${version.view === 'row' ? 'in a list' : 'on its page'}\n${what.join('\n')}`;
        });
        return print([bold(plain(summary.title)), ...parts].join('\n\n'));
      }),
    );
};
