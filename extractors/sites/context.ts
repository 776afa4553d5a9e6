import { compileSelector, type Page } from '../document.ts';
import type { PageInput } from '../types.ts';
import type { CompiledProfile } from './compile.ts';
import type { FieldContext } from './parsers.ts';

const html = compileSelector('html[lang], html[xml\\:lang]');

/** The language tag that the page gives itself, in lower case, or null. */
function languageTag(page: Page): string | null {
  const element = page.select(html)[0];
  const tag = element?.attribs.lang ?? element?.attribs['xml:lang'] ?? '';
  return /^[a-z]{2,3}(?:[-_][a-z0-9]+)*$/i.test(tag) ? tag.toLowerCase().replaceAll('_', '-') : null;
}

const inFigures = /(?<![\d.])(\d{1,2})([./-])(\d{1,2})\2(?:19|20)\d{2}(?!\d)/g;
const monthFirst = /^en(?:-(?:us|ph|ca))?$/;

/**
 * Whether the page prints day or month first: what its dates can mean where one of them has a number above 12 (dates with full stops
 * are always day first), else what its language is used to.
 */
export function dayOrderOf(page: Page, tag: string | null): 'dmy' | 'mdy' {
  let [dayFirst, otherwise] = [0, 0];
  for (const [, first, mark, second] of page.html.matchAll(inFigures)) {
    if (mark === '.' || Number(first) > 12) dayFirst += 1;
    else if (Number(second) > 12) otherwise += 1;
  }
  if (dayFirst > 0 !== otherwise > 0) return dayFirst > 0 ? 'dmy' : 'mdy';
  return tag === null || monthFirst.test(tag) ? 'mdy' : 'dmy';
}

/** How the values of a page are to be understood: as its profile says, and where that leaves it open, as the page says. */
export function contextOf(profile: CompiledProfile, input: PageInput, page: Page): FieldContext {
  const { currency, decimal, dayOrder, language, symbols } = profile.profile;
  const tag = languageTag(page);
  return {
    currency,
    decimal,
    dayOrder: dayOrder === 'page' ? dayOrderOf(page, tag) : dayOrder,
    language: language ?? tag?.split('-')[0] ?? null,
    reference: input.capturedAt,
    scale: 5,
    symbols,
  };
}
