import { type AnyNode, type Element, isTag } from 'domhandler';

/** What a part of a page is for. Only `main` and `side` can hold a record's fields; `side` counts less. */
export type Zone = 'main' | 'side' | 'menu' | 'search' | 'option' | 'rates';

const menuNames = new Set(['nav', 'menu']);
const menuRoles = new Set(['navigation', 'search', 'contentinfo', 'banner', 'menu', 'menubar']);
/** Whole words of class names and ids; names of the kind "listing-header" are no menu. */
const menuWords =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|mainmenu|submenu|pagination|pager|topbar|topnav|languages?|mirrors)(?:$|[\s_-])/i;
const footWords = /(?:^|[\s_-])foot(?:er)?(?:$|[\s_-])/i;
/** The foot of a card, a panel or a row is a part of it. */
const footOfPart =
  /(?:^|[\s_-])(?:card|panel|box|tile|item|product|listing|offer|post|media|entry|list|row|thumb(?:nail)?|cell|article|result|widget|block|vendor|ad|lot)[\s_-]*foot(?:er)?(?:$|[\s_-])/i;
const partNames = new Set(['article', 'li', 'td', 'dd', 'a', 'tbody']);
const bearing = /(?:^|[\s_-])(?:card|item|product|listing|offer|tile)(?:$|[\s_-])/i;
const sideWords =
  /(?:^|[\s_-])(?:sidebar|side|side-?bar|left-?(?:content|col|column|menu)|widgets?|news|announcements?)(?:$|[\s_-])/i;

const buying =
  /buy|order|purchase|cart|basket|qty|quantity|shipping|kauf|bestell|menge|korb|acheter|commander|panier|compr|carrito|ordina|acquist|carrello|koop|winkel|kup|zamów|koszyk|купить|заказ|корзин|购买|下单|购物车/iu;
const searching =
  /search|filter|find|query|such|finden|recherch|chercher|buscar|busca|cerca|ricerca|filtr|zoek|szukaj|поиск|найти|искать|pesquis|procurar|搜索|查找|筛选/iu;

const wordsOf = (element: Element): string =>
  ['name', 'id', 'value', 'class', 'action', 'placeholder'].map((name) => element.attribs[name] ?? '').join(' ');

/** A form's own fields and buttons, in document order. */
function* controlsOf(element: Element): Generator<Element> {
  for (const child of element.children) {
    if (!('attribs' in child)) continue;
    if (/^(?:input|select|button|textarea)$/.test(child.name)) yield child;
    yield* controlsOf(child);
  }
}

/** A form that looks for offers, not one that orders an offer. Its labels name what is searched, not what a page states. */
function isSearchForm(form: Element): boolean {
  let says = searching.test(wordsOf(form));
  for (const control of controlsOf(form)) {
    const kind = control.attribs.type?.toLowerCase() ?? (control.name === 'input' ? 'text' : control.name);
    if (kind === 'hidden' || kind === 'password') continue;
    const words = wordsOf(control);
    if (kind !== 'text' && kind !== 'search' && buying.test(words)) return false;
    if (kind === 'search' || searching.test(words)) says = true;
  }
  return says;
}

/** An element that is the foot of a part of the page, such as a card, and not of the page. */
function endsPart(element: Element): boolean {
  if (footOfPart.test(element.attribs.class ?? '')) return true;
  const up = element.parent;
  return up !== null && isTag(up) && (partNames.has(up.name) || bearing.test(up.attribs.class ?? '')) && hasTwin(up);
}

const isLike = (element: Element, other: AnyNode): boolean =>
  isTag(other) && other.name === element.name && other.attribs.class === element.attribs.class;

/** The element right before or after it is of the same make. */
function hasTwin(element: Element): boolean {
  for (const way of ['previousSibling', 'nextSibling'] as const) {
    let beside = element[way];
    while (beside && !isTag(beside)) beside = beside[way];
    if (beside && isLike(element, beside)) return true;
  }
  return false;
}

/** The zone that an element opens for what it contains, or null to go on with its parent's. */
export function zoneOf(element: Element): Zone | null {
  if (menuNames.has(element.name) || menuRoles.has(element.attribs.role ?? '')) return 'menu';
  if (element.name === 'option') return 'option';
  if (element.name === 'form') return isSearchForm(element) ? 'search' : null;
  if (element.name === 'body' || element.name === 'html' || element.name === 'main') return null;
  const words = `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`;
  if (element.name === 'footer' || footWords.test(words)) return endsPart(element) ? null : 'menu';
  if (words.length < 2) return element.name === 'aside' ? 'side' : null;
  if (menuWords.test(words)) return 'menu';
  return element.name === 'aside' || sideWords.test(words) ? 'side' : null;
}
