import { compileSelector, type Page } from './document.ts';

/** A page's wish to be read again: after how many milliseconds, and where, as it is written; null: at the same address. */
export interface Refresh {
  readonly afterMs: number;
  readonly to: string | null;
}

const metas = compileSelector('meta[http-equiv="refresh" i]');

/** The value of a Refresh header, or of the element that stands for one, such as `20` or `5; url=/wait?n=2`; null when it says nothing. */
export function parseRefresh(value: string): Refresh | null {
  const found = /^\s*(\d{1,7}(?:\.\d{0,3})?|\.\d{1,3})(?:[;,\s]+(?:url\s*=\s*)?(["']?)(.*?)\2?\s*)?$/is.exec(value);
  if (!found) return null;
  return { afterMs: Math.round(Number(found[1]) * 1_000), to: found[3] || null };
}

/** What the page itself asks for, with an absolute address. Addresses that are none count as the page's own. */
export function refreshOf(page: Page): Refresh | null {
  for (const element of page.select(metas)) {
    const refresh = parseRefresh(element.attribs.content ?? '');
    if (refresh) return { ...refresh, to: refresh.to === null ? null : (page.absolute(refresh.to) ?? null) };
  }
  return null;
}
