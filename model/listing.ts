import { z } from 'zod';
import { type Money, moneySchema } from './money.ts';
import { quantitySchema, type Unit } from './quantity.ts';

/** ISO 3166-1 alpha-2, or EU (European Union / Europe) or WW (world-wide). */
export const placeSchema = z.string().regex(/^[A-Z]{2}$/);

/** One price step. `doseMg` is the strength of one pill, tab or ml in milligrams, never an amount that is sold. */
export const offerSchema = z.object({
  quantity: quantitySchema.nullable(),
  doseMg: z.number().positive().nullable(),
  price: moneySchema.nullable(),
  raw: z.string(),
});
export type Offer = z.infer<typeof offerSchema>;

/** `id` is the lexicon's kebab-case id; `matched` the text that named it; `class` the lexicon's class. */
export const substanceMatchSchema = z.object({
  id: z.string(),
  class: z.string(),
  confidence: z.number().min(0).max(1),
  matched: z.string(),
});
export type SubstanceMatch = z.infer<typeof substanceMatchSchema>;

export const listingSchema = z.object({
  title: z.string(),
  description: z.string().nullable(),
  vendor: z.string().nullable(),
  category: z.string().nullable(),
  substances: z.array(substanceMatchSchema),
  form: z.string().nullable(),
  /** Per cent, as the seller claims. */
  purity: z.number().min(0).max(100).nullable(),
  /** The main price as displayed. */
  price: moneySchema.nullable(),
  offers: z.array(offerSchema),
  shipsFrom: z.array(placeSchema),
  shipsTo: z.array(placeSchema),
  stock: z.number().nullable(),
  sold: z.number().nullable(),
  /** Out of 5. */
  rating: z.number().nullable(),
  payment: z.array(z.string()),
  contacts: z.array(z.string()),
  wallets: z.array(z.string()),
  images: z.array(z.string()),
});
export type Listing = z.infer<typeof listingSchema>;

export const emptyListing = (title: string): Listing => ({
  title,
  description: null,
  vendor: null,
  category: null,
  substances: [],
  form: null,
  purity: null,
  price: null,
  offers: [],
  shipsFrom: [],
  shipsTo: [],
  stock: null,
  sold: null,
  rating: null,
  payment: [],
  contacts: [],
  wallets: [],
  images: [],
});

export interface UnitPrice {
  readonly amount: number;
  readonly currency: string;
  readonly per: Unit;
}

/** Price divided by quantity, inside one dimension; null for a range, a missing part or a price of zero. */
export function unitPrice(offer: Pick<Offer, 'quantity' | 'price'>): UnitPrice | null {
  const { quantity, price } = offer;
  if (!quantity || !price || quantity.max !== null) return null;
  const amount = Number(price.amount) / quantity.value;
  return amount > 0 && Number.isFinite(amount) ? { amount, currency: price.currency, per: quantity.unit } : null;
}

/** The offer that the main price belongs to: the first with that price, else the first that can be priced. */
export function mainOffer(listing: Pick<Listing, 'offers' | 'price'>): Offer | null {
  const same = (a: Money | null, b: Money | null) =>
    a && b && a.currency === b.currency && Number(a.amount) === Number(b.amount);
  return (
    listing.offers.find((offer) => same(offer.price, listing.price)) ??
    listing.offers.find((offer) => unitPrice(offer) !== null) ??
    listing.offers[0] ??
    null
  );
}
