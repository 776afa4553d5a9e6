import { LeadlineError } from '../model/errors.ts';
import type { Scalar } from '../model/ports.ts';

export type CursorValue = Scalar | null;

/** An opaque, URL-safe page mark: the sort values of the last record and its id. */
export const writeCursor = (values: readonly CursorValue[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url');

const isCursorValue = (value: unknown): value is CursorValue =>
  value === null || ['string', 'number', 'boolean'].includes(typeof value);

/** The `length` values of a page mark. Throws `usage` when it is not one of this list. */
export function readCursor(text: string, length: number): readonly CursorValue[] {
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString());
    if (Array.isArray(values) && values.length === length && values.every(isCursorValue)) return values;
  } catch {
    // falls through to the one answer for every mark that cannot be read
  }
  throw new LeadlineError('usage', 'The page mark (after) is not one of this list', {
    hint: 'start again without it and follow the mark that each page gives',
  });
}
