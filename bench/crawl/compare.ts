import type { RawOffer } from './task.ts';

/** Nobody promises where white space stands, so it is not compared. */
const squeezed = (text: string): string => text.replace(/\s+/g, '');

const keyOf = (offer: RawOffer): string =>
  JSON.stringify(
    [offer.page, offer.title, offer.vendor, offer.price, offer.from, offer.to, offer.category].map(squeezed),
  );

/** How many of the records of one are records of the other, word for word. */
export function equalRecords(
  ours: readonly RawOffer[],
  theirs: readonly RawOffer[],
): { readonly equal: number; readonly of: number; readonly first: string | null } {
  const own = new Set(ours.map(keyOf));
  const others = new Set(theirs.map(keyOf));
  const missing = [...others].filter((key) => !own.has(key));
  return { equal: others.size - missing.length, of: Math.max(own.size, others.size), first: missing[0] ?? null };
}
