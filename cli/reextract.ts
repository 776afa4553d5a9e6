import { print, progress, say } from './output.ts';
import { type Register, withLeadline } from './session.ts';

const named = 5;

export const register: Register = (program, exit) => {
  program
    .command('reextract')
    .description('read the whole archive again and rebuild items, index and trends; no alert fires')
    .option('--dry-run', 'read only, write nothing')
    .option('--incomplete', 'rebuild what can be read of a damaged archive, and drop the rest')
    .addHelpText('after', '\nExamples:\n  leadline reextract --dry-run\n  leadline --data ./data reextract')
    .action((options: { dryRun?: boolean; incomplete?: boolean }, command) =>
      withLeadline(command, true, async ({ operations }) => {
        const bar = progress();
        const { captures, quarantined, items, damage } = await operations.reextract({
          dryRun: options.dryRun === true,
          incomplete: options.incomplete === true,
          progress: (done) => bar.show(`${done} captures read`),
        });
        bar.end();
        await print(
          `${captures} captures read, ${quarantined} quarantined, ${items} items${options.dryRun ? ' (nothing written)' : ''}.`,
        );
        for (const place of damage.slice(0, named)) say(place);
        if (damage.length > named) say(`and ${damage.length - named} more; leadline evidence verify names them all`);
        exit(damage.length > 0 ? 3 : 0);
      }),
    );
};
