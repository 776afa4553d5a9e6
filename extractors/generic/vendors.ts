import { type Element, isTag } from 'domhandler';
import type { Page } from '../document.ts';
import { parseHandle } from '../fields/handle.ts';
import { parsePlaces } from '../fields/place.ts';
import { lineOf } from '../text.ts';
import { fieldsOfLabel } from './labels.ts';
import type { Line } from './lines.ts';
import { kindOfLink, spells } from './links.ts';
import { type Finding, pairsFor, type Sheet } from './sheet.ts';
import { isGroup } from './titles.ts';

/** What follows a handle: counts, levels, percentages, dates, buttons. */
const trailing =
  /\s*(?:[([{<|•·,;/★☆⭐✓✔~]|[-–—]\s|\s\d+(?:[.,]\d+)?\s?%|\s[-+]?\d[\d.,]*\s?(?:k\b|sales|deals|orders|reviews|feedback|sold|verkäufe|ventes|ventas|vendite|продаж)|\b(?:vendor )?(?:level|lvl|lv|rank|stufe|niveau|nivel|livello|poziom|уровень|trust(?: level)?)\b[\s.:]*\d|\s\d+(?:\.\d+)?$|\bverified\b|\btrusted\b).*$/iu;

const notHandle =
  /^(?:(?:vendor |seller |trust )?(?:level|lvl|rank|trust)(?: (?:level|lvl|rank|trust))*[ .:#]+\d.*|vendors?|sellers?|view|shop|store|profile|contact|message|send message|pm|feedback|reviews?|all|more|home|buy now|login|register|unknown|n\/?a|none|escrow|free shipping|new|featured|details?)$/iu;

/** The handle at the front of a text, without the counts and levels that follow; null when it is no handle. */
export function handleIn(text: string): string | null {
  const front = text.length > 3 ? text.replace(trailing, '') : text;
  const handle = parseHandle(front || text)?.value ?? null;
  if (!handle || handle.length > 40 || handle.split(' ').length > 4 || /^[|–—:·»>/\\-]|[:：] /.test(handle))
    return null;
  const [, counted] = /^[\d.,]+ (\p{L}+)$/u.exec(handle) ?? [];
  if (counted && fieldsOfLabel(counted).length > 0) return null;
  return notHandle.test(handle) || fieldsOfLabel(handle).length > 0 || /[:：]$|https?:|^\d+(?:[.,]\d+)?%?$/.test(handle)
    ? null
    : handle;
}

function firstLink(element: Element): Element | null {
  for (const child of element.children) {
    if (!isTag(child)) continue;
    if (child.name === 'a' && lineOf([child], { limit: 80 })) return child;
    const inner = firstLink(child);
    if (inner) return inner;
  }
  return null;
}

/** The handle in a labelled value: its first link, else the words at its front. */
function handleOf(value: string, link: Element | null, holder: Element): string | null {
  const linked = link ?? (holder.name === 'a' ? holder : firstLink(holder));
  const text = linked ? lineOf([linked], { limit: 100 }) : '';
  const named = text && value.replace(/^\W+/u, '').startsWith(text) ? handleIn(text) : null;
  return named ?? handleIn(value);
}

export function labelledVendor(sheet: Sheet): Finding<string> | null {
  for (const pair of pairsFor(sheet, 'vendor')) {
    if ((parsePlaces(pair.value)?.confidence ?? 0) > 0.95 && !pair.link) continue;
    const handle = handleOf(pair.value, pair.link, pair.element);
    if (handle)
      return { value: handle, raw: pair.value, rule: `label ${pair.how}`, sure: pair.sure, element: pair.element };
  }
  return null;
}

/** Links among `lines` whose text can be a handle. `ofPage` is false for links that the page's menus show too. */
function linksIn(lines: readonly Line[]): { readonly link: Element; readonly text: string; readonly line: Line }[] {
  const seen = new Set<Element>();
  return lines.flatMap((line) =>
    line.pieces.flatMap(({ link }) => {
      if (!link || seen.has(link)) return [];
      seen.add(link);
      return [{ link, text: lineOf([link], { limit: 100 }), line }];
    }),
  );
}

const keywords =
  /(?<!\p{L})(?:tags?|tagged(?: as| with)?|keywords?|labels?|schlagw[oö]rt(?:er)?|stichw[oö]rt(?:er)?|étiquettes?|mots[- ]clés|etiquetas|palabras clave|etichette|parole chiave|trefwoorden|tagi|słowa kluczowe|теги|метки|ключевые слова|palavras-chave|taggar|štítky|brands?|marken?|marques?|marcas?|标签|关键词)\s*[:：]/iu;

/** A link among the keywords or brands of a product. */
const isKeyword = (link: Element, line: Line): boolean =>
  /(?:^|\s)tag(?:\s|$)/.test(link.attribs.rel ?? '') ||
  keywords.test(line.text.slice(0, line.pieces.find((piece) => piece.link === link)?.start ?? 0));

/** A vendor without a label: a link that leads to a vendor, or one that spells a handle. `title` is never the vendor. */
export function linkedVendor(page: Page, lines: readonly Line[], title: string): Finding<string> | null {
  const links = linksIn(lines).filter(({ text }) => text && text !== title);
  for (const { link, text } of links) {
    const handle = kindOfLink(page, link) === 'vendor' ? handleIn(text) : null;
    if (handle && !isGroup(handle))
      return { value: handle, raw: text, rule: 'link', sure: spells(page, link, handle) ? 0.95 : 0.9, element: link };
  }
  const plain = links.find(
    ({ link, text, line }) =>
      kindOfLink(page, link) === 'plain' &&
      !isKeyword(link, line) &&
      handleIn(text) === text &&
      spells(page, link, text) &&
      !isGroup(text) &&
      !/\s/.test(text),
  );
  return plain ? { value: plain.text, raw: plain.text, rule: 'link', sure: 0.7, element: plain.link } : null;
}
