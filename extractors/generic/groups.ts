import { type Element, isTag } from 'domhandler';
import { compileSelector, type Page } from '../document.ts';
import { parsePlaces } from '../fields/place.ts';
import { foldLine, lineOf } from '../text.ts';
import type { Lines } from './lines.ts';
import { kindOfLink } from './links.ts';
import type { Finding } from './sheet.ts';
import { isGroup } from './titles.ts';
import type { Row } from './units.ts';

const anchors = compileSelector('a[href]');
const chosenClass =
  /(?:^|[\s_-])(?:selected|active|current|checked|is-active|is-selected|chosen|open|opened|expanded)(?:$|\s)/i;
const count = /\s*[([]?\s*\d[\d.,' ]*\s*[)\]]?$/u;

/** A group's name without the number of its offers, before or after it. */
const nameIn = (link: Element): string =>
  foldLine(lineOf([link], { limit: 80 }))
    .replace(count, '')
    .replace(/^[([]?\d[\d.,' ]*[)\]]?\s+(?=\p{L})/u, '')
    .trim();

const isName = (text: string): boolean => text.length > 1 && text.length < 40 && /\p{L}/u.test(text);
const low = (text: string): string => foldLine(text).toLowerCase();

/** What the page's own links to groups of goods are called, in small letters. */
export function groupNames(page: Page): ReadonlySet<string> {
  const names = page.select(anchors).flatMap((link) => (kindOfLink(page, link) === 'category' ? [nameIn(link)] : []));
  return new Set(names.filter(isName).map(low));
}

const firstTag = (element: Element): Element | undefined => element.children.find(isTag);

/** The link, or what holds it before all else, is marked as the chosen one of a menu. */
function isChosen(page: Page, link: Element): boolean {
  const { parent } = link;
  const holder = parent && isTag(parent) && firstTag(parent) === link && parent.name !== 'body' ? parent : null;
  const isMarked = ({ attribs }: Element) =>
    chosenClass.test(attribs.class ?? '') || /^(?:page|true|location)$/.test(attribs['aria-current'] ?? '');
  const ticked = page.elements(link).some(({ name, attribs }) => name === 'input' && attribs.checked !== undefined);
  return ticked || isMarked(link) || (holder !== null && isMarked(holder));
}

const most = 5;

/** The group that the menu of groups marks as the one that the visitor is in, with those that it lies in. */
export function chosenGroup(page: Page): Finding<string> | null {
  const all = page.select(anchors).filter((link) => kindOfLink(page, link) === 'category' || isGroup(nameIn(link)));
  const chosen = all.filter((link) => isChosen(page, link));
  const names = [...new Set(chosen.map(nameIn))];
  if (names.length === 0 || names.length > most || chosen.length * 2 > all.length || !names.every(isName)) return null;
  const value = names.join(' > ');
  return { value, raw: value, rule: 'chosen in the menu', sure: 0.8, element: chosen.at(-1) ?? null };
}

/** What the page's menus link to, in small letters and without counts: among it the groups, whatever their addresses are. */
export function menuNames(lines: Lines): ReadonlySet<string> {
  const links = new Set(
    lines.all.flatMap(({ zone, pieces }) =>
      zone === 'menu' || zone === 'side' ? pieces.flatMap(({ link }) => link ?? []) : [],
    ),
  );
  return new Set([...links].map(nameIn).filter(isName).map(low));
}

const path = /^[^/>»›→]{2,30}(?:\s+[/>»›→]\s+[^/>»›→]{2,30}){1,3}$/u;

/** Badges of an offer that are no groups of goods. */
const isBadge = (text: string): boolean =>
  /^(?:physical(?: package)?|digital|escrow|fe|finalize early|featured|sponsored|new|hot|sale|other|trusted|verified|top vendor|multisig)$/iu.test(
    text,
  );

/** "Cannabis / Hash" in a record, where a menu of the page or the words of markets know the first step as a group. */
function pathOfRow(row: Row, menus: ReadonlySet<string>): Finding<string> | null {
  for (const { text, block, moneys } of row.lines) {
    if (text.length > 80 || !path.test(text) || /[\d:：$€£¥₽]{2}/u.test(text) || moneys().length > 0) continue;
    const said = text.split(steps).map(foldLine).filter(Boolean);
    const [first = '', ...inner] = said;
    const isPlace = said.some((each) => (parsePlaces(each)?.confidence ?? 0) > 0.8);
    if (
      !isPlace &&
      inner.length > 0 &&
      said.every((each) => isName(each)) &&
      !isBadge(first) &&
      (menus.has(low(first)) || isGroup(first))
    )
      return { value: said.join(' > '), raw: text, rule: 'path', sure: 0.8, element: block };
  }
  return null;
}

const bars = /\s*[|·•]\s*|\s[-–—]\s/u;
const steps = /\s*[/>»›→]\s*/u;

/** The group that a record of a list names: by links to groups, or by words that the page's own links to groups have too. */
export function groupOfRow(
  page: Page,
  row: Row,
  groups: ReadonlySet<string>,
  menus: () => ReadonlySet<string>,
): Finding<string> | null {
  const links = new Set(row.lines.flatMap((line) => line.pieces.flatMap(({ link }) => link ?? [])));
  const leading = [...links].filter((link) => kindOfLink(page, link) === 'category');
  const named = leading.map(nameIn).filter(isName);
  if (named.length > 0 && named.length < most)
    return {
      value: named.join(' > '),
      raw: named.join(' / '),
      rule: 'link',
      sure: 0.85,
      element: leading.at(-1) ?? null,
    };
  for (const line of row.lines) {
    if (groups.size === 0 || line.text.length > 200) continue;
    for (const part of line.text.split(bars)) {
      const said = part.split(steps).map(foldLine).filter(Boolean);
      if (said.length > 0 && said.length < most && said.every((each) => groups.has(low(each))))
        return { value: said.join(' > '), raw: part, rule: 'group of the menu', sure: 0.8, element: line.block };
    }
  }
  return pathOfRow(row, menus());
}
