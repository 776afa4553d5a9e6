/** Text with the five signs that mean something in HTML replaced. */
const escapeHtml = (text: string): string =>
  text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;')
    .replace(/'/g, '&#39;');

/** Escapes every value; lists and `raw()` parts are put in as they are. */
export function html(
  parts: TemplateStringsArray,
  ...values: readonly (string | number | Html | readonly Html[])[]
): Html {
  const text = parts.reduce((sum, part, index) => `${sum}${show(values[index - 1])}${part}`);
  return { html: text };
}

/** Markup, as opposed to text. */
export interface Html {
  readonly html: string;
}
export const raw = (markup: string): Html => ({ html: markup });
export const nothing: Html = { html: '' };

function show(value: string | number | Html | readonly Html[] | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return escapeHtml(value);
  if (typeof value === 'number') return String(value);
  return 'html' in value ? value.html : value.map((each) => each.html).join('\n');
}

const english = new Intl.DisplayNames(['en'], { type: 'region' });
const german = new Intl.DisplayNames(['de'], { type: 'region' });

/** Place codes as a page in that language prints them, joined by commas. */
export const placeNames = (codes: readonly string[], language: 'en' | 'de'): string =>
  codes
    .map((code) =>
      code === 'WW'
        ? language === 'de'
          ? 'weltweit'
          : 'Worldwide'
        : ((language === 'de' ? german : english).of(code) ?? code),
    )
    .join(', ');

/** One page of a list: its part, its number from 1, and how many pages there are. */
export interface Slice<T> {
  readonly values: readonly T[];
  readonly page: number;
  readonly pages: number;
}
export function slice<T>(values: readonly T[], page: string | null, size: number): Slice<T> {
  const pages = Math.max(1, Math.ceil(values.length / size));
  const number = Math.min(pages, Math.max(1, Number.parseInt(page ?? '1', 10) || 1));
  return { values: values.slice((number - 1) * size, number * size), page: number, pages };
}

const two = (value: number): string => String(value).padStart(2, '0');
const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** June 03, 2026 */
export const longDate = (ms: number): string => {
  const date = new Date(ms);
  return `${months[date.getUTCMonth()]} ${two(date.getUTCDate())}, ${date.getUTCFullYear()}`;
};
/** 03.06.2026 */
export const dottedDate = (ms: number): string => {
  const date = new Date(ms);
  return `${two(date.getUTCDate())}.${two(date.getUTCMonth() + 1)}.${date.getUTCFullYear()}`;
};
/** 02:05 */
export const clockTime = (ms: number): string => {
  const date = new Date(ms);
  return `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
};
