import { type Element, isTag } from 'domhandler';
import { lineOf } from '../text.ts';
import { fieldsOfLabel, type LabelField } from './labels.ts';
import type { Line } from './lines.ts';
import { isLabelLine, type Pair, pairOf, type Scope, setOff, siblingTag, type Target, targetIn } from './pair.ts';
import { byColumns, isBoxed, valueFirst, valuesFirst } from './pair-boxes.ts';
import { byPhrase, soldByPiece } from './pair-phrases.ts';
import { twinPairs } from './pair-twins.ts';

const colonLabel =
  /(?:^|[\s(|/·•,;[\]])((?:\p{L}[\p{L}\p{M}'’.#/&→>-]*)(?: [\p{L}\p{M}'’.#/&→>-]+){0,3}(?: ?[([][^()[\]]{1,8}[)\]])?) ?[:：]/gu;

interface Mark {
  readonly label: string;
  readonly from: number;
  readonly to: number;
}

/** The longest known label that ends before a colon, or the whole run of words for one that is not known. */
function knownEnd(words: string): string {
  const parts = words.split(' ');
  for (let start = 0; start < parts.length; start += 1) {
    const label = parts.slice(start).join(' ');
    // "Vendor sales" and "Seller rating" are no sales and no rating of the offer.
    if (fieldsOfLabel(label).length > 0)
      return start > 0 && fieldsOfLabel(parts[start - 1] ?? '').includes('vendor') ? words : label;
  }
  return words;
}

function marksOf(text: string): Mark[] {
  if (!/[:：]/.test(text)) return [];
  return [...text.slice(0, 600).matchAll(colonLabel)].map((match) => {
    const label = knownEnd(match[1] ?? '');
    const to = match.index + match[0].length;
    return { label, from: to - 1 - (match[1]?.length ?? 0) + ((match[1]?.length ?? 0) - label.length), to };
  });
}

/** A label begins where its element does, if it is known without the words before or nobody knows it with them; those belong to the value before. */
function inPiece(line: Line, mark: Mark): Mark {
  const piece = line.pieces.findLast(({ start }) => start < mark.to - 1);
  if (!piece || piece.start <= mark.from) return mark;
  const label = line.text.slice(piece.start, mark.to).replace(/\s*[:：]\s*$/u, '');
  const before = line.pieces[line.pieces.indexOf(piece) - 1];
  const isBeside =
    before !== undefined && before.element !== piece.element && before.element.parent === piece.element.parent;
  if (isBeside && fieldsOfLabel(label).length > 0) return { ...mark, label, from: piece.start };
  return fieldsOfLabel(mark.label).length > 0 ? mark : { ...mark, from: piece.start };
}

/** "Label: value", several in a line too. */
function byColon(line: Line, next: () => Target | null): Pair[] {
  const marks = marksOf(line.text).map((mark) => inPiece(line, mark));
  return marks.flatMap((mark, index) => {
    const fields = fieldsOfLabel(mark.label);
    if (fields.length === 0) return [];
    const target =
      targetIn(line, mark.to, marks[index + 1]?.from ?? line.text.length) ??
      (index === marks.length - 1 ? next() : null);
    return target ? [pairOf(fields, mark.label, 'colon', target)] : [];
  });
}

/** A label set off by its own element, without a colon: `<label>Vendor</label> <span>name</span>`. */
function byElement(line: Line): Pair[] {
  const before = valuesFirst(line);
  if (before.length > 0) return before;
  return line.pieces.flatMap((piece, index) => {
    if (piece.link || /[:：]/.test(piece.text) || index === line.pieces.length - 1) return [];
    if (!setOff.has(piece.element.name)) return [];
    const next = line.pieces[index + 1];
    const fields = fieldsOfLabel(piece.text);
    if (fields.length === 0 || !next || (next.element === piece.element && !next.made)) return [];
    const after = line.pieces
      .slice(index + 1)
      .find((other) => other.element.name === piece.element.name && fieldsOfLabel(other.text).length > 0);
    const target = targetIn(line, piece.start + piece.text.length, after?.start ?? line.text.length);
    return target ? [pairOf(fields, piece.text, 'inline', target)] : [];
  });
}

/** The next cell that says something: a colon may have a cell of its own. */
function nextCell(cell: Element): Element | null {
  let next = siblingTag(cell);
  for (let skipped = 0; next && skipped < 2 && /^[\s:：|.–-]*$/u.test(lineOf([next], { limit: 20 })); skipped += 1)
    next = siblingTag(next);
  return next;
}

const cellNames = (name: string): readonly string[] | null =>
  name === 'dt' ? ['dd'] : name === 'td' || name === 'th' ? ['td', 'th'] : null;

/** The cell beside a label's own, or beside the cell that holds nothing but the table or element with the label. */
function cellTarget(line: Line): Target | null {
  let cell: Element | null = line.block;
  for (let level = 0; cell && level < 6; level += 1) {
    const wanted = cellNames(cell.name);
    const next = wanted ? nextCell(cell) : null;
    if (next && wanted?.includes(next.name)) {
      const value = lineOf([next], { current: true, limit: 600 });
      return value ? { value, element: next, link: null, line: line.index } : null;
    }
    const up: Element['parent'] = cell.parent;
    cell =
      up &&
      isTag(up) &&
      lineOf([up], { limit: line.text.length + 40 }) === lineOf([cell], { limit: line.text.length + 40 })
        ? up
        : null;
  }
  return null;
}

/** The text beside a label is a label too; but "Pills" beside "Category" is a group of goods and no unit. */
function isLabelBeside(label: string, text: string): boolean {
  const fields = fieldsOfLabel(text);
  return fields.length > 0 && !(fields[0] === 'quantity' && fieldsOfLabel(label)[0] === 'category');
}

/** The value after a label that is a line of its own: the next cell, else the next line of the same part of the page. */
function nextTarget(scope: Scope, at: number): { readonly target: Target; readonly how: 'cell' | 'next' } | null {
  const line = scope.lines[at];
  if (!line) return null;
  const cell = cellTarget(line);
  if (cell) return isLabelBeside(line.text, cell.value) ? null : { target: cell, how: 'cell' };
  const next = scope.lines[at + 1];
  if (!next || next.index !== line.index + 1 || next.zone !== line.zone || /^t[hd]$/.test(line.block.name)) return null;
  if (fieldsOfLabel(next.text).length > 0 || marksOf(next.text)[0]?.from === 0) return null;
  const [piece] = next.pieces;
  const target = piece && { value: next.text, element: next.block, link: piece.link, line: next.index };
  return target ? { target, how: 'next' } : null;
}

function byLine(scope: Scope, at: number): Pair[] {
  const line = scope.lines[at];
  if (line && isLabelLine(scope.lines[at - 1]) && scope.lines[at - 1]?.index === line.index - 1 && !cellTarget(line))
    return [];
  if (!line || line.text.length > 60 || line.pieces.some((piece) => piece.link)) return [];
  const fields = fieldsOfLabel(line.text);
  const found = fields.length > 0 ? nextTarget(scope, at) : null;
  return found ? [pairOf(fields, line.text, found.how, found.target)] : [];
}

const tipsOf = ({ attribs }: Element): string[] =>
  [attribs.title, attribs['aria-label'], attribs['data-label']].filter(
    (tip): tip is string => tip !== undefined && tip.length < 40,
  );

/** The label in the tool tip of an element or of one of the two around it. */
function tipAround(element: Element, block: Element): string | null {
  let node = element;
  for (let level = 0; level < 3; level += 1) {
    const tip = tipsOf(node).find((each) => fieldsOfLabel(each).length > 0);
    if (tip) return tip;
    const up = node.parent;
    if (node === block || !up || !('attribs' in up)) return null;
    node = up;
  }
  return null;
}

/** An element whose tool tip is a label: `<span title="Vendor">name</span>`, or `<abbr title="Origin">O</abbr> Germany`. */
function byTip(line: Line): Pair[] {
  return line.pieces.flatMap((piece, at) => {
    const tip = piece.made ? null : tipAround(piece.element, line.block);
    if (!tip || fieldsOfLabel(piece.text).length > 0) return [];
    const own = { value: piece.text, element: piece.element, link: piece.link, line: line.index };
    const next = line.pieces[at + 1];
    const beside = next && piece.text.length < 4 ? targetIn(line, next.start, line.text.length) : null;
    return [
      pairOf(fieldsOfLabel(tip), tip, 'tip', own),
      ...(beside ? [pairOf(fieldsOfLabel(tip), tip, 'next', beside)] : []),
    ];
  });
}

const cellLabel = (line: Line): Pair[] => {
  const tip =
    line.block.attribs['data-label'] ?? line.block.attribs['data-title'] ?? line.block.attribs['data-th'] ?? '';
  const fields = tip && tip.length < 40 ? fieldsOfLabel(tip) : [];
  const [piece] = line.pieces;
  return fields.length > 0 && piece && fieldsOfLabel(line.text).length === 0
    ? [pairOf(fields, tip, 'tip', { value: line.text, element: line.block, link: piece.link, line: line.index })]
    : [];
};

/** "Price ....... 180 EUR": dots lead from the label to the value. */
function byLeaders(line: Line): Pair[] {
  const match = /^(.{2,34}?) ?[.·_…]{3,} ?(?=[^.·_…\s])/u.exec(line.text);
  const fields = match?.[1] ? fieldsOfLabel(match[1]) : [];
  const target = match && fields.length > 0 ? targetIn(line, match[0].length, line.text.length) : null;
  return match && target ? [pairOf(fields, match[1] ?? '', 'colon', target)] : [];
}

/** Every label with a value in `scope`, in document order, whatever the layout. */
export function pairsIn(scope: Scope): Pair[] {
  const found = scope.lines.flatMap((line, at) => {
    const twins = twinPairs(line.text, () => cellTarget(line));
    if (twins.length > 0) return twins;
    const before = valueFirst(scope, at);
    return [
      ...byLeaders(line),
      ...byColon(line, () => nextTarget(scope, at)?.target ?? null),
      ...byElement(line),
      ...(isBoxed(before) ? [] : byLine(scope, at)),
      ...byTip(line),
      ...cellLabel(line),
      ...byPhrase(line),
      ...soldByPiece(line),
      ...before,
    ];
  });
  return [...found, ...byColumns(scope)];
}

/** One letter is "to" in some languages, but only in a heading row that has a "from". */
const fieldsOfHead = (heads: readonly string[], label: string): readonly LabelField[] =>
  /^(?:a|à|в)$/iu.test(label) && heads.some((head) => fieldsOfLabel(head).includes('shipsFrom'))
    ? ['shipsTo']
    : fieldsOfLabel(label);

/** The pairs that a table's heading row makes with one of its rows; both as lists of cells. */
export function pairsUnder(
  heads: readonly string[],
  cells: readonly Element[],
  lineOfCell: (cell: Element) => number,
): Pair[] {
  return cells.flatMap((cell, index) => {
    const label = heads[index] ?? '';
    const twins = twinPairs(label, () => ({
      value: lineOf([cell], { current: true, limit: 80 }),
      element: cell,
      link: null,
      line: lineOfCell(cell),
    }));
    if (twins.length > 0) return twins;
    const fields = fieldsOfHead(heads, label);
    const value = fields.length > 0 ? lineOf([cell], { current: true, limit: 600 }) : '';
    return value ? [pairOf(fields, label, 'head', { value, element: cell, link: null, line: lineOfCell(cell) })] : [];
  });
}
