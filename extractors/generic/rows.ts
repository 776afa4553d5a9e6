import type { Element } from 'domhandler';
import { idOf } from '../../model/ids.ts';
import type { Draft } from '../../model/observation.ts';
import type { Page } from '../document.ts';
import { type Completion, type Facts, noFacts } from '../facts.ts';
import type { Lexicon } from '../lexicon/lexicon.ts';
import { type FieldContext, parsers } from '../sites/parsers.ts';
import { advertisement } from './advertisement.ts';
import { withColumnRoutes } from './column-routes.ts';
import { ratingOf, soldOf, stated, unitsAlone } from './counts.ts';
import { groupOfRow } from './groups.ts';
import type { Lines } from './lines.ts';
import { kindOfLink } from './links.ts';
import { routeOf } from './places.ts';
import { unlabelledPrice } from './prices.ts';
import { isProse } from './prose.ts';
import type { Region } from './regions.ts';
import {
  aboutOffer,
  countOf,
  type Finding,
  keep,
  labelled,
  labelledPrice,
  pairsFor,
  type Sheet,
  sheetOf,
} from './sheet.ts';
import { isTitleLike } from './sights.ts';
import { stepsOfRow } from './steps.ts';
import { vendorNear } from './text-vendors.ts';
import { isGroup, type Named, titleKeys, titleOfRow } from './titles.ts';
import { type Row, rowsOf } from './units.ts';

/** What reading a page needs everywhere. */
export interface Reading {
  readonly page: Page;
  readonly lines: Lines;
  readonly context: FieldContext;
  readonly lexicon: Lexicon;
  readonly complete: Completion;
  /** What the page calls the site, in small letters. */
  readonly sites: ReadonlySet<string>;
  /** What the page's links to groups of goods are called, in small letters. */
  readonly groups: () => ReadonlySet<string>;
  /** What the page's menus link to, in small letters. */
  readonly menus: () => ReadonlySet<string>;
}

/** One record of a list as read. */
export interface RowFacts {
  readonly row: Row;
  readonly facts: Facts;
  readonly sheet: Sheet;
  readonly link: Element | null;
  readonly named: Named | null;
}

function titleFinding(
  row: Row,
  sheet: Sheet,
  keys: readonly string[],
): { readonly found: Finding<string>; readonly link: Element | null; readonly named: Named | null } | null {
  const named = titleOfRow(row, keys);
  const head = pairsFor(sheet, 'title').find((pair) => pair.how === 'head' && isTitleLike(pair.value));
  const inHead = head && named && head.value.includes(named.unit.text);
  if (named) {
    const sure =
      (inHead ? 0.96 : named.unit.link ? 0.94 : named.unit.weight > 0 ? 0.9 : 0.8) - 0.1 * Math.min(1, named.rank);
    const { unit } = named;
    return {
      found: { value: unit.text, raw: unit.text, rule: `row title`, sure, element: unit.element },
      link: unit.link,
      named,
    };
  }
  return head
    ? {
        found: { value: head.value, raw: head.value, rule: 'label head', sure: 0.9, element: head.element },
        link: head.link,
        named: null,
      }
    : null;
}

/** The link to a record's own page: its title's, else the first that leads to neither a vendor nor a group nor back to this page. */
function linkOf(page: Page, row: Row, own: Element | null): Element | null {
  const leads = (link: Element | null): link is Element => {
    const url = link ? page.absolute(link.attribs.href) : null;
    return url !== null && url !== page.url?.href;
  };
  if (leads(own)) return own;
  const links = row.lines.flatMap((line) => line.pieces.map((piece) => piece.link)).filter(leads);
  const around = row.parts.find((part) => part.name === 'a') ?? null;
  return links.find((link) => kindOfLink(page, link) === 'plain') ?? (leads(around) ? around : null);
}

/** The fields of one record in a list. null when nothing names it. */
function readRow(reading: Reading, row: Row, keys: readonly string[]): RowFacts | null {
  const { page, context } = reading;
  const sheet = sheetOf(aboutOffer(row.pairs), context);
  const title = titleFinding(row, sheet, keys);
  if (!title) return null;
  const name = title.found.value;
  const others = row.lines.filter((line) => line !== title.named?.unit.line || line.text !== name);
  const said = labelledPrice(sheet);
  const price = said ?? unlabelledPrice(others, name, true);
  const vendor = vendorNear(reading, sheet, { linked: row.lines, marked: others, counted: others }, name);
  const route = routeOf(sheet, others);
  const facts: Facts = {
    ...noFacts,
    title: keep(sheet, 'title', title.found),
    vendor: keep(sheet, 'vendor', vendor),
    price: keep(sheet, 'price', price),
    offers: keep(sheet, 'offers', stepsOfRow(others, name, context)) ?? [],
    shipsFrom: keep(sheet, 'shipsFrom', route.from) ?? [],
    shipsTo: keep(sheet, 'shipsTo', route.to) ?? [],
    category: keep(
      sheet,
      'category',
      labelled(sheet, 'category', parsers.text, (raw) => raw.length < 80),
    ),
    stock: keep(sheet, 'stock', countOf(sheet, 'stock') ?? stated(others, 'stock') ?? unitsAlone(others, name)),
    sold: keep(sheet, 'sold', soldOf(sheet, others, vendor)),
    rating: keep(sheet, 'rating', ratingOf(sheet, others)),
  };
  return { row, facts, sheet, link: linkOf(page, row, title.link), named: title.named };
}

const reviewed =
  /\b(?:feedback|review(?:er|s)?|buyer|comment|rated|käufer|bewertung|acheteur|avis|comprador|acquirente|koper|kupujący|покупатель|отзыв)\b/iu;
const masked = /\p{L}\*{2,}|\*{2,}\p{L}|\b\p{L}\.{3}\p{L}\b/u;

/** Rows of a table of reviews or of one's own orders name offers too, but offer nothing. */
function isReview({ row }: RowFacts): boolean {
  const text = row.lines.map((line) => line.text).join(' ');
  return (
    masked.test(text) || (reviewed.test(text) && /\bago\b|\d{1,4}[./-]\d{1,2}[./-]\d{2,4}|\d{1,2}:\d{2}/.test(text))
  );
}

/** The amount stands in a sentence of the record, as in a post of a forum. */
function isTold({ row, sheet, named }: RowFacts): boolean {
  const said = sheet.notes.provenance.price;
  const line = said?.rule === 'generic:price' ? row.lines.find(({ text }) => text.slice(0, 500) === said.raw) : null;
  return line ? line !== named?.unit.line && isProse(line) : false;
}

const coinName =
  /^(?:\d[\d.]* ?)?(?:bitcoin|monero|litecoin|ethereum|us dollar|euro|british pound|btc|xmr|ltc|eth|usd|eur|gbp)(?: ?\(\w+\))?s?$/iu;

/** Programs open a record where pages without them have a link. */
const hasButton = ({ page }: Reading, { parts }: Row): boolean =>
  parts.some((part) =>
    [part, ...page.elements(part)].some(
      ({ name, attribs }) => name === 'button' || attribs.role === 'button' || attribs.onclick !== undefined,
    ),
  );

/** What the title of a row says of goods. */
const goodsOf = (reading: Reading, { facts }: RowFacts) =>
  facts.title ? reading.complete.listing({ ...noFacts, title: facts.title }, { provenance: {}, issues: [] }) : null;

const isGoods = (goods: ReturnType<typeof goodsOf>): boolean =>
  goods !== null && (goods.substances.length > 0 || goods.offers.some(({ quantity }) => quantity !== null));

/** The row's title leads to it or names goods; of two rows that do neither one may be postage and the other a comment. */
const isNamed = (reading: Reading, row: RowFacts): boolean =>
  (row.named?.unit.link ?? null) !== null || isGoods(goodsOf(reading, row));

/** What makes a row an offer and not a line of any other table. */
function evidence(reading: Reading, each: RowFacts): number {
  const { facts, link, row } = each;
  const steps = facts.offers;
  const goods = goodsOf(reading, each);
  const signs = [
    link !== null,
    facts.vendor !== null,
    facts.shipsFrom.length + facts.shipsTo.length > 0,
    facts.stock !== null || facts.sold !== null || facts.category !== null,
    isGoods(goods),
    row.parts.some((part) => reading.page.elements(part).some((element) => element.name === 'img')),
    link === null && hasButton(reading, row),
    ...(steps.length > 1 && goods !== null && goods.substances.length > 0 ? [true, true] : []),
  ];
  return signs.filter(Boolean).length;
}

/** Rows between the offers that are none: without price and vendor, or named in another way and without the link that the others have. */
const isOffer = ({ facts, named, link }: RowFacts, linked: number): boolean =>
  (facts.price !== null || facts.vendor !== null) &&
  !(named !== null && named.rank > 0 && (link === null || named.unit.link === null) && linked > 0.5) &&
  !advertisement.test(facts.title ?? '');

/** Rows of one region, and how good a list of offers they make. */
export interface Table {
  readonly region: Region;
  readonly rows: readonly RowFacts[];
  readonly score: number;
}

/** Records that are runs of siblings begin with what names them; else the runs are cut in the wrong place. */
function beginsWithTitle(reading: Reading, { row, named }: RowFacts): boolean {
  const [head] = row.parts;
  const [from, to] = head ? reading.lines.range(head) : [0, 0];
  return named !== null && named.unit.line.index >= from && named.unit.line.index < to;
}

/** A side bar and the page beside it are no two records. */
const isOnOneSide = (rows: readonly Row[]): boolean => new Set(rows.map((row) => row.lines[0]?.zone)).size < 2;

/** Reads a region; null when it is no list of offers. */
export function readTable(reading: Reading, region: Region): Table | null {
  const rows = rowsOf(reading.page, reading.lines, region);
  const alone = rows.length === 1;
  if (!isOnOneSide(rows)) return null;
  const keys = titleKeys(rows, reading.lexicon);
  if (keys.length === 0) return null;
  const read = withColumnRoutes(
    rows.map((row) => readRow(reading, row, keys)).filter((row): row is RowFacts => row !== null),
  );
  const priced = read.filter(
    (row) =>
      row.facts.price !== null &&
      !isTold(row) &&
      !coinName.test(row.facts.title ?? '') &&
      !isGroup(row.facts.title ?? ''),
  );
  if (priced.length < Math.max(alone ? 1 : 2, 0.4 * rows.length)) return null;
  if (region.how === 'runs' && read.filter((row) => beginsWithTitle(reading, row)).length < 0.7 * read.length)
    return null;
  if (priced.filter(isReview).length * 2 >= priced.length) return null;
  if (priced.length < 3 && !priced.every((row) => isNamed(reading, row))) return null;
  const sample = priced.slice(0, 8);
  const mean = sample.reduce((sum, row) => sum + evidence(reading, row), 0) / sample.length;
  const linked = priced.filter((row) => row.link !== null).length / priced.length;
  if (linked < 0.5 ? mean < 2.2 || priced.length < 3 : mean < (alone ? 3 : 1.5)) return null;
  const full = priced.reduce(
    (sum, { facts }) =>
      sum +
      1 +
      (facts.vendor ? 0.4 : 0) +
      (facts.shipsFrom.length > 0 ? 0.15 : 0) +
      (facts.shipsTo.length > 0 ? 0.1 : 0) +
      (facts.stock !== null || facts.sold !== null ? 0.1 : 0),
    0,
  );
  return { region, rows: read.filter((row) => isOffer(row, linked)), score: full };
}

/** The draft of a row. Its key is its address without the host. */
export function rowDraft(reading: Reading, { row, facts, sheet, link }: RowFacts): Draft | null {
  const category =
    facts.category ?? keep(sheet, 'category', groupOfRow(reading.page, row, reading.groups(), reading.menus));
  const listing = reading.complete.listing({ ...facts, category }, sheet.notes);
  if (!listing) return null;
  const url = link ? reading.page.absolute(link.attribs.href) : null;
  const address = url ? new URL(url) : null;
  return {
    kind: 'listing',
    key:
      address && address.pathname + address.search !== '/'
        ? address.pathname + address.search
        : idOf('listing', listing.vendor ?? '', listing.title),
    content: { kind: 'listing', value: listing },
    gone: false,
    url,
    view: 'row',
    language: null,
    provenance: sheet.notes.provenance,
    issues: sheet.notes.issues,
  };
}
