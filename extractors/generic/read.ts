import type { Element } from 'domhandler';
import type { Link } from '../../model/frontier.ts';
import { idOf } from '../../model/ids.ts';
import type { Draft } from '../../model/observation.ts';
import { completion } from '../complete.ts';
import { compileSelector, type Page } from '../document.ts';
import type { Completion } from '../facts.ts';
import { once } from '../fields/parsed.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { acts } from '../sites/links.ts';
import { type FieldContext, moneyOptions } from '../sites/parsers.ts';
import { lineOf } from '../text.ts';
import type { Extraction, PageInput } from '../types.ts';
import { isGone, recogniseWall } from '../walls.ts';
import { isBoard, isChannel } from './boards.ts';
import { withZones } from './chrome.ts';
import { withColumnPrices } from './column-prices.ts';
import { readSubject, type Subject } from './detail.ts';
import { isEmptyList, saysEmpty } from './empty.ts';
import { groupNames, menuNames } from './groups.ts';
import { homeCurrency } from './home-currency.ts';
import { linesOf } from './lines.ts';
import { otherTable } from './other-table.ts';
import { isAmongAffairs, isAmongRelated, isAside } from './page-names.ts';
import { readPosts } from './posts.ts';
import { type Finder, finders, type Region, regionsOf } from './regions.ts';
import { type Reading, type RowFacts, readTable, rowDraft, type Table } from './rows.ts';
import { shapesOf } from './shapes.ts';
import { sightsOf } from './sights.ts';
import { siteNames } from './site-name.ts';
import { soloTable } from './solo.ts';
import { ofVendor, readProfilePage } from './vendor-page.ts';
import { judge, type Sighted, type Verdict } from './verdict.ts';

const name = 'generic@2';

const html = compileSelector('html[lang]');
const anchors = compileSelector('a[href]');
const heading = compileSelector('h1, title');

/** Links of a site without a profile: everything on the same host that does not act. */
function linksOf(page: Page): Link[] {
  const links = new Map<string, Link>();
  for (const element of page.select(anchors)) {
    const url = page.absolute(element.attribs.href);
    if (!url || links.has(url)) continue;
    const skip = new URL(url).host !== page.base?.host ? 'off-site' : acts(url) ? 'acts' : null;
    links.set(url, { url, page: null, key: null, priority: 5, hint: null, skip });
  }
  return [...links.values()];
}

function contextOf(page: Page, input: PageInput): FieldContext {
  const language = page.select(html)[0]?.attribs.lang?.toLowerCase() ?? null;
  return {
    currency: null,
    decimal: 'auto',
    dayOrder: language === 'en-us' ? 'mdy' : 'dmy',
    language: language?.slice(0, 2) ?? null,
    reference: input.capturedAt,
    scale: 5,
    symbols: {},
  };
}

const mostTables = 6;

/** Rows under a heading such as "Shopping cart" or "My orders" are no offers. */
function onlyOffers(reading: Reading, table: Table | null): Table | null {
  const first = table?.rows[0]?.row.lines[0];
  return first && isAmongAffairs(reading, first.index) ? null : table;
}

const offersIn = (reading: Reading, region: Region): Table | null => onlyOffers(reading, readTable(reading, region));

const standsAside = (reading: Reading, { row }: RowFacts): boolean => isAside(reading, row.lines[0]?.index ?? 0);
const isAllAside = (reading: Reading, { rows }: Table): boolean => rows.every((row) => standsAside(reading, row));

/** A list of what was viewed before is the page's own only where there is no other. */
const worth = (reading: Reading, table: Table): number => table.score * (isAllAside(reading, table) ? 0.01 : 1);

/** The best list of offers on the page, and another that stands wholly before or after it, such as featured offers. */
function bestTables(reading: Reading, by: readonly Finder[]): readonly [Table | null, Table | null] {
  const ground = {
    page: reading.page,
    lines: reading.lines,
    sights: sightsOf(reading.lines),
    shapes: shapesOf(reading.page),
  };
  const seen = new Set<string>();
  const tables: Table[] = [];
  let best: Table | null = null;
  let tried = 0;
  for (const region of regionsOf(ground, by)) {
    const spans = region.records.map((parts) => reading.lines.range(parts[0] as Element).join()).join();
    if (seen.has(spans)) continue;
    seen.add(spans);
    if (tried++ >= mostTables) break;
    const table = offersIn(reading, region);
    if (table) tables.push(table);
    if (table && (!best || worth(reading, table) > worth(reading, best) + 0.01)) best = table;
  }
  if (!best) return [onlyOffers(reading, soloTable(reading, ground.sights)), null];
  return [best, otherTable(reading, best, tables)];
}

function sight(reading: Reading, by: readonly Finder[]): Sighted {
  const [table, other] = bestTables(reading, by);
  const taken = new Set<Element>();
  const spans: (readonly [number, number])[] = [];
  for (const { row } of table?.rows ?? []) {
    for (const part of row.parts) {
      spans.push(reading.lines.range(part));
      for (const element of reading.page.elements(part)) taken.add(element);
    }
  }
  const rest = reading.lines.all.filter((line) => !spans.some(([from, to]) => line.index >= from && line.index < to));
  const subject = readSubject(reading, rest, (element) => taken.has(element));
  const first = table?.rows[0]?.row.lines[0]?.index ?? 0;
  return {
    table,
    other,
    subject,
    profile: readProfilePage(reading, rest),
    isRelated: subject.line < first && isAmongRelated(reading, first),
    isAside: table !== null && isAllAside(reading, table),
  };
}

/** A page as lines, and how its values are written: what "kr" means is told by its text and its language. */
function groundOf(
  page: Page,
  context: FieldContext,
): Pick<Reading, 'lines' | 'context' | 'sites' | 'groups' | 'menus'> {
  const money = () => moneyOptions(own);
  const lines = linesOf(page, money);
  const tag = page.select(html)[0]?.attribs.lang?.toLowerCase() ?? context.language;
  const own: FieldContext = { ...context, home: context.currency ?? homeCurrency(lines.all, tag) };
  const zoned = withZones(page, withColumnPrices(page, lines, money));
  return {
    lines: zoned,
    context: own,
    sites: siteNames(page, lines),
    groups: once(() => groupNames(page)),
    menus: once(() => menuNames(zoned)),
  };
}

/** The one listing that a page is about, for readers that already know that it is about one. */
export function readSubjectOf(page: Page, context: FieldContext, lexicon: Lexicon, complete: Completion): Subject {
  return sight({ page, lexicon, complete, ...groundOf(page, context) }, finders).subject;
}

const keyOf = (page: Page, fallback: string): string => (page.url ? page.url.pathname + page.url.search : fallback);

function subjectDraft(reading: Reading, { facts, sheet }: Subject): Draft | null {
  const listing = reading.complete.listing(facts, sheet.notes);
  if (!listing) return null;
  const content = { kind: 'listing', value: listing } as const;
  return {
    kind: 'listing',
    key: keyOf(reading.page, idOf('listing', listing.vendor ?? '', listing.title)),
    content,
    gone: false,
    url: reading.page.url?.href ?? null,
    view: 'detail',
    language: reading.complete.language(content),
    provenance: sheet.notes.provenance,
    issues: sheet.notes.issues,
  };
}

const draftsOfRows = (reading: Reading, table: Table | null): Draft[] => {
  const seen = new Set<string>();
  const rows = table?.rows ?? [];
  const own = rows.filter((row) => !standsAside(reading, row));
  return (own.length > 0 ? own : rows).flatMap((row) => {
    const draft = rowDraft(reading, row);
    if (!draft || seen.has(draft.key)) return [];
    seen.add(draft.key);
    return [draft];
  });
};

/** What of a list was left out. */
function issuesOf({ table }: Sighted): Extraction['issues'] {
  const { left, records } = table?.region ?? { left: 0, records: [] };
  const message = `The list has ${records.length + left} records; the first ${records.length} were read.`;
  return left > 0 ? [{ field: null, message, raw: null }] : [];
}

function draftsOf(reading: Reading, verdict: Verdict | null, { table, other, subject, profile }: Sighted): Draft[] {
  if (verdict === 'index') return [...draftsOfRows(reading, other), ...draftsOfRows(reading, table)];
  if (verdict === 'vendor' && profile)
    return profile.feedback ? [profile.draft] : [profile.draft, ...ofVendor(draftsOfRows(reading, table), profile)];
  const draft = verdict === 'listing' ? subjectDraft(reading, subject) : null;
  return draft ? [draft, ...draftsOfRows(reading, table).filter((row) => row.key !== draft.key)] : [];
}

const postsOn = (reading: Reading): Draft[] => {
  const [title] = reading.page.select(heading);
  return readPosts(reading, reading.complete, title ? lineOf([...title.children], { limit: 500 }) : '');
};

/** The member that the page seems to be about only wrote a post on it, and nothing says that it sells. */
function isWriter(reading: Reading, drafts: readonly Draft[]): boolean {
  const [only, ...more] = drafts;
  if (only?.content?.kind !== 'vendor' || more.length > 0) return false;
  const { handle, sales, rating, pgp } = only.content.value;
  if (sales !== null || rating !== null || pgp.length > 0) return false;
  return postsOn(reading).some(({ content }) => content?.kind === 'message' && content.value.author === handle);
}

/**
 * Reads a page of a site that nobody described: by its structure, its labels and what its texts can be. Every value says how sure it is; what is
 * not sure enough is left out. `by`: how lists of records are found.
 */
export function readGeneric(
  input: PageInput,
  page: Page,
  lexicon: Lexicon,
  by: readonly Finder[] = finders,
): Extraction {
  const complete = completion(lexicon);
  const reading: Reading = { page, lexicon, complete, ...groundOf(page, contextOf(page, input)) };
  const answer = (
    state: Extraction['page'],
    confidence: number,
    drafts: readonly Draft[],
    issues: Extraction['issues'] = [],
  ): Extraction => ({
    page: state,
    confidence,
    profile: name,
    language: drafts.find((draft) => draft.language)?.language ?? null,
    drafts,
    links: ['other', 'index', 'forum'].includes(state) || drafts.length > 0 ? linksOf(page) : [],
    issues,
  });
  if (input.status < 400) {
    const sighted = sight(reading, by);
    const { verdict, confidence } = judge(sighted);
    const drafts = draftsOf(reading, verdict, sighted);
    if (verdict && drafts.length > 0 && !isWriter(reading, drafts) && !(verdict === 'index' && isGone(page, saysEmpty)))
      return answer(verdict, confidence, drafts, issuesOf(sighted));
  }
  const wall = recogniseWall(page, input.status);
  const empty = isEmptyList(reading.lines) && input.status < 400 && !isGone(page, saysEmpty);
  if (empty && (!wall || wall.state === 'not-found')) return answer('index', 0.75, []);
  if (wall) return answer(wall.state, wall.confidence, []);
  const posts = postsOn(reading);
  if (posts.length > 0) return answer(isChannel(posts) ? 'channel' : 'forum', 0.6, posts);
  if (input.status < 400 && isBoard(page, reading.lines)) return answer('forum', 0.7, []);
  return answer('other', 0.5, []);
}
