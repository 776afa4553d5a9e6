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

/** Titles a second over all labelled titles, read again and again; the best of several runs, since the machine is shared. */
function speed(seconds: number): Result {
  const titles = labels.map((label) => label.title);
  let best = 0;
  const end = performance.now() + seconds * 1000;
  while (performance.now() < end) {
    const start = performance.now();
    for (let run = 0; run < 5; run += 1) for (const title of titles) read(title);
    best = Math.max(best, (titles.length * 5) / ((performance.now() - start) / 1000));
  }
  return result('titles read', best, 'titles/s', {
    higherIsBetter: true,
    target: 20_000,
    note: 'one thread, best run',
  });
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
