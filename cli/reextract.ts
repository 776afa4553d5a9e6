import { print, progress } from './output.ts';
import { type Register, withLeadline } from './session.ts';

export const register: Register = (program) => {
  program
    .command('reextract')
    .description('read the whole archive again and rebuild items, index and trends; no alert fires')
    .option('--dry-run', 'read only, write nothing')
    .action((options: { dryRun?: boolean }, command) =>
      withLeadline(command, true, async ({ operations }) => {
        const bar = progress();
        const report = await operations.reextract({
          dryRun: options.dryRun === true,
          progress: (done) => bar.show(`${done} captures read`),
        });
        bar.end();
        await print(
          `${report.captures} captures read, ${report.quarantined} quarantined, ${report.items} items${options.dryRun ? ' (nothing written)' : ''}.`,
        );
      }),
    );
};
