import type { UrlRecord } from '../model/frontier.ts';
import { patternOf } from './traps.ts';

/**
 * How many addresses that differ only in the values of their parameters are read before one of them has to show something, and how many more each
 * that did is worth. Where all values are numbers they are most likely ids or pages of a list; made-up words come without end.
 */
export interface BudgetLimits {
  readonly words: number;
  readonly numbers: number;
  readonly perFruitful: number;
}

const defaultBudgetLimits: BudgetLimits = { words: 200, numbers: 1_000, perFruitful: 2 };

/** Why an address was left out whose like brought nothing. */
export const barrenReason = 'trap: pages of this pattern show nothing new';

const areNumbers = (search: string): boolean =>
  search
    .slice(1)
    .split('&')
    .every((pair) => /^-?\d*$/.test(pair.split('=')[1] ?? ''));

/** The kind of an address whose budget it falls under; null without parameters, and where a profile vouches for the page. */
export function kindOf({ url, page }: Pick<UrlRecord, 'url' | 'page'>): string | null {
  if (page !== null) return null;
  const { search } = new URL(url);
  return search.length < 2 ? null : `${areNumbers(search) ? 'numbers' : 'words'} ${patternOf(url)}`;
}

/** Counts first visits by kind. What was read before is never under a budget. */
export interface Budget {
  /** Whether one more address of the kind may be read. */
  admits(kind: string): boolean;
  /** One was read, or is being read. */
  spend(kind: string): void;
  /** One showed, or led to, something that no other of its kind had shown. */
  grow(kind: string): void;
}

export function createBudget(limits: BudgetLimits = defaultBudgetLimits): Budget {
  const spent = new Map<string, number>();
  const fruitful = new Map<string, number>();
  const add = (map: Map<string, number>, kind: string) => void map.set(kind, (map.get(kind) ?? 0) + 1);
  return {
    admits(kind) {
      const base = kind.startsWith('numbers ') ? limits.numbers : limits.words;
      return (spent.get(kind) ?? 0) < base + limits.perFruitful * (fruitful.get(kind) ?? 0);
    },
    spend: (kind) => add(spent, kind),
    grow: (kind) => add(fruitful, kind),
  };
}

/** Whether a page of an earlier turn brought something; those of an older Leadline did not note it and get the benefit of the doubt. */
export const wasFruitful = ({ fruitful, state }: UrlRecord): boolean =>
  fruitful ?? (state === 'captured' || state === 'unchanged');
