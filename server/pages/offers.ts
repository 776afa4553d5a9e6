import { html } from 'hono/html';
import type { ItemSummary } from '../../app/api.ts';
import { type Listing, type Offer, unitPrice } from '../../model/listing.ts';
import { money, percent, quantity, unitPriceText } from '../format.ts';
import { type Html, pieceOf } from '../parts.ts';

/** Unit prices of one currency and one unit can be compared; others stand alone. */
const comparable = (a: Offer, b: Offer): boolean => {
  const left = unitPrice(a);
  const right = unitPrice(b);
  return left !== null && right !== null && left.currency === right.currency && left.per === right.per;
};

function discount(offer: Offer, offers: readonly Offer[]): string {
  const first = offers.find((each) => unitPrice(each) !== null);
  const own = unitPrice(offer);
  const base = first && unitPrice(first);
  if (!first || !own || !base || first === offer || !comparable(first, offer)) return '–';
  const share = own.amount / base.amount - 1;
  return Math.abs(share) < 0.005 ? 'none' : `${share > 0 ? '+' : ''}${percent(share)}`;
}

function bar(offer: Offer, offers: readonly Offer[]): Html {
  const own = unitPrice(offer)?.amount ?? 0;
  const top = Math.max(...offers.filter((each) => comparable(each, offer)).map((each) => unitPrice(each)?.amount ?? 0));
  const width = top > 0 ? Math.round((100 * own) / top) : 0;
  return html`<svg class="pbar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true"><rect class="bar" width="${width}" height="10"/></svg>`;
}

/** The rate of the main price, so that every step is converted alike. */
const euroRate = (summary: ItemSummary, currency: string): number | null =>
  summary.price && summary.price.currency === currency && summary.price.eur !== null && summary.price.amount > 0
    ? summary.price.eur / summary.price.amount
    : null;

function unitCell(offer: Offer, summary: ItemSummary): Html {
  const unit = unitPrice(offer);
  if (!unit) return html`<span class="soft">–</span>`;
  const rate = euroRate(summary, unit.currency);
  const text =
    rate === null
      ? unitPriceText(unit.amount, unit.currency, unit.per, pieceOf(summary.form))
      : unitPriceText(unit.amount * rate, 'EUR', unit.per, pieceOf(summary.form));
  return html`<span class="big">${text.amount}<i>${text.unit}</i></span>`;
}

function row(offer: Offer, listing: Listing, summary: ItemSummary): Html {
  const other = otherRate(summary, offer.price?.currency ?? 'EUR');
  const converted =
    offer.price && other.rate !== null ? money(Number(offer.price.amount) * other.rate, other.currency) : '–';
  const amount = offer.quantity
    ? quantity(offer.quantity.value, offer.quantity.max, offer.quantity.unit, pieceOf(summary.form))
    : 'unknown';
  const strength = offer.doseMg === null ? '' : ` of ${quantity(offer.doseMg / 1_000, null, 'g')}`;
  return html`<tr><th scope="row">${amount}${strength}</th><td class="num">${offer.price ? money(Number(offer.price.amount), offer.price.currency) : 'unknown'}</td><td class="num narrowcut">${converted}</td><td class="num">${unitCell(offer, summary)}</td><td class="narrowcut">${bar(offer, listing.offers)}</td><td class="num">${discount(offer, listing.offers)}</td></tr>`;
}

/** Euro, or US dollars where the price itself is in euro: the rate of the main price. */
function otherRate(
  summary: ItemSummary,
  currency: string,
): { readonly currency: 'EUR' | 'USD'; readonly rate: number | null } {
  const price = summary.price;
  const other = currency === 'EUR' ? 'USD' : 'EUR';
  const amount = other === 'USD' ? price?.usd : price?.eur;
  const known =
    price !== null && price.currency === currency && price.amount > 0 && amount !== null && amount !== undefined;
  return { currency: other, rate: known ? amount / price.amount : null };
}

/** Every price step with its unit price; the bars share one scale from zero. */
export const offersTable = (listing: Listing, summary: ItemSummary): Html =>
  html`<table><thead><tr><th>Quantity</th><th class="num">Price</th><th class="num narrowcut">${summary.price?.currency === 'EUR' ? 'In USD' : 'In euro'}</th><th class="num">Unit price</th><th class="narrowcut"><span class="vh">Unit price as a bar from zero</span></th><th class="num">Discount</th></tr></thead><tbody>${listing.offers.map((offer) => row(offer, listing, summary))}</tbody></table>`;
