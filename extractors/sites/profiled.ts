import type { Draft, Issue } from '../../model/observation.ts';
import { completion } from '../complete.ts';
import { compileSelector, type Page } from '../document.ts';
import { readLabels } from '../labels.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { lineOf } from '../text.ts';
import type { Extraction, PageInput } from '../types.ts';
import { type Classified, classify } from './classify.ts';
import type { CompiledPage, CompiledProfile } from './compile.ts';
import { contextOf } from './context.ts';
import { fillIn } from './fill.ts';
import { firstRaw } from './find.ts';
import { linksOf } from './links.ts';
import { draftOf, type Reading } from './record.ts';
import { ofVendor, rowsOf } from './rows.ts';

const titles = compileSelector('title, h1');

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

/** What the messages of a page belong to: what its type's `channel` finds, else the page's title. */
function channelOf(page: Page, type: CompiledPage, labels: Reading['labels']): string {
  const title = page.select(titles)[0];
  const stated = firstRaw(type.fields.get('channel') ?? null, { page, labels, element: null });
  return stated ?? (title ? lineOf(title.children) : '');
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
  const labels = readLabels(page);
  const reading: Reading = {
    profile,
    page,
    labels,
    context: contextOf(profile, input, page),
    completion: completion(lexicon),
    channel: channelOf(page, type, labels),
  };
  const stated = subject(reading, type, classified);
  const main = { ...stated, drafts: stated.drafts.map((draft) => fillIn(draft, type.fields, reading, lexicon)) };
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
