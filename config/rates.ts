import { LeadlineError } from '../model/errors.ts';
import type { Rates } from '../model/money.ts';

const staleMs = 14 * 86_400_000;

interface Quote {
  readonly at: number;
  readonly rate: number;
  readonly source: string;
}

/**
 * A rate table as a port. `csv` has the columns date,currency,usd,source: how many US dollars one unit cost on that day. The newest quote
 * of the day or before counts, for at most 14 days; then the rate is unknown.
 */
export function readRates(csv: string, file: string): Rates {
  const quotes = new Map<string, Quote[]>();
  for (const [index, line] of csv.split(/\r?\n/).entries()) {
    if (line.trim() === '' || (index === 0 && line.startsWith('date'))) continue;
    const [date = '', currency = '', usd = '', source = ''] = line.split(',').map((cell) => cell.trim());
    const at = Date.parse(`${date}T00:00:00Z`);
    const rate = Number(usd);
    if (Number.isNaN(at) || !/^[A-Z]{3,5}$/.test(currency) || !(rate > 0)) {
      throw new LeadlineError(
        'config-invalid',
        `${file}:${index + 1}: expected date,currency,usd,source such as 2026-06-01,EUR,1.09,ECB`,
        { where: `${file}:${index + 1}` },
      );
    }
    quotes.set(currency, [...(quotes.get(currency) ?? []), { at, rate, source: source || file }]);
  }
  for (const list of quotes.values()) list.sort((a, b) => a.at - b.at);
  return {
    usd: (currency, at) => {
      if (currency === 'USD') return { rate: 1, source: 'USD' };
      const day = Date.parse(at);
      const quote = quotes.get(currency)?.findLast((each) => each.at <= day);
      return quote && day - quote.at <= staleMs
        ? { rate: quote.rate, source: `${quote.source} ${new Date(quote.at).toISOString().slice(0, 10)}` }
        : null;
    },
  };
}

/** Without a table only US dollars are known in US dollars. */
export const noRates: Rates = { usd: (currency) => (currency === 'USD' ? { rate: 1, source: 'USD' } : null) };
