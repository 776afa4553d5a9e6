import { type Listing, mainOffer, type Offer, unitPrice } from '../model/listing.ts';
import type { Message } from '../model/message.ts';
import { type Money, toNumber } from '../model/money.ts';
import type { Issue, PageState } from '../model/observation.ts';
import type { Vendor } from '../model/vendor.ts';
import type { Extraction } from './types.ts';

/** Money for programs: the amount as a number. */
export interface AmountJson {
  readonly amount: number;
  readonly currency: string;
}
export interface ListingJson extends Omit<Listing, 'price' | 'offers' | 'substances'> {
  readonly price: AmountJson | null;
  readonly offers: readonly (Omit<Offer, 'price'> & { readonly price: AmountJson | null })[];
  readonly substances: readonly string[];
  readonly unitPrice: { readonly amount: number; readonly currency: string; readonly per: string } | null;
}
/** One line of `leadline extract --json`. */
export interface ExtractJson {
  readonly file: string;
  readonly page: PageState;
  readonly confidence: number;
  readonly profile: string;
  readonly language: string | null;
  readonly listings: readonly ListingJson[];
  readonly vendors: readonly Vendor[];
  readonly messages: readonly (Omit<Message, 'offer'> & { readonly offer: ListingJson | null })[];
  readonly issues: readonly Issue[];
}

const amount = (money: Money | null): AmountJson | null =>
  money ? { amount: toNumber(money), currency: money.currency } : null;

const listingJson = (listing: Listing): ListingJson => {
  const main = mainOffer(listing);
  return {
    ...listing,
    price: amount(listing.price),
    offers: listing.offers.map((offer) => ({ ...offer, price: amount(offer.price) })),
    substances: listing.substances.map((match) => match.id),
    unitPrice: main ? unitPrice(main) : null,
  };
};

/** What a page says in the shape of `leadline extract --json`; the page's own subject comes first. Walls give empty lists. */
export function toExtractJson(file: string, extraction: Extraction): ExtractJson {
  const listings: ListingJson[] = [];
  const vendors: Vendor[] = [];
  const messages: ExtractJson['messages'][number][] = [];
  for (const { content } of extraction.drafts) {
    if (content?.kind === 'listing') listings.push(listingJson(content.value));
    if (content?.kind === 'vendor') vendors.push(content.value);
    if (content?.kind === 'message') {
      const { offer } = content.value;
      messages.push({ ...content.value, offer: offer ? listingJson(offer) : null });
    }
  }
  const issues = [...extraction.issues, ...extraction.drafts.flatMap((draft) => draft.issues)];
  return {
    file,
    page: extraction.page,
    confidence: extraction.confidence,
    profile: extraction.profile,
    language: extraction.language,
    listings,
    vendors,
    messages,
    issues,
  };
}
