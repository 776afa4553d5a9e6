import { join } from 'node:path';
import { type VerifyReport, verifyArchive } from '../evidence/verify.ts';
import { print, printJson, table } from './output.ts';
import { configOf, type Register } from './session.ts';

/** One change breaks every later link of its file: the first of a kind is shown, with how many follow. */
function grouped(problems: VerifyReport['problems']): (string | number)[][] {
  const groups = Map.groupBy(problems, (problem) => `${problem.file} ${problem.code}`);
  return [...groups.values()].flatMap(([first, ...more]) => {
    if (!first) return [];
    const also = more.length > 0 ? ` (and at ${more.length} later places of the file)` : '';
    return [[first.file, first.offset, `${first.message}${also}`]];
  });
}

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
          `${report.files} files, ${report.records} records, ${report.captures} captures: ${report.files === 0 ? 'there is nothing to verify' : report.ok ? 'all digests and links agree' : `${report.problems.length} problems`}.`,
        );
        if (report.problems.length > 0) await print(table(['FILE', 'OFFSET', 'PROBLEM'], grouped(report.problems)));
      }
      exit(report.ok ? 0 : 1);
    });
};
