/** Class names that say how something looks, not what it is. */
const utility =
  /^(?:-?(?:m|p|w|h)[trblxyse]?-.*|(?:text|bg|flex|grid|col|row|border|rounded|gap|items|justify|self|content|font|float|clear|pull|align|space|leading|tracking|shadow|opacity|overflow|top|left|right|bottom|order|max|min|object|cursor|transition|duration|whitespace|break)(?:-.*|\d*)|(?:d|z)-.+|inline(?:-.*)?|block|hidden|visible|absolute|relative|fixed|sticky|static|truncate|uppercase|lowercase|italic|bold|underline|clearfix|container(?:-fluid)?|wrapper|(?:xs|sm|md|lg|xl|hover|focus|dark)[:-].*|odd|even|first|last|active|current|selected|open|closed|online|offline|left|right|center)$/i;

/** Prefixes of tools that make class names anew with every release. */
const made =
  /^(?:css|sc|jss|emotion|svelte|astro|styles?|tss|makestyles|v)-?_?[a-z0-9]*\d[a-z0-9]*(?:$|-)|^_[a-z0-9]{4,}|^data-v-/i;

const switches = (text: string): number => (text.match(/[a-z]\d|\d[a-z]/gi) ?? []).length;
const humps = (text: string): number => (text.match(/[a-z][A-Z]|[A-Z]{2}[a-z]/g) ?? []).length;

/** One word of a name that nobody would write by hand: letters and figures mixed, no vowels, or capitals at random. */
function isNoise(word: string): boolean {
  if (/^\d+$/.test(word)) return word.length > 1;
  if (/^\d+[a-z]/i.test(word) && word.length > 3) return true;
  if (word.length >= 5 && switches(word) >= 2) return true;
  if (word.length >= 6 && !/[aeiouy]/i.test(word)) return true;
  if (word.length >= 5 && /\d/.test(word) && !/^[a-z]+\d{1,2}$/i.test(word)) return true;
  return word.length <= 8 && word.length >= 5 && humps(word) >= 2 && !/^[a-z]+(?:[A-Z][a-z]{2,})+$/.test(word);
}

/** Names that look like hashes, counters or the ids of one record: they do not survive a release, or differ from page to page. */
export function looksMade(name: string): boolean {
  if (name === '' || name.length > 40 || made.test(name)) return true;
  return name
    .split(/[-_:.]+/)
    .filter(Boolean)
    .some(isNoise);
}

export const isUtility = (name: string): boolean => utility.test(name);

/** Safe in a selector without escapes. */
export const isPlain = (name: string): boolean => /^[a-z_][\w-]*$/i.test(name);
