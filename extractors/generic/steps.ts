import { type Element, isTag } from 'domhandler';
import type { Offer } from '../../model/listing.ts';
import type { Page } from '../document.ts';
import { currencyNamed } from '../fields/currency.ts';
import { parseMoneys } from '../fields/money.ts';
import { offerOf, offersIn } from '../fields/offers.ts';
import { parseQuantity, quantityOf } from '../fields/quantity.ts';
import { type FieldContext, moneyOptions, parsers } from '../sites/parsers.ts';
import { lineOf } from '../text.ts';
import { fieldsOfLabel, unitOfLabel } from './labels.ts';
import type { Line, Lines } from './lines.ts';
import { postage, postageTables, rowsOf, textsOf } from './postage.ts';
import { type Finding, tidyMoney } from './sheet.ts';

type Steps = Finding<readonly Offer[]>;
/** Tells parts of the page that are other listings. */
type Skip = (element: Element) => boolean;

/** A number under a heading such as "Grams" or "Price (USD)" has the heading's unit. */
const withUnit = (text: string, unit: string | null): string =>
  unit &&
  /^(?:ab|from|dès|à partir de|desde|a partir de|da|vanaf|od|от|från|fra|min\.?)?\s*[≥>+\s]*[\d.,\s]+\+?$/iu.test(text)
    ? `${text} ${unit}`
    : text;

function stepOf(
  amountText: string,
  priceText: string,
  heads: readonly [string, string],
  context: FieldContext,
): Offer | null {
  const currency = currencyNamed(unitOfLabel(heads[1]) ?? '')?.currency ?? context.currency;
  const price = parsers.price.parse(priceText, { ...context, currency })?.value ?? null;
  if (!price) return null;
  const amount = parsers.amount.parse(withUnit(amountText, unitOfLabel(heads[0]) ?? heads[0]), context)?.value ?? null;
  return {
    quantity: amount?.quantity ?? null,
    doseMg: amount?.doseMg ?? null,
    price: tidyMoney(price),
    raw: `${amountText} | ${priceText}`,
  };
}

/** Price steps of a table whose heading row names a quantity and a price. */
function byHeads(table: Element, context: FieldContext): Steps | null {
  const [head, ...body] = rowsOf(table).map(textsOf);
  const heads = head ?? [];
  const column = (field: 'quantity' | 'price') => heads.findIndex((text) => fieldsOfLabel(text).includes(field));
  const [quantityAt, priceAt] = [column('quantity'), column('price')];
  if (quantityAt < 0 || priceAt < 0 || quantityAt === priceAt || body.length > 40) return null;
  const steps = body.flatMap((cells) => {
    const [amount, price] = [cells[quantityAt], cells[priceAt]];
    const step =
      amount && price ? stepOf(amount, price, [heads[quantityAt] ?? '', heads[priceAt] ?? ''], context) : null;
    return step ? [step] : [];
  });
  return steps.length > 0 ? findingOf(steps, 'step table', 0.95, table) : null;
}

const findingOf = (steps: readonly Offer[], rule: string, sure: number, element: Element): Steps => ({
  value: steps,
  raw: steps.map((step) => step.raw).join(' ; '),
  rule,
  sure,
  element,
});

const longestStep = 90;

/** A text that is a quantity and a price and hardly anything else. */
function barStep(text: string, context: FieldContext): Offer | null {
  if (text.length > longestStep || !/\d/.test(text) || postage.test(text)) return null;
  const moneys = parseMoneys(text, moneyOptions(context));
  if (moneys.length === 0 || moneys.some((money) => money.max !== null)) return null;
  const rest = moneys.reduce((left, money) => left.replace(money.raw, ' '), text);
  const amount = parseQuantity(rest);
  if (!amount && !moneys[0]?.per) return null;
  const strange = (amount ? rest.replace(amount.raw, ' ') : rest).replace(/[^\p{L}]+/gu, '');
  const offer = strange.length <= 16 ? offerOf(text, moneyOptions(context))?.value : null;
  return offer?.quantity && offer.price && Number(offer.price.amount) > 0
    ? { ...offer, price: tidyMoney(offer.price), raw: text }
    : null;
}

/** Select lists whose entries state a quantity and a price. Lists of postage are none. */
function bySelect(page: Page, select: Element, context: FieldContext): Steps | null {
  const options = page
    .elements(select)
    .filter((element) => element.name === 'option')
    .slice(0, 60);
  const texts = options.map((option) => lineOf([option], { limit: 160 })).filter(Boolean);
  const steps = texts.map((text) => barStep(text, context)).filter((step): step is Offer => step !== null);
  return steps.length > 0 && steps.length * 3 >= texts.length * 2
    ? findingOf(steps, 'step options', 0.93, select)
    : null;
}

const holders = new Set(['tr', 'li', 'label', 'p', 'div', 'span', 'dd', 'dt', 'button', 'a']);

/** The text of one entry of a list. Entries that are only parts of a line share it with the others. */
function entryOf(child: Element, page: Page, lines: Lines): string | null {
  const [from, to] = lines.range(child);
  const own = lines.all.slice(from, to);
  if (own.length === 0 || own.length > 5 || own.some((line) => line.zone !== 'main' && line.zone !== 'side'))
    return null;
  const inside = new Set([child, ...page.elements(child)]);
  const pieces = own.flatMap((line) => line.pieces.filter((piece) => inside.has(piece.element)));
  const isPart = own.length === 1 && pieces.length < (own[0]?.pieces.length ?? 0);
  return isPart ? pieces.map((piece) => piece.text).join(' ') : own.map((line) => line.text).join(' - ');
}

/** A link with a name of its own leads to another listing, not to a step of this one. */
function namesOther(child: Element, page: Page): boolean {
  const all = child.name === 'a' ? [child, ...page.elements(child)] : page.elements(child);
  return all.some((element) => {
    const href = element.name === 'a' ? (element.attribs.href ?? '') : '';
    if (!href || href.startsWith('#') || page.absolute(href) === page.url?.href) return false;
    const text = lineOf([element], { limit: 200 });
    const rest = parseMoneys(text).reduce((left, money) => left.replace(money.raw, ' '), text);
    return (
      (parseQuantity(rest) ? rest.replace(parseQuantity(rest)?.raw ?? '', ' ') : rest).replace(/[^\p{L}]+/gu, '')
        .length > 3
    );
  });
}

/** Two or more elements of one kind below one parent that each state a quantity and a price. */
function byList(parent: Element, page: Page, lines: Lines, context: FieldContext, skip: Skip): Steps | null {
  const children = parent.children.filter(isTag).filter((child) => holders.has(child.name) || child.name.includes('-'));
  if (children.length < 2 || children.length > 60) return null;
  const steps = children.flatMap((child) => {
    const text = skip(child) ? null : entryOf(child, page, lines);
    const step = text ? barStep(text, context) : null;
    return step && !namesOther(child, page) ? [step] : [];
  });
  return steps.length > 1 && steps.length * 2 >= children.length ? findingOf(steps, 'step list', 0.92, parent) : null;
}

/** Elements by turns of a quantity and of its price, as in a definition list: `<dt>5g</dt><dd>30 €</dd>`. What stands before the first is a heading. */
function byTurns(parent: Element, page: Page, lines: Lines, context: FieldContext, skip: Skip): Steps | null {
  const children = parent.children.filter(isTag).filter(({ name }) => name !== 'br' && name !== 'hr');
  const isLong = (child: Element): boolean => {
    const [from, to] = lines.range(child);
    return to - from > 1;
  };
  if (children.length < 4 || children.length > 80 || children.some((child) => isLong(child) || skip(child)))
    return null;
  const texts = children.map((child) => entryOf(child, page, lines) ?? '');
  const steps: Offer[] = [];
  let at = 0;
  while (at < texts.length) {
    const [amount = '', price = ''] = [texts[at], texts[at + 1]];
    const isPair = parseMoneys(amount, moneyOptions(context)).length === 0 && parseQuantity(price) === null;
    const step = isPair && amount && price ? barStep(`${amount} - ${price}`, context) : null;
    if (step) steps.push({ ...step, raw: `${amount} | ${price}` });
    at += step ? 2 : 1;
  }
  return steps.length > 1 && steps.length * 2 + 2 >= children.length
    ? findingOf(steps, 'steps by turns', 0.9, parent)
    : null;
}

/** Steps in a row on one line: "5g - 35 €  10g - 65 €". Each amount of money must have its quantity. */
function inLine(lines: Lines, context: FieldContext, skip: Skip): Steps | null {
  for (const line of lines.all) {
    const { text, block } = line;
    const moneys = line.zone === 'main' && text.length < 3 * longestStep && !postage.test(text) ? line.moneys() : [];
    if (moneys.length < 2 || moneys.some((money) => money.max !== null) || skip(block)) continue;
    const first = moneys[0]?.value.currency;
    const same = moneys.filter((money) => money.value.currency === first && money.per === null);
    const steps = offersIn(text, moneyOptions(context));
    const grown = steps.every(
      ({ price }, at) => at === 0 || Number(price?.amount) > Number(steps[at - 1]?.price?.amount),
    );
    const words = moneys.reduce((left, money) => left.replace(money.raw, ' '), text).replace(/[^\p{L}]+/gu, '').length;
    if (steps.length > 1 && steps.length === same.length && grown && words < 12 * steps.length)
      return findingOf(steps, 'steps in a line', 0.85, block);
  }
  return null;
}

/** Lines that follow each other in one block: "10 tabs - 65 €", line break, "25 tabs - 151 €". */
function byLines(lines: Lines, context: FieldContext, skip: Skip): Steps | null {
  let run: Offer[] = [];
  let last: { readonly index: number; readonly block: Element } | null = null;
  let best: { readonly steps: readonly Offer[]; readonly block: Element } | null = null;
  for (const { index, block, text, zone } of lines.all) {
    const step =
      zone === 'main' && text.length <= longestStep && /\d/.test(text) && !skip(block) ? barStep(text, context) : null;
    if (!step) continue;
    run = last && last.index === index - 1 && last.block === block ? [...run, step] : [step];
    last = { index, block };
    if (run.length > 1 && (!best || run.length > best.steps.length || best.block === block))
      best = { steps: run, block };
  }
  return best && findingOf(best.steps, 'step lines', 0.9, best.block);
}

/** The prices of a listing by quantity: a table with heads, a select list, or a list of "quantity - price". */
export function stepsOn(page: Page, lines: Lines, context: FieldContext, skipped: Skip): Steps | null {
  const sent = postageTables(page);
  const skip: Skip = (element) => sent.has(element) || skipped(element);
  const elements = page.elements().filter((element) => !skip(element));
  for (const table of elements.filter((element) => element.name === 'table')) {
    const steps = byHeads(table, context);
    if (steps) return steps;
  }
  for (const select of elements.filter((element) => element.name === 'select')) {
    const steps = bySelect(page, select, context);
    if (steps) return steps;
  }
  const parents = elements.filter((element) => {
    const [from, to] = lines.range(element);
    return to - from < 200 && lines.all.slice(from, to).reduce((sum, line) => sum + line.moneys().length, 0) > 1;
  });
  for (const parent of parents.reverse()) {
    const steps = byList(parent, page, lines, context, skip) ?? byTurns(parent, page, lines, context, skip);
    if (steps) return steps;
  }
  return byLines(lines, context, skip) ?? inLine(lines, context, skip);
}

const between = /^[\s/|·•()[\]–—:~=-]*(?:for|per|für|pro|je|pour|por|per|voor|za|за)?[\s/|·•()[\]–—:~=.-]*$/iu;

/** "CHF 96.40 / 1 oz" on a line of its own: how much the record's price buys, where its title does not say it. */
function onlyStep(lines: readonly Line[], title: string, context: FieldContext): Steps | null {
  const priced = lines.filter((line) => line.moneys().length > 0);
  const [line] = priced;
  const named = parseQuantity(title);
  if (!line || priced.length > 1 || (named && quantityOf(named))) return null;
  const rest = line.moneys().reduce((left, money) => left.replace(money.raw, ' '), line.text);
  const amount = parseQuantity(rest);
  const step = amount && between.test(rest.replace(amount.raw, ' ')) ? barStep(line.text, context) : null;
  return step && findingOf([step], 'step beside a price', 0.85, line.block);
}

/** The steps of one record of a list: two lines or more of "quantity - price", or one that says what the title does not. */
export function stepsOfRow(lines: readonly Line[], title: string, context: FieldContext): Steps | null {
  const found = lines.flatMap((line) => {
    const step = line.moneys().length > 0 ? barStep(line.text, context) : null;
    return step ? [{ step, line }] : [];
  });
  const [first] = found;
  return first && found.length > 1
    ? findingOf(
        found.map(({ step }) => step),
        'step lines',
        0.85,
        first.line.block,
      )
    : onlyStep(lines, title, context);
}
