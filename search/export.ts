import { stringify } from 'csv-stringify/sync';
import type { Item } from '../model/item.ts';
import { type Listing, mainOffer, type Offer, unitPrice } from '../model/listing.ts';
import { convert, type Rates } from '../model/money.ts';

export interface ExportContext {
  readonly market: (source: string) => string;
  readonly substanceName: (id: string) => string;
  readonly rates: Rates;
}

type Cell = string | number | null | readonly string[];
interface Exported {
  readonly item: Item;
  readonly listing: Listing | null;
  readonly offer: Offer | null;
  readonly context: ExportContext;
}
interface Column {
  readonly name: string;
  /** Decides how a cell is written; never guessed from the values. */
  readonly type: 'text' | 'number' | 'list' | 'time';
  readonly of: (exported: Exported) => Cell;
}

const money =
  (currency: 'USD' | 'EUR') =>
  ({ item, listing, context }: Exported): number | null =>
    listing?.price ? convert(listing.price, currency, item.lastSeen, context.rates) : null;

function titleOf({ current }: Item): string | null {
  if (current?.kind === 'message') return null;
  return current?.kind === 'vendor' ? current.value.handle : (current?.value.title ?? null);
}
const vendorOf = ({ current }: Item): string | null =>
  current?.kind === 'message'
    ? current.value.author
    : current?.kind === 'vendor'
      ? current.value.handle
      : (current?.value.vendor ?? null);
const textOf = ({ current }: Item): string | null =>
  current?.kind === 'message' ? current.value.text : (current?.value.description ?? null);
const ratingOf = ({ item, listing }: Exported): number | null =>
  item.current?.kind === 'vendor' ? item.current.value.rating : (listing?.rating ?? null);
const soldOf = ({ item, listing }: Exported): number | null =>
  item.current?.kind === 'vendor' ? item.current.value.sales : (listing?.sold ?? null);
const placesOf = ({ item, listing }: Exported): readonly string[] =>
  item.current?.kind === 'vendor' ? item.current.value.shipsFrom : (listing?.shipsFrom ?? []);
const contactsOf = ({ item, listing }: Exported): readonly string[] =>
  item.current?.kind === 'vendor' ? item.current.value.contacts : (listing?.contacts ?? []);
const walletsOf = ({ item, listing }: Exported): readonly string[] =>
  item.current?.kind === 'vendor' ? item.current.value.wallets : (listing?.wallets ?? []);

/** Every column of an export, declared once for all formats. Prices in USD and EUR are converted at the day the item was last seen. */
export const exportColumns: readonly Column[] = [
  { name: 'id', type: 'text', of: ({ item }) => item.id },
  { name: 'kind', type: 'text', of: ({ item }) => item.kind },
  { name: 'source', type: 'text', of: ({ item }) => item.source },
  { name: 'market', type: 'text', of: ({ item, context }) => context.market(item.source) },
  { name: 'key', type: 'text', of: ({ item }) => item.key },
  { name: 'url', type: 'text', of: ({ item }) => item.url },
  { name: 'title', type: 'text', of: ({ item }) => titleOf(item) },
  { name: 'vendor', type: 'text', of: ({ item }) => vendorOf(item) },
  { name: 'category', type: 'text', of: ({ listing }) => listing?.category ?? null },
  { name: 'substances', type: 'list', of: ({ listing }) => (listing?.substances ?? []).map((each) => each.id) },
  {
    name: 'substance_names',
    type: 'list',
    of: ({ listing, context }) => (listing?.substances ?? []).map((each) => context.substanceName(each.id)),
  },
  { name: 'form', type: 'text', of: ({ listing }) => listing?.form ?? null },
  { name: 'purity_percent', type: 'number', of: ({ listing }) => listing?.purity ?? null },
  { name: 'price', type: 'number', of: ({ listing }) => (listing?.price ? Number(listing.price.amount) : null) },
  { name: 'currency', type: 'text', of: ({ listing }) => listing?.price?.currency ?? null },
  { name: 'price_usd', type: 'number', of: money('USD') },
  { name: 'price_eur', type: 'number', of: money('EUR') },
  { name: 'quantity', type: 'number', of: ({ offer }) => offer?.quantity?.value ?? null },
  { name: 'quantity_unit', type: 'text', of: ({ offer }) => offer?.quantity?.unit ?? null },
  { name: 'unit_price', type: 'number', of: ({ offer }) => (offer && unitPrice(offer)?.amount) ?? null },
  { name: 'unit_price_per', type: 'text', of: ({ offer }) => (offer && unitPrice(offer)?.per) ?? null },
  { name: 'ships_from', type: 'list', of: placesOf },
  { name: 'ships_to', type: 'list', of: ({ listing }) => listing?.shipsTo ?? [] },
  { name: 'stock', type: 'number', of: ({ listing }) => listing?.stock ?? null },
  { name: 'sold', type: 'number', of: soldOf },
  { name: 'rating', type: 'number', of: ratingOf },
  { name: 'pgp', type: 'list', of: ({ item }) => (item.current?.kind === 'vendor' ? item.current.value.pgp : []) },
  { name: 'contacts', type: 'list', of: contactsOf },
  { name: 'wallets', type: 'list', of: walletsOf },
  { name: 'language', type: 'text', of: ({ item }) => item.language },
  { name: 'first_seen', type: 'time', of: ({ item }) => item.firstSeen },
  { name: 'last_seen', type: 'time', of: ({ item }) => item.lastSeen },
  { name: 'gone', type: 'time', of: ({ item }) => item.gone },
  {
    name: 'sent_at',
    type: 'time',
    of: ({ item }) => (item.current?.kind === 'message' ? item.current.value.sentAt : null),
  },
  { name: 'version', type: 'number', of: ({ item }) => item.version },
  { name: 'profile', type: 'text', of: ({ item }) => item.profile },
  { name: 'capture', type: 'text', of: ({ item }) => item.detailCapture ?? item.lastCapture },
  { name: 'text', type: 'text', of: ({ item }) => textOf(item) },
];

function exported(item: Item, context: ExportContext): Exported {
  const { current } = item;
  const listing =
    current?.kind === 'listing' ? current.value : current?.kind === 'message' ? current.value.offer : null;
  return { item, listing, offer: listing && mainOffer(listing), context };
}

/** Text that a spreadsheet would calculate gets an apostrophe before it; numbers have their own columns and stay as they are. */
export const safeText = (text: string): string =>
  /^[\s\u200B\uFEFF]*[=+\-@＝＋－＠\t\r]/u.test(text) ? `'${text}` : text;

function csvCell({ type, of }: Column, row: Exported): string | number | null {
  const value = of(row);
  if (value === null || typeof value === 'number') return value;
  const text = typeof value === 'string' ? value : value.join('; ');
  return type === 'text' || type === 'list' ? safeText(text) : text;
}

const rowsAtOnce = 200;

/** Pieces of a CSV file (RFC 4180 with \n, UTF-8), header first. One item at a time is held, and none is left out. */
export async function* toCsv(items: AsyncIterable<Item>, context: ExportContext): AsyncIterable<string> {
  let rows: (readonly (string | number | null)[])[] = [exportColumns.map((column) => column.name)];
  for await (const item of items) {
    const row = exported(item, context);
    rows.push(exportColumns.map((column) => csvCell(column, row)));
    if (rows.length >= rowsAtOnce) {
      yield stringify(rows);
      rows = [];
    }
  }
  if (rows.length > 0) yield stringify(rows);
}

/** Pieces of a JSON Lines file: the columns of the CSV file with their types, an object a line. */
export async function* toJsonl(items: AsyncIterable<Item>, context: ExportContext): AsyncIterable<string> {
  for await (const item of items) {
    const row = exported(item, context);
    yield `${JSON.stringify(Object.fromEntries(exportColumns.map((column) => [column.name, column.of(row)])))}\n`;
  }
}
