import type { Element } from 'domhandler';
import { idOf } from '../../model/ids.ts';
import type { Content, Draft, Issue } from '../../model/observation.ts';
import { completion } from '../complete.ts';
import type { Page } from '../document.ts';
import { compileSelector } from '../document.ts';
import type { Completion } from '../facts.ts';
import { type Labels, readLabels } from '../labels.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { lineOf } from '../text.ts';
import type { Extraction, PageInput } from '../types.ts';
import { type Classified, classify } from './classify.ts';
import type { CompiledFields, CompiledOffers, CompiledPage, CompiledProfile, CompiledRows } from './compile.ts';
import { firstRaw, type Scope } from './find.ts';
import { destination, linksOf } from './links.ts';
import type { FieldContext } from './parsers.ts';
import { closeDraft, type Entry, type OpenNotes, openNotes, readListing, readMessage, readVendor } from './read.ts';

/** Everything that reading one page needs. */
interface Reading {
  readonly profile: CompiledProfile;
  readonly page: Page;
  readonly labels: Labels;
  readonly context: FieldContext;
  readonly completion: Completion;
  readonly channel: string;
}

const titles = compileSelector('title, h1');
const anchors = compileSelector('a[href]');

function contextOf(profile: CompiledProfile, input: PageInput): FieldContext {
  const { currency, decimal, dayOrder, language, symbols } = profile.profile;
  return { currency, decimal, dayOrder, language, reference: input.capturedAt, scale: 5, symbols };
}

function contentOf(reading: Reading, entry: Entry, kind: Draft['kind'], handle: string | null): Content | null {
  if (kind === 'listing') return readListing(entry, reading.completion.listing);
  if (kind === 'vendor') return readVendor(entry, handle, reading.completion.vendor);
  return readMessage(entry, reading.channel, reading.completion.message);
}

/** A record without an id on the page gets one from what names it, so that the next visit folds into it. */
function namedKey(content: Content): string {
  if (content.kind === 'vendor') return content.value.handle;
  if (content.kind === 'listing') return idOf('listing', content.value.vendor ?? '', content.value.title);
  return idOf('message', content.value.author ?? '', content.value.sentAt ?? '', content.value.text);
}

interface Source {
  readonly kind: Draft['kind'];
  readonly fields: CompiledFields;
  readonly offers: CompiledOffers | null;
  readonly scope: Scope;
  readonly key: string | null;
  readonly url: string | null;
  readonly view: Draft['view'];
}

function draftOf(reading: Reading, source: Source): { readonly draft: Draft | null; readonly notes: OpenNotes } {
  const notes = openNotes();
  const entry: Entry = {
    fields: source.fields,
    offers: source.offers,
    scope: source.scope,
    context: reading.context,
    notes,
  };
  const content = contentOf(reading, entry, source.kind, source.key);
  if (!content) return { draft: null, notes };
  const language = source.view === 'row' && content.kind !== 'message' ? null : reading.completion.language(content);
  const key = source.key || namedKey(content);
  return { draft: closeDraft(content, notes, { key, url: source.url, view: source.view, language }), notes };
}

/** The record that the page is about. A page that promises one and shows none is an issue. */
function subject(
  reading: Reading,
  type: CompiledPage,
  classified: Classified,
): { readonly drafts: readonly Draft[]; readonly issues: readonly Issue[] } {
  if (!type.kind || type.fields.size === 0) return { drafts: [], issues: [] };
  const scope = { page: reading.page, labels: reading.labels, element: null };
  const inAddress = classified.promised === type ? classified.key : null;
  const key = firstRaw(type.key, scope) ?? inAddress;
  const url = classified.promised === type ? (reading.page.url?.href ?? null) : null;
  const { draft, notes } = draftOf(reading, {
    kind: type.kind,
    fields: type.fields,
    offers: type.offers,
    scope,
    key,
    url,
    view: 'detail',
  });
  if (draft) return { drafts: [draft], issues: [] };
  const missing = {
    field: type.kind === 'vendor' ? 'handle' : 'title',
    message: `The page shows no ${type.kind}; the layout may have changed.`,
    raw: null,
  };
  return { drafts: [], issues: [...notes.issues, missing] };
}

/** The record's address and id: the row's link, else its first link to a page about such a record. */
function linkOf(
  reading: Reading,
  rows: CompiledRows,
  element: Element,
): { readonly url: string | null; readonly key: string | null } {
  const { page, profile } = reading;
  const own = element.name === 'a' ? [element] : [];
  for (const anchor of rows.link ? page.select(rows.link, element) : [...own, ...page.select(anchors, element)]) {
    const url = page.absolute(anchor.attribs.href);
    const found = url ? destination(profile, url) : null;
    if (url && (rows.link || found?.page.kind === rows.kind))
      return { url, key: found?.page.kind === rows.kind ? found.key : null };
  }
  return { url: null, key: null };
}

/** What a list prints of a record: when it changes, a visit to the record's own page is worth while. */
function digest(reading: Reading, rows: CompiledRows, scope: Scope, draft: Draft): string {
  const printed = rows.hint
    ? firstRaw(rows.hint, scope)
    : ['price', 'title', 'stock'].map((name) => draft.provenance[name]?.raw ?? '').join('|');
  return idOf('hint', reading.profile.name, printed ?? '').slice(0, 12);
}

function rowsOf(reading: Reading, rows: CompiledRows, hints: Map<string, string>): Draft[] {
  const drafts: Draft[] = [];
  for (const element of reading.page.select(rows.select)) {
    const scope = { page: reading.page, labels: reading.labels, element };
    const link = linkOf(reading, rows, element);
    const key = firstRaw(rows.key, scope) ?? link.key;
    const { draft } = draftOf(reading, {
      kind: rows.kind,
      fields: rows.fields,
      offers: rows.offers,
      scope,
      key,
      url: link.url,
      view: 'row',
    });
    if (!draft) continue;
    drafts.push(draft);
    if (link.url) hints.set(link.url, digest(reading, rows, scope, draft));
  }
  return drafts;
}

/** Rows on a vendor's own page are that vendor's, whether or not they repeat the name. */
function ofVendor(rows: readonly Draft[], main: readonly Draft[]): readonly Draft[] {
  const owner = main[0]?.content;
  if (owner?.kind !== 'vendor') return rows;
  const { handle } = owner.value;
  const vendor = { raw: handle, rule: "the page's vendor", at: 'page', confidence: 0.95 };
  return rows.map((draft) => {
    const { content } = draft;
    if (content?.kind !== 'listing' || content.value.vendor !== null) return draft;
    return {
      ...draft,
      content: { kind: 'listing', value: { ...content.value, vendor: handle } },
      provenance: { ...draft.provenance, vendor },
    };
  });
}

/** The first statement on the page about a record counts; a list may repeat it. */
function once(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<string>();
  return drafts.filter((draft) => {
    const id = `${draft.kind} ${draft.key}`;
    if (seen.has(id)) return false;
    seen.add(id);
    return true;
  });
}

/** A listing's or vendor's own address that now says "not found" means that the record is gone. */
function goneDrafts(classified: Classified, page: Page): Draft[] {
  const kind = classified.promised?.kind;
  if (classified.state !== 'not-found' || !kind || classified.key === null) return [];
  return [
    {
      kind,
      key: classified.key,
      content: null,
      gone: true,
      url: page.url?.href ?? null,
      view: 'detail',
      language: null,
      provenance: {},
      issues: [],
    },
  ];
}

/** A page that is neither what its address promises nor a wall may mean that the layout changed. */
function broken({ state, promised }: Classified): Issue[] {
  if (state !== 'other' || !promised || promised.when.length === 0) return [];
  return [
    {
      field: null,
      message: `The address promises a page of type "${promised.name}", but the page does not look like one.`,
      raw: null,
    },
  ];
}

/** The language of most records on the page. */
function commonLanguage(drafts: readonly Draft[]): string | null {
  const counts = new Map<string, number>();
  for (const { language } of drafts) if (language) counts.set(language, (counts.get(language) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? null;
}

/** Reads a page by its site's profile. Pure: the same bytes, profile and lexicon give the same extraction. */
export function readProfiled(input: PageInput, page: Page, profile: CompiledProfile, lexicon: Lexicon): Extraction {
  const classified = classify(profile, page, input.status);
  const name = `${profile.name}@${profile.version}`;
  const { type, state, confidence } = classified;
  if (!type) {
    const links = state === 'other' ? linksOf(profile, page, null, new Map()) : [];
    return {
      page: state,
      confidence,
      profile: name,
      language: null,
      drafts: goneDrafts(classified, page),
      links,
      issues: broken(classified),
    };
  }
  const title = page.select(titles)[0];
  const reading: Reading = {
    profile,
    page,
    labels: readLabels(page),
    context: contextOf(profile, input),
    completion: completion(lexicon),
    channel: title ? lineOf(title.children) : '',
  };
  const main = subject(reading, type, classified);
  const hints = new Map<string, string>();
  const rows = type.rows.flatMap((entry) => rowsOf(reading, entry, hints));
  const drafts = once([...main.drafts, ...ofVendor(rows, main.drafts)]);
  const language = commonLanguage(drafts) ?? profile.profile.language;
  return {
    page: state,
    confidence,
    profile: name,
    language,
    drafts,
    links: linksOf(profile, page, type, hints),
    issues: main.issues,
  };
}
