import type { Listing, Offer } from '../../model/listing.ts';
import type { Money } from '../../model/money.ts';
import type { Content, Draft, Issue, Provenance } from '../../model/observation.ts';
import type { Vendor } from '../../model/vendor.ts';
import type { Facts, Notes } from '../facts.ts';
import type { CompiledCascade, CompiledFields, CompiledOffers } from './compile.ts';
import { firstRead, type Scope } from './find.ts';
import { type FieldContext, type FieldParser, parsers } from './parsers.ts';
import type { FieldName } from './schema.ts';

/** Notes on one draft while it is read: where each value came from, and what could not be read. */
export interface OpenNotes extends Notes {
  readonly provenance: Record<string, Provenance>;
  readonly issues: Issue[];
}
export const openNotes = (): OpenNotes => ({ provenance: {}, issues: [] });

/** The fields of one record: its rules, where they look, and how values are to be understood. */
export interface Entry {
  readonly fields: CompiledFields;
  readonly offers: CompiledOffers | null;
  readonly scope: Scope;
  readonly context: FieldContext;
  readonly notes: OpenNotes;
}

interface Value<T> {
  readonly value: T;
  readonly provenance: Provenance;
}

/** The first readable value of a cascade; the first raw text that no rule could read becomes an issue. */
export function readCascade<T>(
  cascade: CompiledCascade,
  parser: FieldParser<T>,
  scope: Scope,
  context: FieldContext,
): Value<T> | string | null {
  let unread: string | null = null;
  const value = firstRead(cascade, scope, parser, (raw, rule): Value<T> | null => {
    const parsed = parser.parse(raw, { ...context, currency: rule.currency ?? context.currency, scale: rule.of });
    if (!parsed) {
      unread ??= raw;
      return null;
    }
    const how = parsed.rule ? `${rule.name} ${parsed.rule}` : rule.name;
    return {
      value: parsed.value,
      provenance: { raw: parsed.raw ?? raw, rule: how, at: rule.at, confidence: parsed.confidence },
    };
  });
  return value ?? unread;
}

function field<T>(record: Entry, name: FieldName, parser: FieldParser<T>): T | null {
  const cascade = record.fields.get(name);
  if (!cascade) return null;
  const found = readCascade(cascade, parser, record.scope, record.context);
  if (found === null) return null;
  if (typeof found === 'string') {
    if (!parser.ordinary(found))
      record.notes.issues.push({ field: name, message: `The ${name} could not be read.`, raw: found.slice(0, 300) });
    return null;
  }
  record.notes.provenance[name] = found.provenance;
  return found.value;
}

function stepOf(step: Scope, offers: CompiledOffers, context: FieldContext): Offer | null {
  if (!offers.price) return firstValue([{ ...wholeElement }], parsers.offer, step, context);
  const price = firstValue<Money>(offers.price, parsers.price, step, context);
  const amount = offers.quantity ? firstValue(offers.quantity, parsers.amount, step, context) : null;
  if (!price && !amount) return null;
  const raw = step.element ? parsers.rawOf(step.element) : '';
  return { quantity: amount?.quantity ?? null, doseMg: amount?.doseMg ?? null, price, raw };
}

const wholeElement = {
  name: 'offers',
  at: ':scope',
  within: null,
  after: null,
  select: null,
  drop: null,
  all: false,
  attr: null,
  own: false,
  url: null,
  value: null,
  regex: null,
  join: ' ',
  of: 5,
  currency: null,
} as const;

function firstValue<T>(
  cascade: CompiledCascade,
  parser: FieldParser<T>,
  scope: Scope,
  context: FieldContext,
): T | null {
  const found = readCascade(cascade, parser, scope, context);
  return found === null || typeof found === 'string' ? null : found.value;
}

function readOffers(record: Entry): readonly Offer[] {
  const { offers, scope, context, notes } = record;
  if (!offers) return [];
  const steps = scope.page
    .select(offers.select, scope.element)
    .map((element) => stepOf({ ...scope, element }, offers, context));
  const found = steps.filter((step): step is Offer => step !== null);
  if (found.length > 0) {
    const raw = found.map((step) => step.raw).join(' | ');
    notes.provenance.offers = { raw: raw.slice(0, 500), rule: 'offers', at: offers.select.source, confidence: 0.95 };
  }
  return found;
}

function listingFacts(record: Entry): Facts {
  return {
    title: field(record, 'title', parsers.text),
    description: field(record, 'description', parsers.block),
    vendor: field(record, 'vendor', parsers.handle),
    category: field(record, 'category', parsers.text),
    purity: field(record, 'purity', parsers.percent),
    price: field(record, 'price', parsers.price),
    amount: field(record, 'quantity', parsers.amount),
    offers: readOffers(record),
    shipsFrom: field(record, 'shipsFrom', parsers.places) ?? [],
    shipsTo: field(record, 'shipsTo', parsers.places) ?? [],
    stock: field(record, 'stock', parsers.count),
    sold: field(record, 'sold', parsers.count),
    rating: field(record, 'rating', parsers.rating),
    payment: field(record, 'payment', parsers.list) ?? [],
    images: field(record, 'images', parsers.images) ?? [],
  };
}

export const readListing = (
  record: Entry,
  complete: (facts: Facts, notes: OpenNotes) => Listing | null,
): Content | null => {
  const value = complete(listingFacts(record), record.notes);
  return value ? { kind: 'listing', value } : null;
};

/** `fallback`: the handle in the address, for pages that do not print it. */
export function readVendor(
  record: Entry,
  fallback: string | null,
  complete: (vendor: Vendor, notes: OpenNotes) => Vendor,
): Content | null {
  const handle = field(record, 'handle', parsers.handle) ?? fallback;
  if (!handle) return null;
  const vendor: Vendor = {
    handle,
    description: field(record, 'description', parsers.block),
    pgp: [...(field(record, 'pgp', parsers.pgp) ?? [])],
    contacts: [],
    wallets: [],
    shipsFrom: [...(field(record, 'shipsFrom', parsers.places) ?? [])],
    joined: field(record, 'joined', parsers.date),
    lastActive: field(record, 'lastActive', parsers.date),
    rating: field(record, 'rating', parsers.rating),
    sales: field(record, 'sales', parsers.count),
  };
  return { kind: 'vendor', value: complete(vendor, record.notes) };
}

/** `channel` is what the page says of itself, such as the topic's title. */
export function readMessage(record: Entry, channel: string, offerOf: (text: string) => Listing | null): Content | null {
  const text = field(record, 'text', parsers.block) ?? '';
  const media = field(record, 'media', parsers.images) ?? [];
  if (!text && media.length === 0) return null;
  const author = field(record, 'author', parsers.handle);
  const offer = offerOf(text);
  const [sentAt, edited] = [field(record, 'sentAt', parsers.date), field(record, 'edited', parsers.date)];
  return {
    kind: 'message',
    value: {
      channel: field(record, 'channel', parsers.text) ?? channel,
      author,
      sentAt,
      text,
      replyTo: field(record, 'replyTo', parsers.text),
      // Some engines give the time of posting for what was never edited.
      edited: edited === sentAt ? null : edited,
      media: [...media],
      offer: offer && author ? { ...offer, vendor: offer.vendor ?? author } : offer,
    },
  };
}

/** Closes a draft. `language` is that of the record's own text. */
export const closeDraft = (
  content: Content,
  notes: OpenNotes,
  rest: Pick<Draft, 'key' | 'url' | 'view' | 'language'>,
): Draft => ({ kind: content.kind, content, gone: false, provenance: notes.provenance, issues: notes.issues, ...rest });
