import { domainToUnicode } from 'node:url';
import { onionLabel } from '../../model/onion.ts';

/** A known address of a source, by its host. */
export interface KnownHost {
  readonly host: string;
  readonly source: string;
}

/** An address that a person could take for a known one although it is on no list. */
export interface LookAlike {
  readonly host: string;
  readonly like: KnownHost;
  /** In words, such as "the first 9 letters are the same". */
  readonly why: string;
}

/** Letters and digits of other scripts that look like those of host names. */
const lookalikes: Readonly<Record<string, string>> = {
  а: 'a',
  ɑ: 'a',
  α: 'a',
  в: 'b',
  ь: 'b',
  с: 'c',
  ϲ: 'c',
  ԁ: 'd',
  е: 'e',
  є: 'e',
  ε: 'e',
  ғ: 'f',
  ɡ: 'g',
  һ: 'h',
  н: 'h',
  і: 'i',
  ı: 'i',
  ι: 'i',
  ј: 'j',
  к: 'k',
  κ: 'k',
  ӏ: 'l',
  ⅼ: 'l',
  м: 'm',
  п: 'n',
  ո: 'n',
  о: 'o',
  ο: 'o',
  օ: 'o',
  р: 'p',
  ρ: 'p',
  ԛ: 'q',
  г: 'r',
  ѕ: 's',
  т: 't',
  τ: 't',
  υ: 'u',
  ս: 'u',
  ν: 'v',
  ѵ: 'v',
  ѡ: 'w',
  ԝ: 'w',
  х: 'x',
  χ: 'x',
  у: 'y',
  γ: 'y',
  ᴢ: 'z',
};

/** How the eye reads a host: in Latin letters, without accents, and with the digits that stand for letters as letters. */
function asSeen(host: string): string {
  const plain = domainToUnicode(host.toLowerCase()) || host.toLowerCase();
  const letters = [...plain.normalize('NFKD').replace(/\p{M}/gu, '')].map((letter) => lookalikes[letter] ?? letter);
  return letters
    .join('')
    .replace(/[01]/g, (digit) => (digit === '0' ? 'o' : 'l'))
    .replaceAll('rn', 'm');
}

function sameFromStart(a: string, b: string): number {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length += 1;
  return length;
}

const backwards = (text: string): string => [...text].reverse().join('');

/** Levenshtein's distance, or `most` + 1 when it is more. */
export function editDistance(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1;
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const changed = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) > most) return most + 1;
    row = next;
  }
  return Math.min(row[b.length] ?? most + 1, most + 1);
}

/** Two onion names by chance share their first 5 letters once in 33 million pairs, and differ in about 50 of 56. */
const leastPrefix = 5;
const leastSuffix = 5;
const leastTogether = 6;
const mostOnionEdits = 12;

function onionsAlike(a: string, b: string): string | null {
  // The last letter of every version 3 name is "d".
  const [front, back] = [sameFromStart(a, b), sameFromStart(backwards(a.slice(0, -1)), backwards(b.slice(0, -1)))];
  if (front >= leastPrefix && back >= 2) return `the first ${front} and the last ${back + 1} letters are the same`;
  if (front >= leastPrefix) return `the first ${front} letters are the same`;
  if (back >= leastSuffix) return `the last ${back + 1} letters are the same`;
  if (front >= 2 && back >= 2 && front + back >= leastTogether)
    return `the first ${front} and the last ${back + 1} letters are the same`;
  const edits = editDistance(a, b, mostOnionEdits);
  return edits <= mostOnionEdits ? `only ${edits} of its letters differ` : null;
}

const domainOf = (host: string): string => host.split('.').slice(-2).join('.');
const withoutDigits = (host: string): string => host.replace(/\d+/g, '');

/** Names of the clear web are short, so one or two letters make another site of them; names under one domain and numbered ones are of one owner. */
function namesAlike(a: string, b: string): string | null {
  if (domainOf(a) === domainOf(b) || withoutDigits(a) === withoutDigits(b)) return null;
  const { length } = b.slice(0, b.lastIndexOf('.'));
  const most = length >= 12 ? 2 : length >= 6 ? 1 : 0;
  const edits = editDistance(a, b, most);
  return edits > 0 && edits <= most ? `only ${edits === 1 ? 'one letter differs' : `${edits} letters differ`}` : null;
}

function why(host: string, known: string): string | null {
  const [a, b] = [onionLabel(host), onionLabel(known)];
  if (a !== null && b !== null) return a === b ? null : onionsAlike(a, b);
  if (asSeen(host) === asSeen(known)) return 'it has letters of another script, or digits, that look the same';
  if (/[^\p{ASCII}]|xn--/u.test(host) && onionLabel(asSeen(host)) !== null && b !== null)
    return onionsAlike(onionLabel(asSeen(host)) ?? '', b);
  return a === null && b === null ? namesAlike(host, known) : null;
}

/**
 * Whether a host looks like that of a known source without being one: by the letters it shares at either end, by how few differ, or by letters of
 * other scripts. Those who fake a site make names with the same first letters, and people compare no more than these. `known` holds every address of
 * every source; a host among them is never flagged, although mirrors of one site often share their first letters. A pure function.
 */
export function lookAlikeOf(host: string, known: readonly KnownHost[]): LookAlike | null {
  const name = host.toLowerCase().replace(/\.$/, '');
  const label = onionLabel(name);
  if (known.some((each) => each.host === name || (label !== null && onionLabel(each.host) === label))) return null;
  for (const like of known) {
    const words = why(name, like.host);
    if (words !== null) return { host: name, like, why: words };
  }
  return null;
}
