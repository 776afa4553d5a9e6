import { placeName } from '../model/place.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const symbols: Readonly<Record<string, string>> = { EUR: '€', USD: '$', GBP: '£' };
const units: Readonly<Record<string, string>> = { g: 'g', ml: 'ml', ug: 'µg' };

/** 12345.6 as "12,345.6"; at most `digits` decimals, none padded. */
export const count = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits });

/** Decimals that keep a price readable: two from 0.1 up, else three significant digits. */
export const priceDigits = (amount: number): string => {
  const size = Math.abs(amount);
  if (size === 0 || size >= 0.1)
    return amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
  return amount.toLocaleString('en-US', { maximumSignificantDigits: 3, maximumFractionDigits: 12 });
};

const isFiat = (currency: string): boolean =>
  currency.length === 3 && !/^(BTC|XMR|LTC|ETH|BCH|ZEC|TON)$/.test(currency);

/** An amount with its currency: "€92.00", "0.00112 BTC", "CHF 1,250.50"; coins keep up to eight decimals. */
export function money(amount: number, currency: string): string {
  const symbol = symbols[currency];
  if (symbol) return amount < 0 ? `−${symbol}${priceDigits(-amount)}` : `${symbol}${priceDigits(amount)}`;
  if (isFiat(currency)) return `${currency} ${priceDigits(amount)}`;
  return `${amount.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 8 })} ${currency}`;
}

/** `piece` is what one counted thing is called: "pill", "tab". */
export const unitName = (unit: string, piece = 'piece'): string => (unit === 'unit' ? piece : (units[unit] ?? unit));

export interface UnitPriceText {
  readonly amount: string;
  readonly unit: string;
}

/** "18.40" and "€/g" apart, so that a page can set them in two sizes. */
export const unitPriceText = (amount: number, currency: string, per: string, piece = 'piece'): UnitPriceText => ({
  amount: priceDigits(amount),
  unit: `${symbols[currency] ?? currency}/${unitName(per, piece)}`,
});

const massSteps = [
  { from: 1_000, by: 1_000, name: 'kg' },
  { from: 1, by: 1, name: 'g' },
  { from: 0, by: 0.001, name: 'mg' },
] as const;

/** A quantity as people write it: "5 g", "250 mg", "1.5 kg", "500 pieces", "10 to 20 ml". */
export function quantity(value: number, max: number | null, unit: string, piece = 'piece'): string {
  if (unit === 'g' && max === null) {
    const step = massSteps.find((each) => value >= each.from) ?? massSteps[1];
    return `${count(value / step.by, 3)} ${step.name}`;
  }
  const amount = max === null ? count(value, 3) : `${count(value, 3)} to ${count(max, 3)}`;
  return `${amount} ${unitName(unit, value === 1 && max === null ? piece : `${piece}s`)}`;
}

const valid = (iso: string): Date | null => {
  const date = new Date(iso);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** "24 Nov 2026"; a shortened date keeps what is known ("Nov 2023"), anything else is given back as it is. */
export function day(iso: string): string {
  const short = /^(\d{4})-(\d{2})$/.exec(iso);
  if (short) return `${months[Number(short[2]) - 1] ?? short[2]} ${short[1]}`;
  const date = /^\d{4}-\d{2}-\d{2}/.test(iso) ? valid(iso) : null;
  return date ? `${date.getUTCDate()} ${months[date.getUTCMonth()]} ${date.getUTCFullYear()}` : iso;
}

/** "24 Nov", with the year when it is not the year of `now`. */
export function shortDay(iso: string, now: string): string {
  const full = day(iso);
  return iso.slice(0, 4) === now.slice(0, 4) ? full.replace(/ \d{4}$/, '') : full;
}

/** "24 Nov 2026, 09:12" in UTC. */
export const moment = (iso: string): string =>
  valid(iso) && iso.length > 10 ? `${day(iso)}, ${iso.slice(11, 16)}` : day(iso);

/** "Nov 26": for an axis. */
export const monthYear = (iso: string): string => `${months[Number(iso.slice(5, 7)) - 1] ?? ''} ${iso.slice(2, 4)}`;

/** 0.183 as "18 %"; a true minus sign. */
export const percent = (share: number): string => `${share < 0 ? '−' : ''}${count(Math.abs(share) * 100)} %`;

/** −0.18 as "▼ 18 %". Under half a per cent: "no change". */
export function move(share: number): string {
  if (Math.abs(share) < 0.005) return 'no change';
  return `${share < 0 ? '▼' : '▲'} ${count(Math.abs(share) * 100)} %`;
}

/** Bytes with a unit: "11 kB". */
export const bytes = (size: number): string =>
  size < 1_000 ? `${size} B` : size < 1_000_000 ? `${count(size / 1_000)} kB` : `${count(size / 1_000_000, 1)} MB`;

/** "de" as "German"; the code itself when it has no English name. */
export function language(code: string): string {
  try {
    return languages.of(code) ?? code;
  } catch {
    return code;
  }
}

export const places = (codes: readonly string[]): string =>
  codes.length === 0 ? 'unknown' : codes.map(placeName).join(', ');

/** A digest or fingerprint in groups of four, so that two can be compared by eye. */
export const groups = (hex: string): string => hex.replace(/(.{4})(?=.)/g, '$1 ');

/** "1 listing", "2 listings". */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`;

/** Days between two moments, at least 1. */
export const daysBetween = (from: string, to: string): number =>
  Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000));
