import { html } from 'hono/html';
import type { LeadlineError } from '../../model/errors.ts';
import { type Html, none, searchHref } from '../parts.ts';

/** The 1-based column that a query error names, or null. */
function columnOf(error: LeadlineError): number | null {
  const found =
    /\bcol(?:umn)?\.?\s*(\d+)/i.exec(`${error.where ?? ''} ${error.message}`) ??
    /^\s*(?:\d+:)?(\d+)\s*$/.exec(error.where ?? '');
  return found?.[1] === undefined ? null : Number(found[1]);
}

/** The part of the query at a column (in code points): letters up to the next blank, colon or bracket. */
const partAt = (query: string, column: number): string =>
  /^[^\s:()"<>=]+/.exec([...query].slice(column - 1).join(''))?.[0] ?? '';

const proposal = (error: LeadlineError): string | null =>
  /did you mean\s+["“'`]?([^\s"”'`?]+)/i.exec(`${error.hint} ${error.message}`)?.[1] ?? null;

/** The query with the part at `column` replaced; a proposal that repeats the field replaces the field as well. */
function repair(query: string, column: number, part: string, better: string): string {
  const letters = [...query];
  const before = letters.slice(0, column - 1).join('');
  const after = letters.slice(column - 1 + [...part].length).join('');
  const field = /^[a-z]+:(?=.)/i.exec(better)?.[0] ?? '';
  const kept =
    field !== '' && before.toLowerCase().endsWith(field.toLowerCase()) ? before.slice(0, -field.length) : before;
  return kept + better.replace(/:$/, '') + after;
}

function fix(error: LeadlineError, query: string, column: number | null): Html {
  const better = proposal(error);
  const part = column === null ? '' : partAt(query, column);
  if (better === null || column === null || part === '') return html`${capital(error.hint)}.`;
  const repaired = repair(query, column, part, better);
  return html`Did you mean <a href="${searchHref(repaired)}">${better}</a>?`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1).replace(/[.?!]$/, '');

/** The query with a caret under the column, what is wrong, and a fix. */
export function queryError(error: LeadlineError, query: string): Html {
  const column = columnOf(error);
  const happened = (error.message.split('\n')[0] ?? error.message).replace(/[.:]$/, '');
  const length = column === null ? 0 : Math.max(1, [...partAt(query, column)].length);
  const caret =
    column === null
      ? none
      : html`<pre class="caret scroll" tabindex="0" aria-label="The query, with the mistake marked"><bdi>${query.replace(/\s/g, ' ')}</bdi>
${' '.repeat(column - 1)}<b>${'^'.repeat(length)}</b></pre>`;
  return html`${caret}<p class="note bad"><b>${happened}${column !== null && !/column/i.test(happened) ? ` (column ${column})` : ''}.</b> ${fix(error, query, column)} Nothing was searched. <a href="/docs#query">Query help</a></p>`;
}

/** What is probably mistyped in a query. */
export const hintNotes = (hints: readonly string[]): Html =>
  html`${hints.map((hint) => html`<p class="note"><b><bdi>${hint.charAt(0).toUpperCase()}${hint.slice(1)}</bdi></b></p>`)}`;
