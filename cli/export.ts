import { LeadlineError } from '../model/errors.ts';
import { sayHints, writeTo } from './output.ts';
import { type Register, withLeadline } from './session.ts';

const formats = ['csv', 'jsonl'] as const;

export const register: Register = (program) => {
  program
    .command('export <query...>')
    .description('every match, streamed, without a limit')
    .option('--format <format>', formats.join(', '), 'csv')
    .option('-o, --output <file>', 'file to write (default: standard output)')
    .addHelpText(
      'after',
      '\nExamples:\n  leadline export "*" --format jsonl -o all.jsonl\n  leadline export "substance:ketamine seen:>-30d" > ketamine.csv',
    )
    .action((words: string[], options: { format: string; output?: string }, command) =>
      withLeadline(command, false, async ({ leadline }) => {
        const format = formats.find((each) => each === options.format);
        if (!format)
          throw new LeadlineError('usage', `--format ${options.format} is unknown`, {
            hint: `one of ${formats.join(', ')}`,
          });
        sayHints(await leadline.hints(words.join(' ')));
        await writeTo(options.output ?? null, leadline.export(words.join(' '), format));
      }),
    );
};
