import type { Element } from 'domhandler';

/** What a part of a page is for. Only `main` and `side` can hold a record's fields; `side` counts less. */
export type Zone = 'main' | 'side' | 'menu' | 'search' | 'option' | 'rates';

const menuNames = new Set(['nav', 'footer', 'menu']);
const menuRoles = new Set(['navigation', 'search', 'contentinfo', 'banner', 'menu', 'menubar']);
/** Whole words of class names and ids; names of the kind "listing-header" are no menu. */
const menuWords =
  /(?:^|[\s_-])(?:nav|navbar|navigation|menu|mainmenu|submenu|pagination|pager|footer|foot|topbar|topnav|languages?|mirrors)(?:$|[\s_-])/i;
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

/** The zone that an element opens for what it contains, or null to go on with its parent's. */
export function zoneOf(element: Element): Zone | null {
  if (menuNames.has(element.name) || menuRoles.has(element.attribs.role ?? '')) return 'menu';
  if (element.name === 'option') return 'option';
  if (element.name === 'form') return isSearchForm(element) ? 'search' : null;
  if (element.name === 'body' || element.name === 'html' || element.name === 'main') return null;
  const words = `${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`;
  if (words.length < 2) return element.name === 'aside' ? 'side' : null;
  if (menuWords.test(words)) return 'menu';
  return element.name === 'aside' || sideWords.test(words) ? 'side' : null;
}
