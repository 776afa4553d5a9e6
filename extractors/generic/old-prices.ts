import { type Element, isTag } from 'domhandler';
import { parseMoneys } from '../fields/money.ts';
import { lineOf } from '../text.ts';

/** What sites call the price that an offer had before: by class, with or without "price" in it. */
const before =
  /(?:^|[\s_-])(?:old|was|regular|original|previous|prev|before|former|list|strike|striked|strikethrough|struck|crossed|compare(?:-?at)?|retail|rrp|msrp|uvp|alt|ancien|barre|antes|vecchio|oud|stara|full)(?:[\s_-]*(?:price|preis|prix|precio|prezzo|prijs|cena|cost|amount|money))?(?:$|[\s_-])/i;
const longest = 24;

/** An amount of money and hardly anything else. */
const isAmount = (text: string): boolean =>
  text.length <= longest &&
  /\d/.test(text) &&
  parseMoneys(text).length === 1 &&
  text.replace(/[^\p{L}]+/gu, '').length <= 8;

const says = (element: Element): boolean => isAmount(lineOf([element], { limit: 3 * longest })) && !isOld(element);

/** An amount, or a box with one and what is saved. */
const holdsAmount = (element: Element): boolean =>
  says(element) || (!isOld(element) && element.children.some((child) => isTag(child) && says(child)));

/** An amount stands beside this element, in it or in the element around it: the price that counts now. */
function hasOther(element: Element): boolean {
  const beside = (node: Element): boolean =>
    (node.parent?.children ?? []).some((child) => isTag(child) && child !== node && holdsAmount(child));
  const { parent } = element;
  return beside(element) || (parent !== null && isTag(parent) && beside(parent));
}

const isOld = ({ attribs }: Element): boolean =>
  /text-decoration[^;]*line-through/i.test(attribs.style ?? '') ||
  before.test((attribs.class ?? '').replace(/([a-z])([A-Z])/g, '$1-$2'));

const words =
  /(?<!\p{L})(?:was|before|old price|instead of|regular(?: price)?|rrp|msrp|list price|reg\.?|statt|uvp|früher|vorher|alter preis|au lieu de|avant|ancien prix|antes|precio anterior|in luogo di|invece di|prima|van|normaal|was:|zamiast|poprzednio|stara cena|вместо|было|старая цена|de|före|tidigare|místo|původně|原价)\s*[:：]?\s*$/iu;

/** The amounts of a text without those that its words call old: "was $50, now $40", "statt 50 € nur 40 €". Never none of several. */
export function currentOf<T extends { readonly start: number }>(text: string, moneys: readonly T[]): readonly T[] {
  if (moneys.length < 2) return moneys;
  const current = moneys.filter(({ start }) => !words.test(text.slice(Math.max(0, start - 24), start)));
  return current.length > 0 ? current : moneys;
}

/** An amount that a page shows as struck out, by its style or by what its class is called, with the price that counts beside it. */
export const isOldPrice = (element: Element): boolean =>
  (element.attribs.class !== undefined || element.attribs.style !== undefined) &&
  isOld(element) &&
  isAmount(lineOf([element], { limit: 3 * longest })) &&
  (/line-through/i.test(element.attribs.style ?? '') || hasOther(element));
