import { html } from 'hono/html';
import type { Html } from './parts.ts';

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * The text with a mark around each of `words`, longest first, whatever its case. Text and words are escaped piece by piece: the only
 * elements in the answer are the marks.
 */
export function marked(text: string, words: readonly string[]): Html {
  const wanted = [...new Set(words.map((word) => word.trim()).filter((word) => word !== ''))].sort(
    (a, b) => b.length - a.length,
  );
  if (wanted.length === 0) return html`${text}`;
  const pieces = text.split(new RegExp(`(${wanted.map(escaped).join('|')})`, 'giu'));
  return html`${pieces.map((piece, index) => (index % 2 === 1 ? html`<mark>${piece}</mark>` : piece))}`;
}
