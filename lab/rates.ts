import type { Rates } from '../model/money.ts';
import { weekAt, weekStart } from './calendar.ts';
import type { RateTable } from './nouns.ts';
import { createRandom } from './random.ts';

/** A weekly random walk around each start value. Invented numbers. */
export function createRates(seed: number, weeks: number): RateTable {
  const walk = (currency: string, start: number, step: number) => {
    const random = createRandom(`${seed}|rates|${currency}`);
    let value = start;
    return Array.from({ length: weeks }, () => {
      value *= 1 + (random.next() - 0.5) * step;
      return Number(value.toPrecision(6));
    });
  };
  return {
    EUR: walk('EUR', 1.12, 0.02),
    GBP: walk('GBP', 1.31, 0.02),
    BTC: walk('BTC', 84_000, 0.12),
    XMR: walk('XMR', 210, 0.12),
  };
}

/** US dollars for one unit of a currency in a week; 0 when the table has no such currency. */
export const rateIn = (table: RateTable, currency: 'USD' | keyof RateTable, week: number): number => {
  if (currency === 'USD') return 1;
  const list = table[currency];
  return list[Math.min(list.length, Math.max(1, week)) - 1] ?? 0;
};

const isListed = (table: RateTable, currency: string): currency is keyof RateTable => Object.hasOwn(table, currency);

/** The same table as the product's port. */
export const asRates = (table: RateTable): Rates => ({
  usd: (currency, at) => {
    if (currency === 'USD') return { rate: 1, source: 'USD' };
    if (!isListed(table, currency)) return null;
    const week = weekAt(Date.parse(at));
    return {
      rate: rateIn(table, currency, week),
      source: `lab ${new Date(weekStart(week)).toISOString().slice(0, 10)}`,
    };
  },
});
