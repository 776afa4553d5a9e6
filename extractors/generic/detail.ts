import type { Element } from 'domhandler';
import type { Offer } from '../../model/listing.ts';
import type { Money } from '../../model/money.ts';
import { compileSelector, type Page } from '../document.ts';
import { type Facts, noFacts } from '../facts.ts';
import { parsers } from '../sites/parsers.ts';
import { isHidden, textOf } from '../text.ts';
import { outOfFiveAlone, ratingOf, soldOf, stated } from './counts.ts';
import { crumbs } from './crumbs.ts';
import type { Line } from './lines.ts';
import { withMain } from './main-step.ts';
import { hasOrder } from './order.ts';
import { isAmongAffairs } from './page-names.ts';
import { pageTitle } from './page-title.ts';
import type { Pair } from './pair.ts';
import { pairsIn } from './pairs.ts';
import { routeOf } from './places.ts';
import { unlabelledPrice } from './prices.ts';
import { isProse } from './prose.ts';
import type { Reading } from './rows.ts';
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
import { stepsOn } from './steps.ts';
import { vendorNear } from './text-vendors.ts';

/** What a page says of the one record that it may be about. */
export interface Subject {
  readonly facts: Facts;
  readonly sheet: Sheet;
  readonly title: Finding<string> | null;
  /** The line of the title. */
  readonly line: number;
  /** The signs of a listing that were found. */
  readonly signs: ReadonlySet<
    'title' | 'vendor' | 'price' | 'labelled price' | 'place' | 'count' | 'steps' | 'order' | 'description'
  >;
}

const factFields = new Set([
  'vendor',
  'price',
  'shipsFrom',
  'shipsTo',
  'stock',
  'sold',
  'category',
  'payment',
  'route',
]);
const usable = (line: Line): boolean => line.zone === 'main' || line.zone === 'side';

const marked = compileSelector('[itemprop="description"], #description, .description');

function descriptionOf(page: Page, sheet: Sheet, lines: readonly Line[], after: number): Finding<string> | null {
  const [element] = page.select(marked).filter((each) => !isHidden(each));
  const text = element ? textOf([element], { limit: 20_000 }) : '';
  if (element && text.length > 10) return { value: text, raw: text, rule: 'marked description', sure: 0.9, element };
  const pair = pairsFor(sheet, 'description').find((each) => each.value.length > 30);
  const holder = pair?.element;
  if (pair && holder) {
    const whole = textOf([holder], { limit: 20_000 });
    return { value: whole, raw: whole, rule: 'label description', sure: 0.85, element: holder };
  }
  const long = lines
    .filter((line) => line.index > after && line.zone === 'main')
    .find((line) => line.text.length > 60 && line.pieces.every((piece) => piece.link === null));
  const prose = long ? textOf([long.block], { limit: 20_000 }) : '';
  return long && prose ? { value: prose, raw: prose, rule: 'prose', sure: 0.6, element: long.block } : null;
}

/** Labelled values in the order of trust: those below the title, those above it, those in side bars. */
function ranked(pairs: readonly Pair[], own: readonly Line[], title: number): Pair[] {
  const zones = new Map(own.map((line) => [line.index, line.zone]));
  const below = (pair: Pair) => zones.get(pair.line) === 'main' && pair.line >= title;
  const above = (pair: Pair) => zones.get(pair.line) === 'main' && pair.line < title;
  const less = (pair: Pair, by: number): Pair => ({ ...pair, sure: pair.sure * by });
  return [
    ...pairs.filter(below),
    ...pairs.filter(above).map((pair) => less(pair, 0.85)),
    ...pairs.filter((pair) => !below(pair) && !above(pair)).map((pair) => less(pair, 0.75)),
  ];
}

const plural = /^(?:categories|kategorien|catégories|categorías|categorias|категории|kategorier|luokat)$/iu;

/** "Categories" with a group below it, or any such heading above the title, is a menu's and not what the listing belongs to. */
const isMenu = (pair: Pair, title: number): boolean =>
  pair.fields[0] === 'category' && pair.how === 'next' && (pair.line < title || plural.test(pair.label));

const longestPrice = 120;

function priceOf(sheet: Sheet, near: readonly Line[], name: string): Finding<Money> | null {
  const fees = new Set(pairsFor(sheet, 'fee').flatMap((pair) => (pair.how === 'cell' ? [pair.line] : [])));
  const loose = () =>
    unlabelledPrice(
      near.slice(0, 16).filter((line) => line.text.length < longestPrice && !isProse(line) && !fees.has(line.index)),
      name,
    );
  const said = labelledPrice(sheet);
  return said && said.sure > 0.8 ? said : (loose() ?? said);
}

/** The line of a finding. */
function lineAt(own: readonly Line[], { element }: Pick<Finding<unknown>, 'element'>): number | null {
  const holds = (line: Line) => line.block === element || line.pieces.some((piece) => piece.element === element);
  return element ? (own.find(holds)?.index ?? null) : null;
}

/** An amount without a label below the steps, and none of theirs, is another matter: postage, a minimum. */
function beforeSteps(
  { lines }: Reading,
  own: readonly Line[],
  steps: Finding<readonly Offer[]> | null,
  price: Finding<Money> | null,
): Finding<Money> | null {
  if (!steps?.element || price?.rule !== 'price') return price;
  const at = lineAt(own, price);
  const known = steps.value.some((step) => step.price?.amount === price.value.amount);
  return at !== null && !known && at > lines.range(steps.element)[0] ? null : price;
}

/** Reads the page as if it were one listing's own page. `rest`: its lines without lists of other records. */
export function readSubject(reading: Reading, rest: readonly Line[], skip: (element: Element) => boolean): Subject {
  const { page, lines, context } = reading;
  const own = rest.filter(usable);
  const pairs = aboutOffer(pairsIn({ lines: own }));
  const anchors = pairs.filter((pair) => pair.how !== 'phrase' && pair.fields.some((field) => factFields.has(field)));
  const main = new Set(own.filter((line) => line.zone === 'main').map((line) => line.index));
  const title = pageTitle(
    reading,
    own,
    anchors.filter((pair) => main.has(pair.line)).map((pair) => pair.line),
    pairs,
  );
  const name = title?.found.value ?? '';
  const at = title?.line ?? 0;
  const sheet = sheetOf(
    ranked(pairs, own, at).filter((pair) => !isMenu(pair, at)),
    context,
  );
  const near = own.filter((line) => line.index > at && line.index < at + 40 && line.zone === 'main');
  const steps = stepsOn(page, lines, context, skip);
  const price = beforeSteps(reading, own, steps, priceOf(sheet, near, name));
  const vendor = vendorNear(
    reading,
    sheet,
    { linked: near, marked: near.slice(0, 20), counted: near.slice(0, 6) },
    name,
  );
  const route = routeOf(sheet, near.slice(0, 20));
  const first = steps?.value[0]?.price ?? null;
  const category = labelled(sheet, 'category', parsers.text, (raw) => raw.length < 100);
  const priced = price && lineAt(own, price);
  // What stands under "My orders" or "Terms" is no offer.
  const named = priced !== null && isAmongAffairs(reading, priced) ? null : (title?.found ?? null);
  const facts: Facts = {
    ...noFacts,
    title: keep(sheet, 'title', named),
    vendor: keep(sheet, 'vendor', vendor),
    price: keep(sheet, 'price', price ?? (steps && first ? { ...steps, value: first, sure: 0.75 } : null)),
    offers: keep(sheet, 'offers', withMain(steps, price, name)) ?? [],
    shipsFrom: keep(sheet, 'shipsFrom', route.from) ?? [],
    shipsTo: keep(sheet, 'shipsTo', route.to) ?? [],
    category: keep(sheet, 'category', category ?? crumbs(reading, sheet, name, at)),
    stock: keep(sheet, 'stock', countOf(sheet, 'stock') ?? stated(near, 'stock')),
    sold: keep(sheet, 'sold', soldOf(sheet, near, vendor)),
    rating: keep(sheet, 'rating', ratingOf(sheet, near.slice(0, 10)) ?? outOfFiveAlone(near)),
    payment:
      keep(
        sheet,
        'payment',
        labelled(sheet, 'payment', parsers.list, (raw) => raw.length < 80),
      ) ?? [],
    description: keep(sheet, 'description', descriptionOf(page, sheet, own, at)),
  };
  const said = sheet.notes.provenance.price;
  const labels = said !== undefined && said.confidence > 0.7 && said.rule.startsWith('generic:label');
  return {
    facts,
    sheet,
    title: named,
    line: at,
    signs: signsOf(facts, labels, hasOrder(reading, skip, at, priced), steps !== null),
  };
}

function signsOf(facts: Facts, priced: boolean, order: boolean, steps: boolean): Subject['signs'] {
  const found: readonly (readonly [
    boolean,
    'title' | 'vendor' | 'price' | 'labelled price' | 'place' | 'count' | 'steps' | 'order' | 'description',
  ])[] = [
    [facts.title !== null, 'title'],
    [facts.vendor !== null, 'vendor'],
    [facts.price !== null, 'price'],
    [priced, 'labelled price'],
    [facts.shipsFrom.length + facts.shipsTo.length > 0, 'place'],
    [facts.stock !== null || facts.sold !== null, 'count'],
    [steps, 'steps'],
    [order, 'order'],
    [facts.description !== null, 'description'],
  ];
  return new Set(found.filter(([yes]) => yes).map(([, name]) => name));
}
