import { LeadlineError } from '../../model/errors.ts';
import type { Version } from '../../model/ports.ts';
import { collections } from '../collections.ts';
import type { CollectionName, Write } from '../port.ts';
import { keyOf, nothing, type Reference, type Seen, type Stored, searched } from './documents.ts';
import { itemDocument } from './items-document.ts';

/** A write, or a put that names the version which it replaces. */
export type Intent =
  | Write
  | {
      readonly do: 'put';
      readonly collection: CollectionName;
      readonly id: string;
      readonly value: unknown;
      readonly expected: Version;
    };

/** How a write is meant, which says what to do when somebody else wrote the document after it was read. */
export type Meaning = 'create' | 'put' | 'exact' | 'remove' | 'item';

/** What a commit makes of one document. */
export interface Change extends Reference {
  readonly meaning: Meaning;
  /** That of the document afterwards; higher by one than what was read. */
  readonly revision: number;
  /** The document afterwards, as JSON; a removed record leaves a mark, so that late writes of a frozen process are refused. */
  readonly source: string;
  /** The document before, as JSON; null when there was none. */
  readonly before: string | null;
  /** Which write asks whether this was new. */
  readonly at: number;
}

export interface Plan {
  readonly answers: readonly boolean[];
  readonly changes: readonly Change[];
}

export const referenceOf = (write: Intent): Reference =>
  write.do === 'item' ? { name: 'items', id: write.item.id } : { name: write.collection, id: write.id };

/** An intent whose value has been checked, as fields of the document. */
interface Checked {
  readonly intent: Intent;
  readonly reference: Reference;
  readonly fields: object | null;
}

function recordFields(name: CollectionName, id: string, value: unknown): object {
  if (typeof value !== 'object' || value === null)
    throw new LeadlineError('usage', `A record of ${name} has to be an object`, { where: id });
  const { schema, fields } = collections[name];
  return derived(Object.keys(fields), schema.parse(value));
}

const isScalar = (value: unknown): value is string | number | boolean =>
  ['string', 'number', 'boolean'].includes(typeof value);

/** What is stored of a record: its body, and each declared field that has a value, apart from the names that every document has. */
export function derived(fields: readonly string[], body: object): object {
  const values = new Map<string, unknown>(Object.entries(body));
  const found = fields.flatMap((field) => {
    const value = values.get(field);
    return isScalar(value) ? [[field, searched(value)] as const] : [];
  });
  return { fields: Object.fromEntries(found), body };
}

/** Checks every value. Throws when one does not meet its schema. */
export function check(intents: readonly Intent[]): readonly Checked[] {
  return intents.map((intent) => {
    const reference = referenceOf(intent);
    if (intent.do === 'item') return { intent, reference, fields: itemDocument(intent.item, intent.document) };
    if (intent.do === 'remove') return { intent, reference, fields: null };
    return { intent, reference, fields: recordFields(intent.collection, intent.id, intent.value) };
  });
}

/** One document while the writes of a commit pass over it. */
interface State {
  readonly reference: Reference;
  readonly seen: Seen;
  version: Version | null;
  fields: object | null;
  meaning: Meaning | null;
  at: number;
}

function step(state: State, { intent, fields }: Checked, at: number): boolean {
  const expected = 'expected' in intent ? intent.expected : undefined;
  if (expected !== undefined && expected !== (state.version ?? 0)) {
    if (intent.do !== 'item') return false;
    throw new LeadlineError('conflict', `Item ${intent.item.id} has version ${state.version ?? 0}, not ${expected}`, {
      where: intent.item.id,
      hint: 'read it again and repeat the change',
    });
  }
  if (intent.do === 'remove' && state.version === null) return true;
  if (intent.do === 'create' && state.version !== null) return false;
  const meaning = intent.do === 'put' && expected !== undefined ? 'exact' : intent.do;
  if (state.meaning === null) Object.assign(state, { meaning, at });
  else state.meaning = [meaning, state.meaning].includes('item') ? 'item' : 'put';
  state.version = intent.do === 'remove' ? null : (state.version ?? 0) + 1;
  state.fields = fields;
  return true;
}

const keptWrites = 16;
/** How long a document names the commits that wrote it. */
export const keptMs = 86_400_000;
/** When a commit began. */
export const timeOf = (write: string): number => Number.parseInt(write.split('-')[0] ?? '', 36);

/** The name of a commit: when it was, and chance. */
export const commitName = (now: number, random: string): string => `${Math.max(0, now).toString(36)}-${random}`;

/** This commit and those before it that may still be unsure whether they wrote the document. */
export const writesOf = (commit: string, before: readonly string[]): readonly string[] => [
  commit,
  ...before.filter((each) => timeOf(each) > timeOf(commit) - keptMs).slice(0, keptWrites - 1),
];

function changeOf(state: State, meaning: Meaning, commit: string): Change {
  const { reference, seen, version, fields, at } = state;
  const head = { key: searched(reference.id), version: version ?? 0, write: writesOf(commit, seen.write) };
  const source = version === null ? { ...head, removed: timeOf(commit) } : { ...head, ...fields };
  return {
    ...reference,
    meaning: version === null ? 'remove' : meaning,
    revision: seen.revision + 1,
    source: JSON.stringify(source),
    before: seen.source ? JSON.stringify(seen.source) : null,
    at,
  };
}

/**
 * Folds all writes of each document into one change of it and says what each write answers. Throws `conflict` when an item has not the version
 * that its write expects.
 */
export function plan(checked: readonly Checked[], seen: ReadonlyMap<string, Seen>, commit: string): Plan {
  const states = new Map<string, State>();
  const answers = checked.map((each, at) => {
    const key = keyOf(each.reference);
    const found = seen.get(key) ?? nothing;
    const state = states.get(key) ?? {
      reference: each.reference,
      seen: found,
      version: found.source?.version ?? null,
      fields: null,
      meaning: null,
      at,
    };
    states.set(key, state);
    return step(state, each, at);
  });
  const changes = [...states.values()].flatMap((state) =>
    state.meaning === null || (state.version === null && state.seen.source === null)
      ? []
      : [changeOf(state, state.meaning, commit)],
  );
  return { answers, changes };
}

/** The same change upon what somebody else wrote meanwhile: the last writer wins. */
export function rebased(change: Change, seen: Seen): Change {
  const old = JSON.parse(change.source) as Stored; // written by changeOf
  const [commit = ''] = old.write;
  const version = change.meaning === 'remove' ? 0 : (seen.source?.version ?? 0) + 1;
  return {
    ...change,
    revision: seen.revision + 1,
    source: JSON.stringify({ ...old, version, write: writesOf(commit, seen.write) }),
  };
}
