import type { Listing, Offer } from '../model/listing.ts';
import type { Content, Provenance } from '../model/observation.ts';
import type { Vendor } from '../model/vendor.ts';
import { descriptionOffers } from './description-offers.ts';
import { type Amount, type Completion, type Facts, type Notes, noFacts } from './facts.ts';
import { parseContacts } from './fields/contact.ts';
import { offerOf, offersIn } from './fields/offers.ts';
import type { Parsed } from './fields/parsed.ts';
import { parsePgp } from './fields/pgp.ts';
import { parseRoute } from './fields/route.ts';
import { parseWallets } from './fields/wallet.ts';
import { detectLanguage } from './language.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { foldLine } from './text.ts';
import { type Goods, readGoods } from './titles.ts';

const excerpt = (text: string): string => text.slice(0, 500);

function note(notes: Notes, field: string, where: string, found: readonly Parsed<unknown>[]): void {
  const [one] = found;
  if (!one || notes.provenance[field]) return;
  const raw = excerpt(found.map((each) => each.raw).join(' | '));
  notes.provenance[field] = {
    raw,
    rule: one.rule,
    at: `${where} characters ${one.start}-${one.end}`,
    confidence: one.confidence,
  };
}

const valuesOf = <T>(found: readonly Parsed<T>[]): T[] => found.map((each) => each.value);

/** Ways to reach and to pay a person, from free text. */
function tracesOf(text: string | null, notes: Notes): { readonly contacts: string[]; readonly wallets: string[] } {
  if (!text) return { contacts: [], wallets: [] };
  const [contacts, wallets] = [parseContacts(text), parseWallets(text)];
  note(notes, 'contacts', 'description', contacts);
  note(notes, 'wallets', 'description', wallets);
  return { contacts: valuesOf(contacts), wallets: valuesOf(wallets) };
}

/** The offers of a listing: the printed steps, else the main price with the quantity that the page or the title states. */
function offersOf(facts: Facts, goods: Amount): Offer[] {
  const doseMg = facts.amount?.doseMg ?? goods.doseMg;
  if (facts.offers.length > 0) return facts.offers.map((offer) => ({ ...offer, doseMg: offer.doseMg ?? doseMg }));
  const quantity = facts.amount?.quantity ?? goods.quantity;
  if (!facts.price && !quantity) return [];
  return [{ quantity, doseMg, price: facts.price, raw: facts.title ?? '' }];
}

/** Where a page has no table of steps, its description may print one. */
function statedSteps(facts: Facts, goods: Goods, notes: Notes, lexicon: Lexicon): readonly Offer[] {
  const offers = descriptionOffers(facts.description, facts.price, goods.substances, lexicon);
  if (offers.length > 0)
    notes.provenance.offers = {
      raw: excerpt(offers.map((offer) => offer.raw).join(' | ')),
      rule: 'offers:description',
      at: 'description',
      confidence: 0.75,
    };
  return offers;
}

/** Where the lexicon found what the title offers. */
function noteGoods(goods: Goods, title: string, notes: Notes): void {
  const mark = (raw: string, rule: string, confidence: number): Provenance => {
    const start = title.indexOf(raw);
    return { raw, rule, at: start < 0 ? 'category' : `title characters ${start}-${start + raw.length}`, confidence };
  };
  const [substance] = goods.substances;
  if (substance) notes.provenance.substances = mark(substance.matched, 'lexicon', substance.confidence);
  if (goods.form) notes.provenance.form = { raw: excerpt(title), rule: 'lexicon forms', at: 'title', confidence: 0.8 };
  if (goods.amount && !notes.provenance.offers)
    notes.provenance.offers = mark(goods.amount.raw, goods.amount.rule, goods.amount.confidence);
  if (goods.purity && !notes.provenance.purity)
    notes.provenance.purity = { raw: excerpt(title), rule: 'purity:percent', at: 'title', confidence: 0.85 };
}

/** Places of dispatch and destination from title and description, where the page has no field for them. */
function placesOf(facts: Facts, notes: Notes): Pick<Listing, 'shipsFrom' | 'shipsTo'> {
  if (facts.shipsFrom.length > 0 && facts.shipsTo.length > 0)
    return { shipsFrom: [...facts.shipsFrom], shipsTo: [...facts.shipsTo] };
  const sources = [
    ['title', parseRoute(facts.title ?? '')],
    ['description', parseRoute(facts.description ?? '')],
  ] as const;
  const pick = (stated: readonly string[], side: 'from' | 'to', field: 'shipsFrom' | 'shipsTo'): string[] => {
    const found = stated.length > 0 ? undefined : sources.find(([, route]) => route[side] !== null);
    const places = found?.[1][side];
    if (found && places) note(notes, field, found[0], [places]);
    return [...(places?.value ?? stated)];
  };
  return { shipsFrom: pick(facts.shipsFrom, 'from', 'shipsFrom'), shipsTo: pick(facts.shipsTo, 'to', 'shipsTo') };
}

function completeListing(facts: Facts, notes: Notes, lexicon: Lexicon): Listing | null {
  const { title, amount: _amount, ...rest } = facts;
  if (title === null) return null;
  const goods = readGoods(title, lexicon, facts.category);
  noteGoods(goods, title, notes);
  const stepped = facts.offers.length > 0 ? facts : { ...facts, offers: statedSteps(facts, goods, notes, lexicon) };
  const offers = offersOf(stepped, goods);
  return {
    ...rest,
    title,
    substances: [...goods.substances],
    form: goods.form,
    purity: facts.purity ?? goods.purity?.max ?? null,
    price: facts.price ?? offers.find((offer) => offer.price !== null)?.price ?? null,
    offers,
    ...placesOf(facts, notes),
    payment: [...facts.payment],
    images: [...facts.images],
    ...tracesOf(facts.description, notes),
  };
}

function completeVendor(vendor: Vendor, notes: Notes): Vendor {
  const keys = vendor.pgp.length === 0 && vendor.description ? parsePgp(vendor.description) : [];
  note(notes, 'pgp', 'description', keys);
  return { ...vendor, pgp: [...vendor.pgp, ...valuesOf(keys)], ...tracesOf(vendor.description, notes) };
}

const selling =
  /(?<!\p{L})(?:sell(?:ing)?|wts|for sale|in stock|back in|available|restock(?:ed)?|order (?:now|here)|ships?|shipping|delivery|price|verkauf\w*|biete|vorrätig|auf lager|lieferung|versand|preis|vends?|à vendre|livraison|vendo|en venta|disponible|env[ií]o|te koop|leverbaar|sprzedam|dostępne|продам|продаю|в наличии|доставка|цена)(?!\p{L})/iu;

/** The title of a message is the line that names what it offers, else its first line. */
function headline(text: string, matched: string): string {
  const lines = text.split('\n').map(foldLine).filter(Boolean);
  return (lines.find((line) => line.includes(matched)) ?? lines[0] ?? '').slice(0, 200);
}

/** A message offers something when it names a substance and a price, or a quantity in words of selling. */
function completeMessage(text: string, lexicon: Lexicon): Listing | null {
  const sure = readGoods(text, lexicon).substances.filter((substance) => substance.confidence >= 0.6);
  const [substance] = sure;
  if (!substance) return null;
  const title = headline(text, substance.matched);
  const goods = readGoods(title, lexicon);
  const steps = offersIn(text);
  const single = offerOf(text)?.value ?? null;
  const priced = steps.length > 0 ? steps : single ? [single] : [];
  if (priced.length === 0 && !(goods.quantity && selling.test(text))) return null;
  const notes: Notes = { provenance: {}, issues: [] };
  const listing = completeListing({ ...noFacts, title, description: text, offers: priced }, notes, lexicon);
  return listing && { ...listing, description: null, substances: sure };
}

const textOfContent = (content: Content): string => {
  if (content.kind === 'listing') return `${content.value.title}\n${content.value.description ?? ''}`;
  return content.kind === 'vendor' ? (content.value.description ?? '') : content.value.text;
};

/** The free-text readers of one lexicon. */
export const completion = (lexicon: Lexicon): Completion => ({
  listing: (facts, notes) => completeListing(facts, notes, lexicon),
  vendor: completeVendor,
  message: (text) => completeMessage(text, lexicon),
  language: (content, home = null) => detectLanguage(textOfContent(content), home),
});
