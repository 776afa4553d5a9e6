import type { Element } from 'domhandler';
import type { Link } from '../model/frontier.ts';
import { idOf } from '../model/ids.ts';
import type { Offer } from '../model/listing.ts';
import type { Draft, Issue, Provenance } from '../model/observation.ts';
import { completion } from './complete.ts';
import { compileSelector, type Page } from './document.ts';
import { type Completion, type Facts, noFacts } from './facts.ts';
import { fieldOfLabel, type GenericLabel } from './generic-labels.ts';
import { readPosts } from './generic-messages.ts';
import { labelKey, readLabels } from './labels.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { acts } from './sites/links.ts';
import { type FieldContext, type FieldParser, parsers } from './sites/parsers.ts';
import { type OpenNotes, openNotes } from './sites/read.ts';
import { isHidden, lineOf } from './text.ts';
import type { Extraction, PageInput } from './types.ts';
import { recogniseWall } from './walls.ts';

const name = 'generic@1';

const selectors = {
  html: compileSelector('html[lang]'),
  heading: compileSelector('h1'),
  title: compileSelector('title'),
  price: compileSelector('[itemprop="price"], .price'),
  tables: compileSelector('table'),
  rows: compileSelector('tr'),
  cells: compileSelector('td, th'),
  anchors: compileSelector('a[href]'),
  description: compileSelector('[itemprop="description"], #description, .description'),
};

/** What a page without a profile prints after known labels, first mention first. */
type Labels = ReadonlyMap<GenericLabel, string>;

function labelsOf(page: Page): Labels {
  const found = new Map<GenericLabel, string>();
  for (const pair of readLabels(page).after({ has: (label) => fieldOfLabel(label) !== null }, null)) {
    const field = fieldOfLabel(pair.label);
    const text = field && !found.has(field) ? (pair.text ?? lineOf(pair.nodes, { current: true })) : '';
    if (field && text) found.set(field, text);
  }
  return found;
}

interface Sheet {
  readonly page: Page;
  readonly labels: Labels;
  readonly context: FieldContext;
  readonly notes: OpenNotes;
}

function value<T>(sheet: Sheet, field: string, raw: string | undefined, parser: FieldParser<T>, at: string): T | null {
  const parsed = raw === undefined ? null : parser.parse(raw, sheet.context);
  if (!parsed || raw === undefined) return null;
  const provenance: Provenance = {
    raw: parsed.raw ?? raw,
    rule: ['generic', parsed.rule].filter(Boolean).join(' '),
    at,
    confidence: 0.6 * parsed.confidence,
  };
  sheet.notes.provenance[field] = provenance;
  return parsed.value;
}

const after = <T>(sheet: Sheet, field: GenericLabel, parser: FieldParser<T>): T | null =>
  value(sheet, field, sheet.labels.get(field), parser, `label ${field}`);

/** A number under a heading such as "Grams" has the heading as its unit. */
const withUnit = (text: string, heading: string): string => (/^[\d.,\s]+$/.test(text) ? `${text} ${heading}` : text);

/** Price steps of a table whose heading row names a quantity and a price. */
function stepsOf(sheet: Sheet, table: Element): Offer[] {
  const [head, ...body] = sheet.page
    .select(selectors.rows, table)
    .map((row) => sheet.page.select(selectors.cells, row).map((cell) => lineOf([cell], { current: true })));
  const columns = (head ?? []).map((text) => fieldOfLabel(labelKey(text)));
  const [quantityAt, priceAt] = [columns.indexOf('quantity'), columns.indexOf('price')];
  if (quantityAt < 0 || priceAt < 0) return [];
  return body.flatMap((cells) => {
    const [amountText, priceText] = [cells[quantityAt], cells[priceAt]];
    if (!amountText || !priceText) return [];
    const price = parsers.price.parse(priceText, sheet.context)?.value ?? null;
    const amount = parsers.amount.parse(withUnit(amountText, head?.[quantityAt] ?? ''), sheet.context)?.value ?? null;
    return price
      ? [
          {
            quantity: amount?.quantity ?? null,
            doseMg: amount?.doseMg ?? null,
            price,
            raw: `${amountText} | ${priceText}`,
          },
        ]
      : [];
  });
}

function titleOf(page: Page): string | null {
  const all = [...page.select(selectors.heading), ...page.select(selectors.title)].filter(
    (element) => !isHidden(element),
  );
  for (const element of all) {
    const text = lineOf([...element.children], { limit: 500 });
    if (text) return text;
  }
  return null;
}

function factsOf(sheet: Sheet): Facts {
  const { page } = sheet;
  const offers = page.select(selectors.tables).flatMap((table) => stepsOf(sheet, table));
  const marked = page.select(selectors.price)[0];
  const printed =
    after(sheet, 'price', parsers.price) ??
    value(sheet, 'price', marked && lineOf([marked], { current: true }), parsers.price, selectors.price.source);
  const description = page.select(selectors.description)[0];
  return {
    ...noFacts,
    title: value(sheet, 'title', titleOf(page) ?? undefined, parsers.text, 'h1'),
    description: value(
      sheet,
      'description',
      description && lineOf([description]),
      parsers.block,
      selectors.description.source,
    ),
    vendor: after(sheet, 'vendor', parsers.handle),
    category: after(sheet, 'category', parsers.text),
    price: printed ?? offers[0]?.price ?? null,
    offers,
    shipsFrom: after(sheet, 'shipsFrom', parsers.places) ?? [],
    shipsTo: after(sheet, 'shipsTo', parsers.places) ?? [],
    stock: after(sheet, 'stock', parsers.count),
    sold: after(sheet, 'sold', parsers.count),
    payment: after(sheet, 'payment', parsers.list) ?? [],
  };
}

/** A single offer shows one title and, after their labels, who sells it and for how much. */
function looksLikeListing(page: Page, facts: Facts, labels: Labels): boolean {
  const signs = [
    facts.vendor !== null,
    facts.price !== null || labels.has('price'),
    facts.shipsFrom.length > 0,
    facts.stock !== null,
  ];
  return (
    facts.title !== null &&
    page.select(selectors.heading).length <= 2 &&
    signs.filter(Boolean).length >= 2 &&
    (facts.vendor !== null || facts.price !== null)
  );
}

/** The address without the host stands for the record until a profile knows its id. */
const keyOf = (page: Page, fallback: string): string => (page.url ? page.url.pathname + page.url.search : fallback);

function listingDraft(page: Page, sheet: Sheet, facts: Facts, complete: Completion): Draft | null {
  const listing = complete.listing(facts, sheet.notes);
  if (!listing) return null;
  const content = { kind: 'listing', value: listing } as const;
  return {
    kind: 'listing',
    key: keyOf(page, idOf('listing', listing.vendor ?? '', listing.title)),
    content,
    gone: false,
    url: page.url?.href ?? null,
    view: 'detail',
    language: complete.language(content),
    provenance: sheet.notes.provenance,
    issues: sheet.notes.issues,
  };
}

/** Links of a site without a profile: everything on the same host that does not act. */
function linksOf(page: Page): Link[] {
  const links = new Map<string, Link>();
  for (const element of page.select(selectors.anchors)) {
    const url = page.absolute(element.attribs.href);
    if (!url || links.has(url)) continue;
    const skip = new URL(url).host !== page.base?.host ? 'off-site' : acts(url) ? 'acts' : null;
    links.set(url, { url, page: null, key: null, priority: 5, hint: null, skip });
  }
  return [...links.values()];
}

function contextOf(page: Page, input: PageInput): FieldContext {
  const language = page.select(selectors.html)[0]?.attribs.lang?.toLowerCase() ?? null;
  const dayOrder = language === 'en-us' ? 'mdy' : 'dmy';
  return {
    currency: null,
    decimal: 'auto',
    dayOrder,
    language: language?.slice(0, 2) ?? null,
    reference: input.capturedAt,
    scale: 5,
    symbols: {},
  };
}

/** Reads a page of a site that nobody described: labels, tables, posts; else walls. Low confidence throughout. */
export function readGeneric(input: PageInput, page: Page, lexicon: Lexicon): Extraction {
  const context = contextOf(page, input);
  const complete = completion(lexicon);
  const answer = (
    state: Extraction['page'],
    confidence: number,
    drafts: readonly Draft[],
    issues: readonly Issue[] = [],
  ): Extraction => ({
    page: state,
    confidence,
    profile: name,
    language: drafts[0]?.language ?? null,
    drafts,
    links: state === 'other' || drafts.length > 0 ? linksOf(page) : [],
    issues,
  });
  const sheet: Sheet = { page, labels: labelsOf(page), context, notes: openNotes() };
  const facts = factsOf(sheet);
  if (input.status < 400 && looksLikeListing(page, facts, sheet.labels)) {
    const draft = listingDraft(page, sheet, facts, complete);
    if (draft) return answer('listing', 0.6, [draft]);
  }
  const wall = recogniseWall(page, input.status);
  if (wall) return answer(wall.state, wall.confidence, []);
  const posts = readPosts(page, context, complete, titleOf(page) ?? '');
  if (posts.length > 0) return answer('forum', 0.5, posts);
  return answer('other', 0.3, []);
}
