import type { Element } from 'domhandler';
import { isTag } from 'domhandler';
import type { Draft } from '../../model/observation.ts';
import { compileSelector, type Page } from '../document.ts';
import type { FieldName, Rule } from '../sites/schema.ts';
import { addressPatterns } from './addresses.ts';
import { draftNext, draftWhen } from './marks.ts';
import { draftLink, draftRowSelector, rowsOn } from './rows.ts';
import { type Drafted, draftRules } from './rules.ts';
import { elementAt, type Sample, type Target, targetOf } from './sample.ts';

/** Tells a person where to look; the path leads to a key of the drafted profile. */
export interface Note {
  readonly path: readonly (string | number)[];
  readonly text: string;
}

type Plain = Readonly<Record<string, unknown>>;
export interface DraftedPart {
  readonly value: Plain;
  readonly notes: readonly Note[];
}

const detailFields = {
  listing: [
    'title',
    'description',
    'vendor',
    'category',
    'price',
    'shipsFrom',
    'shipsTo',
    'stock',
    'sold',
    'rating',
    'payment',
  ],
  vendor: ['handle', 'description', 'joined', 'lastActive', 'rating', 'sales', 'shipsFrom', 'pgp'],
} as const satisfies Record<string, readonly FieldName[]>;
const rowFields = [
  'title',
  'vendor',
  'price',
  'category',
  'shipsFrom',
  'shipsTo',
  'stock',
  'sold',
  'rating',
] as const satisfies readonly FieldName[];
const expected: ReadonlySet<FieldName> = new Set(['title', 'vendor', 'price', 'shipsFrom', 'handle']);

/** Rules as a person would write them: one that only selects is a string, one alone is no list. */
function written(rules: readonly Rule[]): unknown {
  const short = rules.map((rule) => (Object.keys(rule).length === 1 && rule.select !== undefined ? rule.select : rule));
  return short.length === 1 ? short[0] : short;
}

function noteOf(field: FieldName, drafted: Drafted | null, of: number): string | null {
  if (!drafted) return expected.has(field) ? `CHECK: no rule for ${field} was found; add one` : null;
  const { found, wanted, wrong, sure } = drafted;
  const said = [
    found < wanted ? `finds ${found} of ${wanted}` : null,
    wrong > 0 ? `another value in ${wrong}` : null,
    wanted < of && expected.has(field) ? `the generic reader knew it in ${wanted} of ${of}` : null,
    sure < 0.8 ? `the generic reader was ${Math.round(sure * 100)} % sure` : null,
  ].filter(Boolean);
  return said.length > 0 ? `CHECK: ${said.join('; ')}` : null;
}

const mostCost = 4.5;

/** Rules for each field that the generic reader found somewhere. */
function draftFields(names: readonly FieldName[], targets: (field: FieldName) => readonly Target[]): DraftedPart {
  const fields: Record<string, unknown> = {};
  const notes: Note[] = [];
  for (const field of names) {
    const all = targets(field);
    const drafted = all.some((target) => target.value !== null) ? draftRules(field, all) : null;
    // What the generic reader itself was not sure of, or what only its place tells, is better left out than drafted.
    if (drafted && (drafted.sure < 0.7 || drafted.cost > mostCost) && !expected.has(field)) continue;
    if (drafted) fields[field] = written(drafted.rules);
    const text = noteOf(field, drafted, all.length);
    if (text) notes.push({ path: drafted ? [field] : [], text });
  }
  return { value: fields, notes };
}

const under = (path: readonly (string | number)[], notes: readonly Note[]): Note[] =>
  notes.map((note) => ({ ...note, path: [...path, ...note.path] }));

/** The list on pages of one kind; null where there is none. */
export function draftRows(samples: readonly Sample[]): DraftedPart | null {
  const rows = samples.flatMap(rowsOn);
  const selector = rows.length > 1 ? draftRowSelector(samples, rows) : null;
  if (!selector) return null;
  // What the selector meets beside the rows (a heading row, an advertisement) must give no record, so it must give no title.
  const strangers = selector.others.slice(0, 40).map(
    ({ sample, element }): Target => ({
      sample,
      scope: { page: sample.page, labels: sample.labels, element },
      value: null,
      raw: '',
      element: null,
      sure: 0,
    }),
  );
  const fields = draftFields(rowFields, (field) => [
    ...rows.map(({ sample, draft, element }) => targetOf(sample, draft, field, element)),
    ...(field === 'title' ? strangers : []),
  ]);
  if (!('title' in fields.value)) return null;
  const link = draftLink(rows);
  const notes = under(['fields'], fields.notes);
  if (selector.recall < 1 || selector.others.length > 0)
    notes.push({
      path: ['select'],
      text: `CHECK: meets ${Math.round(selector.recall * 100)} % of the records and ${selector.others.length} other elements`,
    });
  return {
    value: { select: selector.select, kind: 'listing', ...(link ? { link } : {}), fields: fields.value },
    notes,
  };
}

const mainOf = (sample: Sample, kind: Draft['kind']): Draft | undefined =>
  sample.extraction.drafts.find((draft) => draft.kind === kind && draft.view === 'detail');

const stepNames: Readonly<Record<string, string>> = { select: 'option', table: 'tr' };

/** Price steps, where every page shows them in the same kind of element. */
function draftOffers(samples: readonly Sample[]): Plain | null {
  const places = samples.flatMap((sample) => {
    const draft = mainOf(sample, 'listing');
    const element = elementAt(sample.page, draft?.provenance.offers?.at ?? '');
    return element && draft?.provenance.offers?.rule.startsWith('generic:step') ? [{ sample, element }] : [];
  });
  const [first] = places;
  if (!first || places.length < samples.length / 2) return null;
  const child = stepNames[first.element.name] ?? first.element.children.find(isTag)?.name ?? 'li';
  const when = draftWhen(
    places.map(({ sample }) => sample.page),
    [],
    [first.element],
  );
  return when ? { select: `${when.select} ${child}` } : null;
}

export type DetailKind = keyof typeof detailFields;

/** Listing or vendor pages. */
export function draftDetail(
  kind: DetailKind,
  samples: readonly Sample[],
): DraftedPart & { readonly near: readonly Element[] } {
  const read = samples.flatMap((sample) => {
    const draft = mainOf(sample, kind);
    return draft ? [{ sample, draft }] : [];
  });
  const fields = draftFields(detailFields[kind], (field) =>
    read.map(({ sample, draft }) => targetOf(sample, draft, field, null)),
  );
  const offers = kind === 'listing' ? draftOffers(samples) : null;
  const near = read.flatMap(({ sample, draft }) =>
    [elementAt(sample.page, draft.provenance[kind === 'vendor' ? 'handle' : 'title']?.at ?? '') ?? []].flat(),
  );
  return {
    value: { fields: fields.value, ...(offers ? { offers } : {}) },
    notes: under(['fields'], fields.notes),
    near,
  };
}

/** A list that is known from other pages, where these pages have such elements too. */
function borrowed(shared: DraftedPart | null, pages: readonly Page[]): DraftedPart | null {
  const select = shared?.value.select;
  if (!shared || typeof select !== 'string') return null;
  const selector = compileSelector(select);
  return pages.some((page) => page.select(selector).length > 0) ? { value: shared.value, notes: [] } : null;
}

const selectorOf = (list: DraftedPart) => compileSelector(String(list.value.select));

/** Every list that pages of one kind show, at most three: one layout after the other, until each page has its own. */
function listsOn(samples: readonly Sample[], shared: DraftedPart | null): readonly DraftedPart[] {
  const lists: DraftedPart[] = [];
  let left = samples;
  while (left.length > 0 && lists.length < 3) {
    const list = draftRows(left) ?? left.map((sample) => draftRows([sample])).find((each) => each !== null);
    if (!list) break;
    lists.push(list);
    const selector = selectorOf(list);
    left = left.filter(({ page }) => page.select(selector).length === 0);
  }
  const borrow =
    lists.length === 0
      ? borrowed(
          shared,
          samples.map((sample) => sample.page),
        )
      : null;
  return borrow ? [borrow] : lists;
}

/** The lists themselves prove a list page, where no page of another kind that has to be told apart shows such a list. */
function ownLists(
  lists: readonly DraftedPart[],
  pages: readonly Page[],
  rivals: readonly Page[],
): { readonly all: readonly string[]; readonly sure: boolean } | null {
  const has = (page: Page) => lists.some((list) => page.select(selectorOf(list)).length > 0);
  if (lists.length === 0 || !pages.every(has) || rivals.some(has)) return null;
  return { all: lists.map((list) => String(list.value.select)), sure: true };
}

/** A page type with its tests, patterns and list. `urls`: addresses of such pages, wherever they were seen. */
export function draftPage(options: {
  readonly state: 'listing' | 'vendor' | 'index';
  readonly follow: number;
  readonly samples: readonly Sample[];
  readonly others: readonly Sample[];
  readonly urls: readonly string[];
  /** The list as other pages of the site show it, for pages that are too short to tell. */
  readonly shared: DraftedPart | null;
}): DraftedPart {
  const { state, follow, samples, others, urls } = options;
  const pages = samples.map((sample) => sample.page);
  const detail = state === 'index' ? null : draftDetail(state, samples);
  const lists = state === 'listing' ? [] : listsOn(samples, options.shared);
  const near =
    detail?.near ??
    samples
      .flatMap(rowsOn)
      .slice(0, 3)
      .map((row) => row.element);
  const rivals = others.map((sample) => sample.page);
  const own = state === 'index' ? ownLists(lists, pages, rivals) : null;
  const when = own ?? draftWhen(pages, rivals, near);
  const patterns = addressPatterns(urls, state !== 'index');
  const next = state === 'listing' ? null : draftNext(pages);
  const notes: Note[] = [...(detail?.notes ?? []), ...lists.flatMap((list, at) => under(['rows', at], list.notes))];
  if (patterns.length === 0) notes.push({ path: [], text: 'CHECK: no address of such a page is known; add `urls`' });
  else
    notes.push({
      path: ['urls'],
      text:
        state === 'index'
          ? 'CHECK: only lists with addresses like these are followed'
          : 'CHECK: does `key` catch the id and nothing else?',
    });
  if (!when) notes.push({ path: [], text: 'CHECK: nothing sets these pages apart from the others; add `when`' });
  else if (!when.sure) notes.push({ path: ['when'], text: 'CHECK: there was no page of another kind to compare with' });
  if (state === 'index' && lists.length === 0) notes.push({ path: [], text: 'CHECK: no list was found; add `rows`' });
  if (state === 'index' && !next)
    notes.push({ path: [], text: 'CHECK: no link to a next page was found; add `next` if there is one' });
  return {
    value: {
      state,
      ...(patterns.length > 0 ? { urls: patterns } : {}),
      ...(when ? { when: 'all' in when ? when.all : [when.select] } : {}),
      follow,
      ...(detail?.value ?? {}),
      ...(lists.length > 0 ? { rows: lists.map((list) => list.value) } : {}),
      ...(next ? { next } : {}),
    },
    notes,
  };
}
