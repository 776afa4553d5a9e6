import type { Subject } from './detail.ts';
import type { Table } from './rows.ts';
import type { Profile } from './vendor-page.ts';

/** What the parts of a page come to, before one of them is taken for the page's subject. */
export interface Sighted {
  readonly table: Table | null;
  /** Another list of offers before or after it. */
  readonly other: Table | null;
  readonly subject: Subject;
  readonly profile: Profile | null;
  /** The list stands below the subject, under words such as "You may also like". */
  readonly isRelated: boolean;
  /** All that the list has stands under words such as "Recently viewed": no page is about that. */
  readonly isAside: boolean;
}

const labelledFields = ['vendor', 'shipsFrom', 'shipsTo', 'stock', 'sold'];

/** A label says one of the facts, not only the words of a sentence. */
const isLabelled = ({ sheet }: Subject): boolean =>
  labelledFields.some((field) => /^generic:label (?!phrase)/.test(sheet.notes.provenance[field]?.rule ?? ''));

const ofOne = new Set(['vendor', 'sold', 'joined', 'lastActive', 'shipsFrom']);
const fewestMembers = 3;

/** Without a price that the page gives as its own, one label whose values differ from line to line: the page tells of many members. */
function tellsOfMany({ signs, sheet }: Subject): boolean {
  if (signs.has('labelled price') || signs.has('steps')) return false;
  const said = new Map<string, Set<string>>();
  for (const { fields, label, value } of sheet.pairs) {
    const key = `${fields[0]} ${label.toLowerCase()}`;
    if (ofOne.has(fields[0] ?? '')) said.set(key, (said.get(key) ?? new Set()).add(value));
  }
  return [...said.values()].some((values) => values.size >= fewestMembers);
}

/** Points for a page about one listing. */
function listingPoints({ subject, table }: Sighted): number {
  const { signs, facts } = subject;
  if (
    !signs.has('title') ||
    tellsOfMany(subject) ||
    !(
      signs.has('price') ||
      signs.has('steps') ||
      (signs.has('vendor') &&
        (signs.has('order') || ((signs.has('place') || signs.has('count')) && isLabelled(subject))))
    )
  )
    return 0;
  const points =
    (signs.has('labelled price') ? 1.2 : signs.has('price') ? 0.6 : 0) +
    (signs.has('vendor') ? 0.9 : 0) +
    (signs.has('place') ? 0.7 : 0) +
    (signs.has('count') ? 0.4 : 0) +
    (signs.has('steps') ? 0.7 : 0) +
    (signs.has('order') ? 0.9 : 0) +
    (signs.has('description') ? 0.3 : 0);
  const crowd = table && table.rows.length > 1 && facts.price === null ? 0.8 : 0;
  return points - crowd;
}

/** A heading with a price stands above what the page says of a vendor: the vendor's box is a part of a listing. */
function isBox({ profile, subject }: Sighted): boolean {
  const title = subject.title?.value ?? '';
  return (
    profile !== null &&
    subject.line < profile.line &&
    title !== '' &&
    !title.includes(profile.handle) &&
    !profile.titled &&
    (subject.signs.has('price') || subject.signs.has('steps'))
  );
}

/** What names the page is the vendor's handle, and nothing there has a price of its own: its amounts are about the goods at large. */
function isNamedAfterVendor({ profile, subject }: Sighted): boolean {
  const title = subject.title?.value ?? '';
  return (
    profile !== null &&
    profile.signs >= 1.5 &&
    !subject.signs.has('labelled price') &&
    title.toLowerCase().includes(profile.handle.toLowerCase()) &&
    title.length < profile.handle.length + 16
  );
}

/** What a page is about. */
export type Verdict = 'listing' | 'vendor' | 'index';

/** What a page is about, by the points of its parts; null if nothing has enough of them. */
export function judge(sighted: Sighted): { readonly verdict: Verdict | null; readonly confidence: number } {
  const { table, profile, subject } = sighted;
  const listing = listingPoints(sighted);
  const vendor = profile ? profile.signs : 0;
  const ordered = subject.signs.has('order') || subject.signs.has('labelled price');
  const listed = table !== null && !sighted.isRelated;
  const needed = listed ? 2 : 1.5;
  if (
    listing >= needed &&
    !isNamedAfterVendor(sighted) &&
    (ordered || vendor < 2 || listing > vendor + 1 || isBox(sighted)) &&
    (!listed || ordered || listing >= 2.6)
  )
    return { verdict: 'listing', confidence: listing >= 2.8 ? 0.95 : listing >= 2 ? 0.85 : 0.65 };
  if (profile && vendor >= 1.5) return { verdict: 'vendor', confidence: vendor >= 2.5 ? 0.93 : 0.8 };
  if (table && !sighted.isAside) return { verdict: 'index', confidence: table.rows.length > 3 ? 0.93 : 0.8 };
  return { verdict: null, confidence: 0 };
}
