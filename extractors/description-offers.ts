import type { Offer } from '../model/listing.ts';
import type { Money } from '../model/money.ts';
import { offersIn } from './fields/offers.ts';
import { findTerms } from './lexicon/find.ts';
import type { Lexicon } from './lexicon/lexicon.ts';

/** Larger amounts are cheaper, but not by more than this. */
const widestDiscount = 6;
/** A price list stands in the first part of a description. */
const longest = 3_000;

/** Amounts of one kind that grow with their prices, as the steps of one price list do. */
function areSteps(offers: readonly Offer[]): boolean {
  const [first] = offers;
  const rates = offers.map(({ quantity, price }) => Number(price?.amount) / (quantity?.value ?? 0));
  return (
    offers.length >= 2 &&
    offers.every(
      ({ quantity, price }, at) =>
        quantity !== null &&
        quantity.max === null &&
        quantity.unit === first?.quantity?.unit &&
        price?.currency === first.price?.currency &&
        (at === 0 ||
          (quantity.value > (offers[at - 1]?.quantity?.value ?? 0) &&
            Number(price?.amount) > Number(offers[at - 1]?.price?.amount))),
    ) &&
    Math.max(...rates) / Math.min(...rates) <= widestDiscount
  );
}

const byAmount = (a: Offer, b: Offer): number => (a.quantity?.value ?? 0) - (b.quantity?.value ?? 0);
const sameMoney = (a: Money | null, b: Money): boolean =>
  a !== null && a.currency === b.currency && Number(a.amount) === Number(b.amount);

/**
 * The price steps that a description prints ("5g 50€ / 10g 90€ / 25g 200€"); none when it speaks of another substance too, when they are no list of growing
 * amounts and prices in one currency, or when the price of the page is none of them.
 */
export function descriptionOffers(
  description: string | null,
  price: Money | null,
  substances: readonly { readonly id: string }[],
  lexicon: Lexicon,
): readonly Offer[] {
  const text = (description ?? '').slice(0, longest);
  if (!/\d/.test(text)) return [];
  const ids = new Set(substances.map((one) => one.id));
  const others = findTerms(text, lexicon).some((hit) => hit.tier === 'safe' && !hit.ids.some((id) => ids.has(id)));
  if (others) return [];
  const offers = offersIn(text).sort(byAmount);
  if (!areSteps(offers)) return [];
  return price === null || offers.some((offer) => sameMoney(offer.price, price)) ? offers : [];
}
