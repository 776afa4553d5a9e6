import type { Listing } from '../../model/listing.ts';
import type { Draft } from '../../model/observation.ts';
import { readSubjectOf } from '../generic/read.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import type { CompiledFields } from './compile.ts';
import { firstRaw } from './find.ts';
import type { Reading } from './record.ts';

/** Fields that the generic reading may add, and what "nothing found" means for each. */
const empty = {
  vendor: (listing: Listing) => listing.vendor === null,
  price: (listing: Listing) => listing.price === null,
  shipsFrom: (listing: Listing) => listing.shipsFrom.length === 0,
  shipsTo: (listing: Listing) => listing.shipsTo.length === 0,
  stock: (listing: Listing) => listing.stock === null,
  sold: (listing: Listing) => listing.sold === null,
} as const;
type Fillable = keyof typeof empty;
const fillable: readonly Fillable[] = ['vendor', 'price', 'shipsFrom', 'shipsTo', 'stock', 'sold'];

/** Below this the profile's silence is believed. */
const surest = 0.85;

/** A field whose rule met text that it could not read stays empty: the text is there and means nothing ("Unlimited"). */
function unread(fields: CompiledFields, field: Fillable, { page, labels }: Reading): boolean {
  const cascade = fields.get(field);
  return cascade !== undefined && firstRaw(cascade, { page, labels, element: null }) !== null;
}

/**
 * A listing whose profile has rules for fields that found nothing on its own page, with those fields as the generic reader sees them. Each is
 * marked with a rule that begins with "generic:".
 */
export function fillIn(draft: Draft, fields: CompiledFields, reading: Reading, lexicon: Lexicon): Draft {
  if (draft.content?.kind !== 'listing' || draft.view !== 'detail') return draft;
  const { value } = draft.content;
  const missing = fillable.filter(
    (field) => fields.has(field) && empty[field](value) && !unread(fields, field, reading),
  );
  if (missing.length === 0) return draft;
  const { facts, sheet } = readSubjectOf(reading.page, reading.context, lexicon, reading.completion);
  const sure = missing.filter((field) => (sheet.notes.provenance[field]?.confidence ?? 0) >= surest);
  if (sure.length === 0) return draft;
  const found = Object.fromEntries(sure.map((field) => [field, facts[field]]));
  const marks = Object.fromEntries(sure.map((field) => [field, sheet.notes.provenance[field]]));
  return {
    ...draft,
    content: { kind: 'listing', value: { ...value, ...found } },
    provenance: { ...draft.provenance, ...known(marks) },
  };
}

const known = <T>(values: Readonly<Record<string, T | undefined>>): Record<string, T> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
