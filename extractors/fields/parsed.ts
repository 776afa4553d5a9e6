/** A value read from a text. `start` and `end` are UTF-16 offsets of `raw` in that text; `rule` names how it was read; `confidence` is 0 to 1. */
export interface Parsed<T> {
  readonly value: T;
  readonly raw: string;
  readonly rule: string;
  readonly confidence: number;
  readonly start: number;
  readonly end: number;
}

/** A `Parsed` for the characters `[start, end)` of `text`. */
export const parsed = <T>(
  text: string,
  span: { readonly start: number; readonly end: number },
  value: T,
  rule: string,
  confidence: number,
): Parsed<T> => ({ value, raw: text.slice(span.start, span.end), rule, confidence, start: span.start, end: span.end });

/** A function that computes its value at the first call only; for tables that are costly to build and not always needed. */
export function once<T>(build: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: build() };
    return made.value;
  };
}

/** Blanks out `[start, end)`, so that what was read is not read a second time and every other offset stays. */
export const blank = (
  text: string,
  span: { readonly start: number; readonly end: number },
  filler = '\u0001',
): string => text.slice(0, span.start) + filler.repeat(Math.max(0, span.end - span.start)) + text.slice(span.end);

/** Every match of a pattern with the flag g, like matchAll, which copies the pattern at each call. The pattern's own place is put back to the start. */
export function matchesOf(pattern: RegExp, text: string): RegExpExecArray[] {
  const found: RegExpExecArray[] = [];
  pattern.lastIndex = 0;
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    found.push(match);
    if (match[0] === '') pattern.lastIndex += 1;
  }
  return found;
}
