import { LeadlineError } from '../model/errors.ts';
import { print, printJson, progress, table } from './output.ts';
import { type Register, withLeadline } from './session.ts';

export const register: Register = (program, exit) => {
  program
    .command('import <path...>')
    .description('take in saved pages, folders, WARC files and chat exports through the same pipeline')
    .requiredOption('--source <id>', 'the source they belong to; made when it is new')
    .option('--profile <site>', 'site profile for a new source')
    .option('--json', 'one JSON document')
    .addHelpText(
      'after',
      '\nExamples:\n  leadline import saved-pages/ --source halyard\n  leadline import result.json --source chat',
    )
    .action((paths: string[], options: { source: string; profile?: string; json?: boolean }, command) =>
      withLeadline(command, true, async ({ operations }) => {
        const bar = progress();
        const report = await operations.import(paths, {
          source: options.source,
          profile: options.profile ?? null,
          onPage: (done) => bar.show(`${done} pages read`),
        });
        bar.end();
        if (options.json) await printJson(report);
        else {
          await print(
            `${report.captures} captures, ${report.listings} listings, ${report.vendors} vendors, ${report.messages} messages${report.known > 0 ? `; ${report.known} captures were known already` : ''}.`,
          );
          if (report.problems.length > 0)
            await print(
              table(
                ['FILE', 'NOT TAKEN IN BECAUSE'],
                report.problems.map((problem) => [problem.file, problem.reason]),
              ),
            );
        }
        if (report.captures === 0 && report.problems.length > 0)
          throw new LeadlineError('format-unknown', 'Nothing could be imported', {
            hint: 'HTML pages, WARC files and Telegram Desktop JSON exports can',
          });
        exit(report.problems.length > 0 ? 3 : 0);
      }),
    );
};
