import { createLexicon } from '../extractors/lexicon/lexicon.ts';
import { readTitle } from '../extractors/titles.ts';
import { figureFields, type Label, labels, score } from '../test/extractors/titles-score.ts';
import { finish, type Result, readOptions, result } from './report.ts';

const options = readOptions();
const lexicon = createLexicon();
const read = (title: string) => readTitle(title, lexicon);

function scores(some: readonly Label[], which: string): Result[] {
  const fields = ['isDrug', 'substances', ...figureFields] as const;
  return fields.map((field) => {
    const { right, of, share } = score(some, read, field);
    return result(`${field} (${which})`, share, 'share exact', {
      higherIsBetter: true,
      target: field === 'isDrug' ? 0.97 : 0.95,
      note: `${right} of ${of}`,
    });
  });
}

/** Titles a second of processor time over all labelled titles, read again and again; the best of several runs, since others use the machine. */
function speed(seconds: number): Result {
  const titles = labels.map((label) => label.title);
  let best = 0;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const start = process.cpuUsage();
    for (let run = 0; run < 10; run += 1) for (const title of titles) read(title);
    best = Math.max(best, (titles.length * 10) / (process.cpuUsage(start).user / 1e6));
  }
  const note = 'of processor time, one thread, best run; every title of the labelled set';
  return result('titles read', best, 'titles/s', { higherIsBetter: true, target: 20_000, note });
}

const seen = labels.filter((label) => !label.scored);
const unseen = labels.filter((label) => label.scored);
finish(
  'titles',
  [
    ...scores(seen, `${seen.length} titles`),
    ...scores(unseen, `${unseen.length} score-only titles`),
    speed(options.quick ? 5 : 20),
  ],
  options,
);
