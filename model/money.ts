import { z } from 'zod';

/** A plain decimal: no exponent, no sign but a leading minus, no grouping. */
export const decimalSchema = z.string().regex(/^-?\d+(\.\d+)?$/);

/** `currency` is an ISO 4217 code or a coin's ticker (BTC, XMR, LTC, ETH, USDT, …). The amount keeps the digits that were printed. */
export const moneySchema = z.object({ amount: decimalSchema, currency: z.string().regex(/^[A-Z]{3,5}$/) });
export type Money = z.infer<typeof moneySchema>;

export const toNumber = (money: Money): number => Number(money.amount);

/** Exchange rates as a port: how many US dollars one unit of `currency` cost on a day, and who says so. */
export interface Rates {
  usd(currency: string, at: string): { readonly rate: number; readonly source: string } | null;
}

/** `money` in `currency` at the day of `at`, or null when a rate is unknown. */
export function convert(money: Money, currency: 'USD' | 'EUR', at: string, rates: Rates): number | null {
  if (money.currency === currency) return toNumber(money);
  const from = rates.usd(money.currency, at);
  const to = rates.usd(currency, at);
  return from && to ? (toNumber(money) * from.rate) / to.rate : null;
}
