import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import { fieldsOfLabel } from './labels.ts';
import type { Line } from './lines.ts';
import { isLabelLine, type Pair, pairOf, type Scope, setOff, siblingTag, type Target } from './pair.ts';

const lineTarget = (line: Line): Target => ({
  value: line.text,
  element: line.block,
  link: line.pieces[0]?.link ?? null,
  line: line.index,
});

/** Labels in a column or row of their own, then as many values: the first label has the first value. */
export function byColumns({ lines }: Scope): Pair[] {
  const pairs: Pair[] = [];
  for (let start = 0; start < lines.length; start += 1) {
    let size = 0;
    while (isLabelLine(lines[start + size]) && (size === 0 || follows(lines, start + size))) size += 1;
    if (size < 2) continue;
    const values = lines.slice(start + size, start + 2 * size);
    const paired = lines.slice(start, start + size);
    if (values.length === size && values.every((line, at) => !isLabelLine(line) && follows(lines, start + size + at)))
      paired.forEach((line, at) => {
        const value = values[at];
        if (value) pairs.push(pairOf(fieldsOfLabel(line.text), line.text, 'head', lineTarget(value)));
      });
    start += size - 1;
  }
  return pairs;
}

const follows = (lines: readonly Line[], at: number): boolean => lines[at]?.index === (lines[at - 1]?.index ?? -9) + 1;

/** Several values in a line, each before its label: `<b>540</b> <i>Sales</i> <b>99 %</b> <i>Rating</i>`. */
export function valuesFirst(line: Line): Pair[] {
  const { pieces } = line;
  const labels = pieces.map((piece) => (piece.link ? [] : fieldsOfLabel(piece.text)));
  const inTurn =
    pieces.length > 3 &&
    pieces.length % 2 === 0 &&
    labels.every((fields, index) => fields.length > 0 === (index % 2 === 1)) &&
    pieces.every((piece, index) => index === 0 || piece.element !== pieces[index - 1]?.element);
  if (!inTurn) return [];
  return pieces.flatMap((piece, index) => {
    const value = pieces[index - 1];
    const fields = labels[index] ?? [];
    const target = value && { value: value.text, element: value.element, link: value.link, line: line.index };
    return target && fields.length > 0 ? [pairOf(fields, piece.text, 'next', target)] : [];
  });
}

/** A box with the value above or before its label: `<b>180 €</b> <span>Price</span>`. */
export function valueFirst({ lines }: Scope, at: number): Pair[] {
  const line = lines[at];
  if (!line) return [];
  const [first, last] = [line.pieces[0], line.pieces.at(-1)];
  if (
    line.pieces.length === 2 &&
    first &&
    last &&
    first.element !== last.element &&
    !last.link &&
    setOff.has(last.element.name)
  ) {
    const fields = fieldsOfLabel(first.text).length === 0 && !/[:：]/.test(line.text) ? fieldsOfLabel(last.text) : [];
    const target = { value: first.text, element: first.element, link: first.link, line: line.index };
    return fields.length > 0 ? [pairOf(fields, last.text, 'next', target)] : [];
  }
  const before = lines[at - 1];
  const boxed =
    before &&
    follows(lines, at) &&
    isLabelLine(line) &&
    !/[:：]$/.test(line.text) &&
    !isLabelLine(before) &&
    (line.block.parent === before.block.parent ? isPairOfTwo(line.block) : isBoxAround(line.block, before.block));
  return boxed ? [pairOf(fieldsOfLabel(line.text), line.text, 'next', lineTarget(before))] : [];
}

/** A box with the value in an element of its own and the label as its only other text. */
const isBoxAround = (box: Element, value: Element): boolean =>
  value.parent === box && box.children.filter(isTag).length === 2 && siblingTag(value) !== null;

/** An amount or a date above its label, as in boxes of statistics; not the label of what follows. */
export const isBoxed = (pairs: readonly Pair[]): boolean => pairs.some((pair) => /^\P{L}{0,3}\d/u.test(pair.value));

/** True for the second of two children: a box of a value and its label. */
const isPairOfTwo = (block: Element): boolean =>
  (block.parent?.children.filter(isTag) ?? []).length === 2 &&
  siblingTag(block) === null &&
  !/^(?:td|th|dd|dt|tr)$/.test(block.name);
