import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { LeadlineError } from '../model/errors.ts';
import { parseFileName } from './archive-files.ts';
import { chainStart } from './chain.ts';
import { type FileReport, type Problem, type ProblemCode, problemCodes, verifyFile } from './verify-file.ts';

export interface VerifyReport {
  readonly files: number;
  readonly records: number;
  /** Captures of Leadline; other records of foreign files are not counted here. */
  readonly captures: number;
  /** Files with a hash chain; the others have digests only. */
  readonly chained: number;
  readonly ok: boolean;
  readonly problems: readonly Problem[];
}

const problem = (file: string, code: ProblemCode, detail: string): Problem => ({
  file,
  offset: 0,
  code,
  message: `${problemCodes[code]} ${detail}`.trim(),
});

/** What is wrong between the files of one worker, which stand in the order in which they were written. */
function sequenceProblems(files: readonly FileReport[]): readonly Problem[] {
  return files.flatMap((file, index) => {
    const before = files[index - 1];
    const found: Problem[] = [];
    if (before && !before.sealed) found.push(problem(before.file, 'unsealed', ''));
    if (file.previousFile !== null && file.previousFile !== before?.file)
      found.push(problem(file.file, 'file-missing', `It names ${file.previousFile}.`));
    else if (file.firstChain !== (before?.lastChain ?? chainStart)) found.push(problem(file.file, 'file-order', ''));
    return found;
  });
}

function workers(files: readonly FileReport[]): readonly (readonly FileReport[])[] {
  const own = files.filter((file) => file.chained && parseFileName(file.file) !== null);
  const number = (file: FileReport) => parseFileName(file.file)?.number ?? 0;
  return [...Map.groupBy(own, (file) => file.worker).values()].map((group) =>
    group.sort((a, b) => number(a) - number(b)),
  );
}

/** A file of ours that nothing was written to, as when its process was killed just then. One that held records is named by the file after it. */
const isUnused = async (folder: string, name: string): Promise<boolean> =>
  parseFileName(name) !== null && (await stat(join(folder, name))).size === 0;

/** A file under a name of ours that does not begin with its chain is not ours any more. */
const headless = (file: FileReport): readonly Problem[] =>
  !file.chained && parseFileName(file.file) !== null
    ? [problem(file.file, 'chain', 'Its first record is not ours.')]
    : [];

function summary(files: readonly FileReport[], between: readonly Problem[]): VerifyReport {
  const sum = (count: (file: FileReport) => number) => files.reduce((total, file) => total + count(file), 0);
  const problems = [...files.flatMap((file) => [...file.problems, ...headless(file)]), ...between];
  return {
    files: files.length,
    records: sum((file) => file.records),
    captures: sum((file) => file.captures),
    chained: sum((file) => (file.chained ? 1 : 0)),
    ok: problems.length === 0,
    problems,
  };
}

/**
 * Checks an archive folder or one WARC file: block and payload digests, the hash chain, and that no file of a worker was taken out. Needs no
 * server, network or secret, and little memory. What it cannot see is the loss of the newest files or records of a worker, which nothing later names.
 * Throws `file-unreadable` when `path` cannot be opened.
 */
export async function verifyArchive(path: string): Promise<VerifyReport> {
  const unreadable = (cause: unknown) => {
    throw new LeadlineError('file-unreadable', `${path} cannot be opened.`, {
      where: path,
      hint: 'name an archive folder or a WARC file that you may read',
      cause,
    });
  };
  if (!(await stat(path).catch(unreadable)).isDirectory()) return summary([await verifyFile(path, false)], []);
  const names = (await readdir(path).catch(unreadable)).filter((name) => /\.warc(\.gz)?$/i.test(basename(name)));
  const files: FileReport[] = [];
  for (const name of names.sort())
    if (!(await isUnused(path, name))) files.push(await verifyFile(join(path, name), true));
  return summary(files, workers(files).flatMap(sequenceProblems));
}
