import { detectLanguage } from '../language.ts';
import type { Line } from './lines.ts';

/** The currency of a language or of a country in a language tag. */
const ofLanguage: Readonly<Record<string, string>> = {
  sv: 'SEK',
  da: 'DKK',
  no: 'NOK',
  nb: 'NOK',
  nn: 'NOK',
  is: 'ISK',
  hu: 'HUF',
  'de-ch': 'CHF',
  'fr-ch': 'CHF',
  'it-ch': 'CHF',
  'en-ca': 'CAD',
  'fr-ca': 'CAD',
  'en-au': 'AUD',
  'en-nz': 'NZD',
  'en-sg': 'SGD',
  'en-hk': 'HKD',
};

interface Sign {
  /** An amount with the sign and nothing else near. */
  readonly seen: RegExp;
  /** Codes and words for what it can mean. */
  readonly codes: RegExp;
  /** The currency where the sign stands often and no other one uses it. */
  readonly only: string | null;
}

const signs: readonly Sign[] = [
  { seen: /\d ?(?:,-|:-)? ?kr(?!\p{L})|(?<!\p{L})kr\.? ?\d/giu, codes: /\b(?:SEK|NOK|DKK|ISK)\b/g, only: null },
  { seen: /^(?:fr\. ?[\d'.,]+[-–]*|[\d'.,]+[-–]* ?fr\.)$/gimu, codes: /\bCHF\b/g, only: 'CHF' },
  { seen: /^[\d ,.]*\d ?ft$/gimu, codes: /\bHUF\b/g, only: 'HUF' },
];

const often = 3;

/** The lines of a page and, for signs that must stand alone with their amount, the pieces of each. */
const textsOf = (lines: readonly Line[]): string =>
  lines
    .slice(0, 4_000)
    .flatMap(({ text, pieces }) => [
      text.slice(0, 400),
      ...(pieces.length > 1 ? pieces.map((piece) => piece.text) : []),
    ])
    .join('\n');

const enough = 60;

/** Names of goods are alike in all the languages that pay in crowns; only sentences tell them apart. */
function spokenIn(lines: readonly Line[]): string | null {
  const sentences = new Set(lines.map((line) => line.text).filter((text) => text.split(' ').length > 3));
  const prose = [...sentences].join('\n').slice(0, 4_000);
  return prose.replace(/[^\p{L}]+/gu, '').length < enough ? null : detectLanguage(prose);
}

/**
 * The currency that signs such as "kr", "Fr." and "Ft" stand for on a page, and a bare "$" on a page of another dollar's country: by the page's
 * stated language, by the one code that it names, by the language of its text. undefined where nothing tells.
 */
export function homeCurrency(lines: readonly Line[], language: string | null): string | undefined {
  const stated = language ? (ofLanguage[language] ?? ofLanguage[language.slice(0, 2)]) : undefined;
  if (stated) return stated;
  const text = textsOf(lines);
  for (const { seen, codes, only } of signs) {
    const met = [...text.matchAll(seen)].length;
    if (met === 0) continue;
    const named = new Set(text.match(codes));
    if (named.size === 1) return [...named][0];
    if (only && met >= often) return only;
    const spoken = only ? null : spokenIn(lines);
    if (spoken && ofLanguage[spoken]) return ofLanguage[spoken];
  }
  return undefined;
}
