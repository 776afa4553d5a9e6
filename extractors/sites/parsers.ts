import type { Element } from 'domhandler';
import type { Offer } from '../../model/listing.ts';
import type { Money } from '../../model/money.ts';
import type { Amount } from '../facts.ts';
import { parseDate } from '../fields/date.ts';
import { parseHandle } from '../fields/handle.ts';
import { type MoneyOptions, parseMoney } from '../fields/money.ts';
import { offerOf } from '../fields/offers.ts';
import { hasPgpBlock, parsePgp } from '../fields/pgp.ts';
import { parsePlaces } from '../fields/place.ts';
import { doseOf, parseQuantity, quantityOf } from '../fields/quantity.ts';
import { foldLine, lineOf } from '../text.ts';
import type { Manner } from './find.ts';
import type { FieldName } from './schema.ts';

/** How the values of a site are to be understood. `reference`: ISO 8601, what relative dates count from; `scale`: the top of a rating. */
export interface FieldContext {
  readonly currency: string | null;
  /** What a bare "$" or "kr" means where `currency` is not known. */
  readonly home?: string | undefined;
  readonly decimal: 'auto' | ',' | '.';
  readonly dayOrder: 'dmy' | 'mdy' | 'ymd';
  readonly language: string | null;
  readonly reference: string;
  readonly scale: number;
  /** What a sign means on this site, by sign. */
  readonly symbols: Readonly<Record<string, string>>;
}

/** `raw` and `rule` are set where the parser knows them better than the rule that found the text. */
export interface Read<T> {
  readonly value: T;
  readonly raw?: string;
  readonly rule: string | null;
  readonly confidence: number;
}

/** `ordinary`: text that cannot be read is usual there ("Unlimited" in stock), no issue. */
export interface FieldParser<T> extends Manner {
  readonly ordinary: (raw: string) => boolean;
  readonly parse: (raw: string, context: FieldContext) => Read<T> | null;
}

const parser = <T>(
  parse: FieldParser<T>['parse'],
  manner: Partial<Omit<FieldParser<T>, 'parse'>> = {},
): FieldParser<T> => ({
  lines: false,
  current: false,
  ordinary: () => false,
  ...manner,
  parse,
});

const always = () => true;
const plain = <T>(value: T, rule: string | null = null, confidence = 1): Read<T> => ({ value, rule, confidence });

const groups = /^[+≈~]?\s*(\d{1,3}(?:[.,'’\s]\d{3})+|\d+)(?![\d])/u;

/** No market counts further; a longer run of digits is an id, or noise. */
const mostCount = 1e12;
const counted = (value: number, rule: string | null = null, confidence = 1): Read<number> | null =>
  value <= mostCount ? plain(value, rule, confidence) : null;

/** Whole numbers with grouping marks and "1.2K": counters of stock, sales, views. */
function parseCount(raw: string): Read<number> | null {
  const text = raw.replace(/^[^\d+≈~]*/u, '');
  const short = /^[+≈~]?\s*(\d+(?:[.,]\d+)?)\s*([km])\b/iu.exec(text);
  if (short?.[1])
    return counted(
      Math.round(Number(short[1].replace(',', '.')) * (short[2]?.toLowerCase() === 'k' ? 1e3 : 1e6)),
      'rounded',
      0.8,
    );
  const digits = groups.exec(text)?.[1]?.replace(/\D/g, '');
  return digits ? counted(Number(digits)) : null;
}

function parseDecimal(raw: string): number | null {
  const match = /\d+(?:[.,]\d+)?/.exec(raw);
  return match ? Number(match[0].replace(',', '.')) : null;
}

/** "4.8/5", "96 %", or a bare number on the profile's scale; out of 5. */
function parseRating(raw: string, context: FieldContext): Read<number> | null {
  const value = parseDecimal(raw);
  if (value === null) return null;
  const top = /\d\s*%/.test(raw) ? 100 : Number(/\/\s*(\d+)/.exec(raw)?.[1] ?? context.scale);
  return value >= 0 && value <= top && top > 0 && top < mostCount
    ? plain(Math.round((value / top) * 5000) / 1000)
    : null;
}

function parsePercent(raw: string): Read<number> | null {
  const value = parseDecimal(raw);
  return value !== null && value <= 100 ? plain(value) : null;
}

const parseText = (raw: string): Read<string> | null => (foldLine(raw) ? plain(foldLine(raw)) : null);
const parseBlock = (raw: string): Read<string> | null => (raw.trim() ? plain(raw.trim()) : null);

function parseList(raw: string): Read<readonly string[]> | null {
  const parts = raw
    .split(/[,;/|\n]+/)
    .map(foldLine)
    .filter(Boolean);
  return parts.length > 0 ? plain(parts) : null;
}

const named = (raw: string, context: FieldContext): string =>
  Object.entries(context.symbols).reduce((text, [symbol, code]) => text.replaceAll(symbol, ` ${code} `), raw);

/** Addresses are parted by white space only. */
function parseAddresses(raw: string): Read<readonly string[]> | null {
  const parts = raw.split(/\s+/).filter(Boolean);
  return parts.length > 0 ? plain(parts) : null;
}

export const moneyOptions = ({ currency, home, decimal }: FieldContext): MoneyOptions => ({
  decimal,
  home,
  defaultCurrency: currency ?? undefined,
});

/** The price as displayed; a range or a number without a currency is none. */
function parsePrice(raw: string, context: FieldContext): Read<Money> | null {
  const found = parseMoney(named(raw, context), moneyOptions(context));
  return found ? { value: found.value, rule: found.rule, confidence: found.confidence } : null;
}

function parseAmount(raw: string): Read<Amount> | null {
  const found = parseQuantity(raw);
  return found
    ? {
        value: { quantity: quantityOf(found), doseMg: doseOf(found) },
        raw: found.raw,
        rule: found.rule,
        confidence: found.confidence,
      }
    : null;
}

function parseOffer(raw: string, context: FieldContext): Read<Offer> | null {
  const found = offerOf(named(raw, context), moneyOptions(context));
  return found ? { value: found.value, rule: found.rule, confidence: found.confidence } : null;
}

/** One parser a kind of field. */
export const parsers = {
  text: parser(parseText),
  block: parser(parseBlock, { lines: true }),
  list: parser(parseList, { lines: true }),
  images: parser(parseAddresses),
  handle: parser<string>(parseHandle),
  price: parser(parsePrice, { current: true }),
  amount: parser(parseAmount),
  offer: parser(parseOffer, { current: true }),
  places: parser<readonly string[]>((raw) => parsePlaces(raw), { ordinary: always }),
  count: parser(parseCount, { ordinary: always }),
  rating: parser(parseRating, { ordinary: always }),
  percent: parser(parsePercent, { ordinary: always }),
  date: parser<string>((raw, context) =>
    parseDate(raw, {
      reference: context.reference,
      order: context.dayOrder,
      ...(context.language === null ? {} : { language: context.language }),
    }),
  ),
  pgp: parser(
    (raw) => {
      const keys = parsePgp(raw);
      return keys.length > 0
        ? plain(
            keys.map((key) => key.value),
            'pgp',
          )
        : null;
    },
    { lines: true, ordinary: (raw) => !hasPgpBlock(raw) },
  ),
  rawOf: (element: Element): string => lineOf([element]),
} as const;

/** How the text of each field of a profile is understood. */
export const fieldParsers: Readonly<Record<FieldName, FieldParser<unknown>>> = {
  title: parsers.text,
  description: parsers.block,
  vendor: parsers.handle,
  category: parsers.text,
  price: parsers.price,
  quantity: parsers.amount,
  purity: parsers.percent,
  shipsFrom: parsers.places,
  shipsTo: parsers.places,
  stock: parsers.count,
  sold: parsers.count,
  rating: parsers.rating,
  payment: parsers.list,
  images: parsers.images,
  handle: parsers.handle,
  pgp: parsers.pgp,
  joined: parsers.date,
  lastActive: parsers.date,
  sales: parsers.count,
  channel: parsers.text,
  author: parsers.handle,
  sentAt: parsers.date,
  text: parsers.block,
  replyTo: parsers.text,
  edited: parsers.date,
  media: parsers.images,
};
