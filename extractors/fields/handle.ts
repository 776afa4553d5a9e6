import { type Parsed, parsed } from './parsed.ts';

const label =
  /^(?:(?:vendor|seller|sold by|shop|store|user(?: ?name)?|author|posted by|name|verkäufer|anbieter|händler|vendeur|vendedor|venditore|verkoper|sprzedawca|продавец|магазин)\s*[:：]|(?:sold|posted) by\s|by\s)\s*/iu;

/** What markets print after a handle: sales, ratings, levels. */
const suffixes: readonly RegExp[] = [
  /\s*[([{](?=[^()[\]{}]*[\d★☆⭐%])[\s\d.,+\-/%★☆⭐|:kKmM]*(?:sales|deals|reviews|feedback|level|lvl|rating|orders|stars?|verkäufe|ventes|ventas|vendite)?[\s\d.,+\-/%★☆⭐|:kKmM]*[)\]}]$/iu,
  /\s+[★☆⭐]+\s*[\d.,]*$/u,
  /\s+\d+(?:[.,]\d+)?\s*[%★⭐]$/u,
  /[\s,|-]+(?:level|lvl\.?)\s*\d+$/iu,
  /\s*[|·•]\s*[\d.,+\-/%★☆⭐\s]+$/u,
];

function strip(handle: string): string {
  const shorter = suffixes.reduce((text, suffix) => text.replace(suffix, ''), handle).trim();
  return shorter === handle || shorter === '' ? handle : strip(shorter);
}

/** The handle of a vendor or author, letter for letter as printed, without label, level and rating. null for nothing, a dash or more than 64 characters. */
export function parseHandle(text: string): Parsed<string> | null {
  if (text.length > 400) return null;
  const trimmed = text.replace(/^[\s\ufeff\u200b]+|[\s\ufeff\u200b]+$/gu, '');
  const named = trimmed.replace(label, '');
  const value = strip(named || trimmed);
  if (
    !/[\p{L}\p{N}\p{S}]/u.test(value) ||
    value.length > 64 ||
    /[\n\r\t]/.test(value) ||
    /^(?:n\/?a|none)$/i.test(value)
  )
    return null;
  const start = text.indexOf(value, text.length - text.trimStart().length + trimmed.length - named.length);
  return parsed(
    text,
    { start, end: start + value.length },
    value,
    value === trimmed ? 'handle:whole' : 'handle:stripped',
    value === trimmed ? 0.99 : 0.95,
  );
}
