import type { TitleReading } from '../../extractors/titles.ts';
import { labelledTitles } from './titles-labelled.data.ts';

type Figure = number | { readonly min: number; readonly max: number } | null;
export const figureFields = ['massG', 'count', 'doseMg', 'purityPct', 'volumeMl'] as const;
type FigureField = (typeof figureFields)[number];

/** One labelled title. `substances` is null where the name is not asked; `scored` titles are never looked at one by one. */
export interface Label {
  readonly language: string;
  readonly title: string;
  readonly scored: boolean;
  readonly isDrug: boolean;
  readonly substances: readonly string[] | null;
  readonly figures: Readonly<Record<FigureField, Figure>>;
}

const signs: Readonly<Record<FigureField, string>> = {
  massG: 'g',
  count: 'n',
  doseMg: 'mg',
  purityPct: 'p',
  volumeMl: 'ml',
};

function figureOf(words: readonly string[], sign: string): Figure {
  const match = words.map((word) => new RegExp(`^${sign}([\\d.]+)(?:-([\\d.]+))?$`).exec(word)).find(Boolean);
  if (!match) return null;
  return match[2] ? { min: Number(match[1]), max: Number(match[2]) } : Number(match[1]);
}

function readLabel(line: string, language: string): Label {
  const [title = '', names = '', figures = ''] = line.replace(/^\*/, '').split(';;');
  const words = figures.split(' ');
  return {
    language,
    title,
    scored: line.startsWith('*'),
    isDrug: names !== '!',
    substances: names === '?' ? null : names === '!' ? [] : names.split(','),
    figures: {
      massG: figureOf(words, signs.massG),
      count: figureOf(words, signs.count),
      doseMg: figureOf(words, signs.doseMg),
      purityPct: figureOf(words, signs.purityPct),
      volumeMl: figureOf(words, signs.volumeMl),
    },
  };
}

export const labels: readonly Label[] = Object.entries(labelledTitles).flatMap(([language, table]) =>
  table
    .trim()
    .split('\n')
    .map((line) => readLabel(line, language)),
);

/** Ounces are labelled with two decimals. */
const near = (a: number, b: number): boolean => Math.abs(a - b) <= 0.002 * Math.max(Math.abs(a), Math.abs(b));
function same(a: Figure, b: Figure): boolean {
  if (a === null || b === null) return a === b;
  if (typeof a === 'number' || typeof b === 'number') return typeof a === typeof b && near(Number(a), Number(b));
  return near(a.min, b.min) && near(a.max, b.max);
}

const sameSet = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && [...a].sort().join() === [...b].sort().join();

export type Field = 'isDrug' | 'substances' | FigureField;

/** Whether a field was read right; null where it does not count: no value is labelled and none was read, or the title offers no drug. */
export function judge(label: Label, reading: TitleReading, field: Field): boolean | null {
  if (field === 'isDrug') return reading.isDrug === label.isDrug;
  if (field === 'substances') return label.substances === null ? null : sameSet(label.substances, reading.substances);
  if (!label.isDrug || (label.figures[field] === null && reading[field] === null)) return null;
  return same(label.figures[field], reading[field]);
}

export interface Score {
  readonly right: number;
  readonly of: number;
  readonly share: number;
}

/** The share of titles in which a field was read exactly, of those that state it or for which it was read. */
export function score(some: readonly Label[], read: (title: string) => TitleReading, field: Field): Score {
  const judged = some.map((label) => judge(label, read(label.title), field)).filter((one) => one !== null);
  const right = judged.filter(Boolean).length;
  return { right, of: judged.length, share: judged.length === 0 ? 1 : right / judged.length };
}
