import { deniedAfter, deniedBefore } from './context.ts';
import { type Entry, type Lexicon, type Tier, tiers } from './lexicon.ts';
import type { Token } from './tokens.ts';

/** A term of the lexicon where it stands in a text. `ids` are the substances it may mean. */
export interface TermHit {
  readonly tier: Tier;
  readonly ids: readonly string[];
  readonly matched: string;
  readonly start: number;
  readonly end: number;
}

const maxTokens = 9;

/** Short words must not touch other letters or digits: the K of "K9" is no ketamine. */
const isWhole = (tier: Tier, key: string, first: Token, last: Token): boolean =>
  (first.hardStart && last.hardEnd) ||
  (tier === 'safe' &&
    key.length >= 3 &&
    /\p{L}{3}|\p{N}\p{L}|\p{L}\p{N}/u.test(key) &&
    !(first.key.length < 2 && !first.hardStart));

/** Last letters of the endings below; most words have none of them. */
const endings = 'sаеуымйвyęą';

/** Base forms that an inflected word may have: the English plural, Russian and Polish cases. */
function baseForms(key: string): string[] {
  if (key.length < 5 || !endings.includes(key.at(-1) ?? '')) return [];
  const last = key.slice(0, -1);
  if (/[a-z]s$/.test(key)) return [last];
  if (key.length < 6) return [];
  if (/[а-я](?:ом|ой|ов)$/.test(key)) return [key.slice(0, -2), `${key.slice(0, -2)}а`];
  if (/[а-я][аеуы]$/.test(key)) return [last, `${last}а`];
  return /[a-z][yęą]$/.test(key) ? [`${last}a`] : [];
}
/** Letters by which an inflected word may be longer than its base form. */
const longestEnding = 2;

/** The entry of a term, or of its base form. */
function entryOf(lexicon: Lexicon, key: string): Entry | null {
  return (
    lexicon.entry(key) ??
    baseForms(key)
      .map(lexicon.entry)
      .find((entry) => entry !== null) ??
    null
  );
}

interface Candidate {
  readonly tier: Tier;
  readonly ids: readonly string[];
  readonly size: number;
}

const unit = /^(?:m?g|ug|mcg|µg|ml|x|tabs?|pills?|pcs)$/u;
/** The 2 of "Etizolam 2mg" is no part of a name. */
const isCounted = (last: Token, next: Token | undefined): boolean =>
  next !== undefined && next.start - last.end <= 1 && /^\d+$/.test(last.key) && unit.test(next.key);

/** The longest term of the most certain tier that begins at a token. */
function termAt(tokens: readonly Token[], first: number, lexicon: Lexicon): Candidate | null {
  const from = tokens[first];
  if (!from) return null;
  const best: Partial<Record<Tier, Candidate>> = {};
  let key = '';
  for (let size = 1; size <= maxTokens; size += 1) {
    const last = tokens[first + size - 1];
    if (!last) break;
    key += last.key;
    if (key.length >= 4 && key.length > lexicon.longest(key.slice(0, 4)) + longestEnding) break;
    const entry = entryOf(lexicon, key);
    if (!entry || (size > 1 && isCounted(last, tokens[first + size]))) continue;
    for (const tier of tiers) {
      const ids = entry[tier];
      if (ids && isWhole(tier, key, from, last)) best[tier] = { tier, ids, size };
    }
  }
  return best.safe ?? best.ambiguous ?? best.stamp ?? best.picture ?? best.weak ?? null;
}

const gap = (text: string, tokens: readonly Token[], index: number): string =>
  text.slice(tokens[index - 1]?.end ?? 0, tokens[index]?.start ?? text.length);

function isDenied(text: string, tokens: readonly Token[], first: number, size: number): boolean {
  const words = tokens.slice(Math.max(0, first - 3), first).map((token) => token.key);
  const next = tokens[first + size];
  const joined =
    /^\s?-\s?$/.test(gap(text, tokens, first + size)) ||
    (tokens[first + size + 1] === undefined && gap(text, tokens, first + size) === ' ');
  return (deniedBefore(words) && !/[,;|.!()[\]]/.test(gap(text, tokens, first))) || deniedAfter(next?.key, joined);
}

/** Every term of the lexicon in `text` (whose tokens are given), left to right, with whether it is denied there ("no fentanyl"). */
export function everyHit(
  text: string,
  tokens: readonly Token[],
  lexicon: Lexicon,
): { readonly hit: TermHit; readonly denied: boolean }[] {
  const hits: { readonly hit: TermHit; readonly denied: boolean }[] = [];
  for (let index = 0; index < tokens.length; ) {
    const found = termAt(tokens, index, lexicon);
    const first = tokens[index];
    const last = tokens[index + (found?.size ?? 1) - 1];
    if (found && first && last) {
      const { tier, ids, size } = found;
      const place = { start: first.start, end: last.end };
      const hit = { tier, ids, matched: text.slice(place.start, place.end), ...place };
      hits.push({ hit, denied: isDenied(text, tokens, index, size) });
    }
    index += found?.tier === 'safe' || found?.tier === 'ambiguous' ? found.size : 1;
  }
  return hits;
}

/** The terms that are not denied. */
export const hitsIn = (text: string, tokens: readonly Token[], lexicon: Lexicon): TermHit[] =>
  everyHit(text, tokens, lexicon).flatMap(({ hit, denied }) => (denied ? [] : [hit]));
