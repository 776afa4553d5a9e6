import { html } from 'hono/html';
import type { ItemView } from '../../app/api.ts';
import type { Offer } from '../../model/listing.ts';
import type { Content } from '../../model/observation.ts';
import { count, groups, language, moment, money, places, plural, quantity } from '../format.ts';
import { classShape, type Html, quoted } from '../parts.ts';

/** The names of fields as people read them. */
const labels: Readonly<Record<string, string>> = {
  title: 'Title',
  handle: 'Handle',
  vendor: 'Vendor',
  category: 'Category',
  substances: 'Substance',
  form: 'Form',
  purity: 'Purity',
  price: 'Price',
  offers: 'Offers',
  shipsFrom: 'Ships from',
  shipsTo: 'Ships to',
  stock: 'Stock',
  sold: 'Sold',
  rating: 'Rating',
  payment: 'Paid in',
  contacts: 'Contacts',
  wallets: 'Wallets',
  images: 'Pictures',
  description: 'Text',
  pgp: 'PGP keys',
  joined: 'Joined',
  lastActive: 'Last active',
  sales: 'Sales stated',
  channel: 'Channel',
  author: 'Author',
  sentAt: 'Sent',
  text: 'Text',
  replyTo: 'Reply to',
  edited: 'Edited',
  media: 'Media',
  offer: 'Offer',
  language: 'Language',
  gone: 'Gone',
};

export const label = (field: string): string => labels[field] ?? field;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isMoney = (value: unknown): value is { readonly amount: string; readonly currency: string } =>
  isRecord(value) && typeof value.amount === 'string' && typeof value.currency === 'string';
const texts = (value: unknown): readonly string[] => (Array.isArray(value) ? value.map(String) : [String(value)]);

const isStated = (value: unknown): boolean =>
  value !== null && value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0);

const offerText = (offer: Pick<Offer, 'quantity' | 'price'>): string => {
  const amount = offer.quantity
    ? quantity(offer.quantity.value, offer.quantity.max, offer.quantity.unit)
    : 'unknown quantity';
  return `${amount} for ${offer.price ? money(Number(offer.price.amount), offer.price.currency) : 'unknown price'}`;
};

const isOffer = (value: unknown): value is Offer =>
  isRecord(value) && 'quantity' in value && 'price' in value && 'raw' in value;

function substances(value: unknown): Html {
  const found = Array.isArray(value) ? value.filter(isRecord) : [];
  return html`${found.map((each, index) => html`${index > 0 ? ', ' : ''}<span class="${classShape(String(each.class))}">${String(each.id)}</span>`)}`;
}

const clip = (text: string): string => (text.length > 160 ? `${text.slice(0, 160)}…` : text);

function scalar(field: string, value: string | number | boolean): Html {
  if (field === 'purity') return html`${count(Number(value), 2)} % <span class="soft">(the seller says)</span>`;
  if (field === 'rating') return html`${count(Number(value), 2)} <span class="soft">of 5</span>`;
  if (typeof value === 'number') return html`${count(value, 3)}`;
  if (typeof value === 'boolean') return html`${value ? 'yes' : 'no'}`;
  if (field === 'language') return html`${language(value)}`;
  if (['joined', 'lastActive', 'sentAt', 'edited'].includes(field)) return html`${moment(value)}`;
  return quoted(clip(value));
}

/** One parsed value as people read it. Text of the source is escaped and isolated. */
export function fieldValue(field: string, value: unknown): Html {
  if (!isStated(value)) return html`<span class="soft">not stated</span>`;
  if (field === 'substances') return substances(value);
  if (field === 'shipsFrom' || field === 'shipsTo') return html`${places(texts(value))}`;
  if (field === 'images' || field === 'media') return html`${plural(texts(value).length, 'file')}`;
  if (field === 'pgp')
    return html`<span class="fpr">${texts(value).map((key, index) => html`${index > 0 ? html`<br>` : ''}${groups(key)}`)}</span>`;
  if (isMoney(value)) return html`${money(Number(value.amount), value.currency)}`;
  if (Array.isArray(value) && value.every(isOffer))
    return html`${value.map((offer, index) => html`${index > 0 ? '; ' : ''}${offerText(offer)}`)}`;
  if (Array.isArray(value))
    return html`${value.map((each, index) => html`${index > 0 ? ', ' : ''}${quoted(String(each))}`)}`;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return scalar(field, value);
  return html`<code>${clip(JSON.stringify(value))}</code>`;
}

/** Fields of an item with values: what is stated or has a provenance, in the order of the schema. */
export function statedFields(content: Content | null, view: ItemView): readonly (readonly [string, unknown])[] {
  const values: Readonly<Record<string, unknown>> = content?.value ?? {};
  const offer = content?.kind === 'message' ? content.value.offer : null;
  const { title: _title, description: _description, vendor: _vendor, ...offered } = offer ?? {}; // the message itself states these
  const all = { ...offered, ...values, language: view.item.language };
  return Object.entries(all).filter(
    ([field, value]) => field !== 'offer' && (isStated(value) || field in view.item.provenance),
  );
}
