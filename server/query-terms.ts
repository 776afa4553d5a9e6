/** Edits the text of a query without reading its meaning: the links of a search page add and remove one part and leave the rest as typed. */

const quote = /["“”„]/;

/** True for a value that no query can name, since quotation marks have no other spelling inside quotation marks. */
export const isUnsayable = (value: string): boolean => quote.test(value);

const closesAt = (query: string, start: number): number => {
  let depth = 0;
  let quoted = false;
  for (let index = start; index < query.length; index++) {
    const letter = query[index] ?? '';
    if (quote.test(letter)) quoted = !quoted;
    else if (!quoted && letter === '(') depth++;
    else if (!quoted && letter === ')') depth--;
    else if (!quoted && depth <= 0 && /\s/.test(letter)) return index;
  }
  return query.length;
};

/** The parts that stand side by side at the top level: words, phrases, groups, `field:value`. */
export function topTerms(query: string): readonly string[] {
  const terms: string[] = [];
  for (let index = 0; index < query.length; ) {
    if (/\s/.test(query[index] ?? '')) {
      index++;
      continue;
    }
    const end = closesAt(query, index);
    terms.push(query.slice(index, end));
    index = end;
  }
  return terms;
}

const hasOr = (terms: readonly string[]): boolean => terms.includes('OR');
const isAll = (query: string): boolean => query.trim() === '' || query.trim() === '*';

/** `field:value`, quoted where the value is more than one word. */
export const term = (field: string, value: string): string =>
  /^[\p{L}\p{M}\p{N}_-]+$/u.test(value) ? `${field}:${value}` : `${field}:"${value.replace(/["“”„]/g, ' ').trim()}"`;

/** The query narrowed by one more part; alternatives at the top level are put in brackets first. */
export function withTerm(query: string, added: string): string {
  if (isAll(query)) return added;
  const terms = topTerms(query);
  if (terms.includes(added)) return query.trim();
  return hasOr(terms) ? `(${query.trim()}) ${added}` : `${terms.join(' ')} ${added}`;
}

export const withoutTerm = (query: string, removed: string): string =>
  topTerms(query)
    .filter((each) => each !== removed)
    .join(' ');

/** The query with every top-level `field:` part replaced by one new part. */
export function withField(query: string, field: string, added: string): string {
  const kept = topTerms(query).filter((each) => !each.toLowerCase().startsWith(`${field}:`));
  return withTerm(kept.join(' '), added);
}

/** True when the part stands at the top level and no OR does, so that taking it away undoes adding it. */
export function hasTerm(query: string, wanted: string): boolean {
  const terms = topTerms(query);
  return !hasOr(terms) && terms.some((each) => each.toLowerCase() === wanted.toLowerCase());
}

/** Parts that only narrow: fields and exclusions. None when alternatives stand at the top level. */
export function filters(query: string): readonly string[] {
  const terms = topTerms(query);
  if (hasOr(terms)) return [];
  return terms.filter((each) => /^-./.test(each) || /^[a-z]+:./i.test(each));
}
