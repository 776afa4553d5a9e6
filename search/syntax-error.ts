import { LeadlineError } from '../model/errors.ts';

/** Stops reading a query: what is wrong, at which character (from 0), and what to write instead. */
export type Fail = (message: string, at: number, hint?: string) => never;

/** The message carries the query with a caret under the column, so that every place that shows it points at the same spot. */
export function failAt(query: string): Fail {
  return (message, at, hint) => {
    const column = [...query.slice(0, at)].length + 1;
    const line = query.replace(/\s/g, ' ');
    throw new LeadlineError('query-syntax', `${message}\n  ${line}\n  ${' '.repeat(column - 1)}^`, {
      where: `column ${column}`,
      ...(hint === undefined ? {} : { hint }),
    });
  };
}

/** Edit distance (Levenshtein). */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, other] of [...b].entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** The name that was probably meant, or null when none is near. */
export function nearestName(word: string, names: readonly string[]): string | null {
  const lower = word.toLowerCase();
  const begun = names.find((name) => lower.length >= 3 && (name.startsWith(lower) || lower.startsWith(name)));
  if (begun) return begun;
  const best = names.map((name) => ({ name, far: distance(lower, name) })).sort((a, b) => a.far - b.far)[0];
  return best && best.far <= Math.max(1, Math.floor(best.name.length / 2.5)) ? best.name : null;
}
