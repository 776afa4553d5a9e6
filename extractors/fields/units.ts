import { once } from './parsed.ts';
import { type UnitRow, unitRows } from './units.data.ts';

export type NamedUnit = Pick<UnitRow, 'dimension' | 'factor'>;

const named = once(
  () => new Map<string, NamedUnit>(unitRows.flatMap((row) => row.names.split('|').map((name) => [name, row] as const))),
);

/** The unit that a word names, in any letter case; null when it names none. */
export const unitNamed = (name: string): NamedUnit | null =>
  named().get(name.toLowerCase().replace(/\s+/g, ' ').replace(/\.$/, '')) ?? null;

const escaped = (text: string): string => text.replace(/[.*+?^$(){}[\]\\]/g, '\\$&').replaceAll(' ', ' ?');

/** Alternation of words, longest first, as the source of a regular expression with the flags i and u. */
export const alternation = (words: readonly string[]): string =>
  [...words]
    .sort((a, b) => b.length - a.length)
    .map(escaped)
    .join('|');

/** Every unit name as the source of a regular expression with the flags i and u. */
export const unitSource = once(() => alternation(unitRows.flatMap((row) => row.names.split('|'))));

/** The names of pieces alone. */
export const pieceSource = once(() =>
  alternation(
    unitRows.filter((row) => row.dimension === 'unit' && row.factor === 1).flatMap((row) => row.names.split('|')),
  ),
);
