import { join } from 'node:path';
import { verifyArchive } from '../evidence/verify.ts';
import { print, printJson, table } from './output.ts';
import { configOf, type Register } from './session.ts';

export const register: Register = (program, exit) => {
  const evidence = program.command('evidence').description('prove what was seen');
  evidence
    .command('verify [path]')
    .description(
      'check every digest and the hash chain of an archive folder or WARC file; needs no server, no network and no key',
    )
    .option('--json', 'one JSON document')
    .action(async (path: string | undefined, options: { json?: boolean }, command) => {
      const report = await verifyArchive(path ?? join(configOf(command).data, 'archive'));
      if (options.json) await printJson(report);
      else {
        await print(
          `${report.files} files, ${report.records} records, ${report.captures} captures: ${report.ok ? 'all digests and links agree' : `${report.problems.length} problems`}.`,
        );
        if (report.problems.length > 0)
          await print(
            table(
              ['FILE', 'OFFSET', 'PROBLEM'],
              report.problems.map((each) => [each.file, each.offset, each.message]),
            ),
          );
      }
      exit(report.ok ? 0 : 1);
    });
};
