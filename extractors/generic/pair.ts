import { type Element, isTag } from 'domhandler';
import { fieldsOfLabel, type LabelField, unitOfLabel } from './labels.ts';
import type { Line, Piece } from './lines.ts';

/** A label with its value. `how` names the layout; `sure` is how often such a layout pairs rightly. */
export interface Pair {
  readonly fields: readonly LabelField[];
  readonly label: string;
  readonly value: string;
  /** The element that holds the value. */
  readonly element: Element;
  /** The link around or in the value, when it has one. */
  readonly link: Element | null;
  readonly line: number;
  /** The currency or unit that the label states. */
  readonly unit: string | null;
  readonly how: 'colon' | 'cell' | 'inline' | 'next' | 'head' | 'tip' | 'phrase';
  readonly sure: number;
}

const surety = { colon: 0.95, cell: 0.95, inline: 0.93, next: 0.85, head: 0.94, tip: 0.9, phrase: 0.88 } as const;

export type Target = Pick<Pair, 'value' | 'element' | 'link' | 'line'>;

export const pairOf = (fields: readonly LabelField[], label: string, how: Pair['how'], target: Target): Pair => ({
  ...target,
  fields,
  label: label.trim(),
  unit: unitOfLabel(label),
  how,
  sure: surety[how],
});

/** The lines of a record or a page with what pairs them. */
export interface Scope {
  readonly lines: readonly Line[];
}

/** Inline elements that can set a label off from its value. */
export const setOff = new Set('b strong label span em i u font small dt th abbr p div'.split(' '));

export const siblingTag = (element: Element): Element | null => {
  for (let node = element.nextSibling; node; node = node.nextSibling) if (isTag(node)) return node;
  return null;
};

/** A line that is a label and nothing else. */
export const isLabelLine = (line: Line | undefined): boolean =>
  line !== undefined &&
  line.text.length < 60 &&
  fieldsOfLabel(line.text).length > 0 &&
  line.pieces.every((piece) => !piece.link);

/** Cuts at the marks between two entries of one line: "Views: 3 / Sales: 4". */
const tidy = (text: string): string => text.replace(/^[\s:：–—-]+(?=\S)|[\s/|·•,;(–—-]+$/gu, '').trim();

const pieceAt = (line: Line, at: number): Piece | undefined =>
  line.pieces.find((piece) => piece.start + piece.text.length > at) ?? line.pieces.at(-1);

/** What a stretch of a line says, as the value of a label. */
export function targetIn(line: Line, from: number, to: number): Target | null {
  const value = tidy(line.text.slice(from, to));
  const piece = pieceAt(line, from);
  return value && piece ? { value, element: piece.element, link: piece.link, line: line.index } : null;
}
