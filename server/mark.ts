import { html } from 'hono/html';
import { words } from '../search/words.ts';
import type { Html } from './parts.ts';

/** Pieces of a text that become one token each in search: a character of a script without spaces, or a run of letters and digits. */
const alone =
  '\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\p{Script=Hangul}\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}\\p{Script=Tibetan}';
const piece = new RegExp(`\\p{Extended_Pictographic}|[${alone}]\\p{M}*|(?:(?![${alone}])[\\p{L}\\p{M}\\p{N}])+`, 'gu');

interface Range {
  readonly start: number;
  readonly end: number;
}
interface Token extends Range {
  readonly word: string;
}

const tokensOf = (text: string): readonly Token[] =>
  [...text.matchAll(piece)].flatMap((match) =>
    words(match[0]).map((word) => ({ word, start: match.index, end: match.index + match[0].length })),
  );

const startsAt = (tokens: readonly Token[], start: number, wanted: readonly string[]): boolean =>
  wanted.length > 0 && wanted.every((word, offset) => tokens[start + offset]?.word === word);

/** Where the wanted token sequences stand in the text; ranges that touch are one. */
function rangesOf(text: string, wanted: readonly (readonly string[])[]): readonly Range[] {
  const tokens = tokensOf(text);
  const found = tokens.flatMap((token, index) =>
    wanted
      .filter((sequence) => startsAt(tokens, index, sequence))
      .map((sequence) => ({ start: token.start, end: tokens[index + sequence.length - 1]?.end ?? token.end })),
  );
  const merged: Range[] = [];
  for (const range of found.sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = merged.at(-1);
    if (last && range.start <= last.end)
      merged[merged.length - 1] = { start: last.start, end: Math.max(last.end, range.end) };
    else merged.push(range);
  }
  return merged;
}

/**
 * The text with a mark around each place where one of `phrases` stands, compared token by token as search does: "3 mmc" marks "3-MMC" and
 * "x" marks no part of a longer word. Every piece is escaped by itself: the only elements in the answer are the marks.
 */
export function marked(text: string, phrases: readonly string[]): Html {
  const wanted = [...new Set(phrases)].map((phrase) => words(phrase));
  const ranges = rangesOf(text, wanted);
  const parts = ranges.flatMap((range, index) => [
    text.slice(ranges[index - 1]?.end ?? 0, range.start),
    html`<mark>${text.slice(range.start, range.end)}</mark>`,
  ]);
  return html`${[...parts, text.slice(ranges.at(-1)?.end ?? 0)]}`;
}

/** True when the text holds the phrase, compared as search does. */
export const holds = (text: string, phrase: string): boolean => rangesOf(text, [words(phrase)]).length > 0;
