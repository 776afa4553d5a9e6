import type { SubstanceMatch } from '../../model/listing.ts';
import { matchesOf } from '../fields/parsed.ts';
import type { Lexicon } from './lexicon.ts';
import { foldTerm } from './tokens.ts';

/** A name that is built like those of a class of drugs, with its place in the text. */
export interface Unlisted {
  readonly id: string;
  readonly class: string;
  readonly confidence: number;
  readonly matched: string;
  readonly start: number;
  readonly end: number;
}

interface Pattern {
  readonly class: string;
  readonly confidence: number;
  readonly shape: RegExp;
}

const group =
  '(?:fluoro|chloro|bromo|iodo|nitro|methyl|ethyl|propyl|isopropyl|butyl|pentyl|hexyl|phenyl|benzyl|methoxy|ethoxy|hydroxy|acetyl|acetoxy|amino|desethyl|desmethyl|propionyl|cyclo|cyclopropyl|dimethyl|diethyl|dimethoxy|methylenedioxy|meo|eto|aco|pro|mdo|ho|cl|br|me|et|fm|cf3|f|i|n|m|o|p|di|nor|iso|alpha|beta|ortho|meta|para)';
/** What may stand before the stem of a name: places ("4-", "2'-") and groups. At most five, so that no word takes long. */
const groups = `(?:\\d{0,2}'?-?${group}){1,5}-?`;
const shape = (source: string): RegExp => new RegExp(`^${source}$`);

/** Names whose ends no ordinary word has, and short codes that need a number or a group in front. The first that fits counts. */
const patterns: readonly Pattern[] = [
  { class: 'nitazene', confidence: 0.9, shape: shape("[a-z0-9,'-]{2,}nitaz(?:ene|epyne|epipne|ocene)s?") },
  {
    class: 'fentanyl',
    confidence: 0.9,
    shape: shape(
      "(?!(?:no|not|non|anti|fake|pure|real|pro|sin|sans|ohne|zonder|senza|bez|without)-?fent)[a-z0-9,'-]{2,30}fentan(?:yl|il)",
    ),
  },
  {
    class: 'designer-benzodiazepine',
    confidence: 0.85,
    shape: shape("[a-z0-9'-]*[a-z]{3,}(?:[bdflmnprtvxz]azolam|[bdflmnprtvxz]azepam|tizolam)"),
  },
  {
    class: 'synthetic-cannabinoid',
    confidence: 0.9,
    shape: shape(
      "(?:\\d{1,2}'?[a-z]{1,3}-)*(?:m?dmb|edmb|adb|ab|amb|mmb|emb|app|mpp|a|cumyl|bzo|adamantyl|5f|4f|4cn|5cl)-(?:[a-z0-9']{1,8}-)?[a-z0-9]{0,8}(?:inaca|ica|tinaca|minaca|tica)",
    ),
  },
  {
    class: 'synthetic-cannabinoid',
    confidence: 0.8,
    shape: shape(
      "[0-9][a-z0-9'-]*-[a-z0-9'-]*(?:butinaca|pinaca|fubinaca|chminaca|binaca|hexinaca|p7inaca|p7aica|butica)",
    ),
  },
  { class: 'synthetic-cannabinoid', confidence: 0.8, shape: shape('(?:[a-z0-9]{2,4}-)?(?:jwh|thj|xlr)-\\d{2,4}') },
  {
    class: 'cathinone',
    confidence: 0.8,
    shape: shape(`[2-6](?:,[2-6])?-?(?:${groups})?(?:mmc|cmc|bmc|fmc|mec|cec|bec|fec|emc|dmc|bdmc)`),
  },
  {
    class: 'cathinone',
    confidence: 0.85,
    shape: shape(
      `(?:(?:\\d'?-?(?:f|cl|br|i|me|meo|et|cf3|methyl|fluoro|chloro|bromo|methoxy)|alpha|a|d\\d|md)-?){1,4}(?:pvp|php|pihp|phpp|pvt|pbp|ppp|pcyp|pop)`,
    ),
  },
  {
    class: 'cathinone',
    confidence: 0.85,
    shape: shape(
      "(?:[a-z0-9,'-]*-)?[a-z]{0,14}(?:pentedrone|pentylone|butylone|hexylone|heptylone|hexedrone|heptedrone|cathinone)",
    ),
  },
  { class: 'phenethylamine', confidence: 0.85, shape: shape('25[a-z]{1,3}-?nb[a-z0-9]{1,6}') },
  { class: 'phenethylamine', confidence: 0.7, shape: shape('2c-(?:t-\\d{1,2}|[a-z]|t[a-z]?fm|ip|tfm)') },
  { class: 'mdma-type', confidence: 0.75, shape: shape('[4-7]-(?:m|e|b)?ap(?:d?b|i|bt|st)') },
  {
    class: 'amphetamine-type',
    confidence: 0.75,
    shape: shape('[2-4]-?(?:f|cl|br|i|meo|me|cf3)-?(?:ma|ea|pa|mph|eph|pm|phenmetrazine|methylphenidate|a)'),
  },
  { class: 'amphetamine-type', confidence: 0.8, shape: shape(`(?:\\d,){0,3}${groups}(?:meth)?amphetamine`) },
  { class: 'stimulant-other', confidence: 0.8, shape: shape(`${groups}(?:phenidate|phenmetrazine|aminorex)`) },
  {
    class: 'tryptamine',
    confidence: 0.85,
    shape: shape(
      '(?:\\d-?(?:aco|ho|meo|pro|po|f|cl|br|me|et|eto)-?)+(?:[nm]-)?(?:dmt|met|mipt|dipt|det|dpt|malt|dalt|ept|eipt|mpt|mcpt|mct|nmt|nib|amt|aet|mbt|pyr-?t|neb|tmt|tryptamine)',
    ),
  },
  { class: 'tryptamine', confidence: 0.85, shape: shape("(?:[0-9][a-z0-9,'-]*-|[a-z]{2,12}(?:yl|oxy|o|y))tryptamine") },
  {
    class: 'lysergamide',
    confidence: 0.85,
    shape: shape('1[a-z]{1,3}\\d?-(?:lsd|ad|al-?lad|eth-?lad|pro-?lad|mipla|lsz)'),
  },
  { class: 'lysergamide', confidence: 0.75, shape: shape('1[a-z]{1,3}lsd') },
  {
    class: 'dissociative',
    confidence: 0.8,
    shape: shape(
      "(?:\\d'?-?(?:f|cl|br|i|me|meo|ho|oxo|o|et|cf3)-?)+(?:pcp|pce|pcpr|pcpy|pcmo|dck|mxe|2-?oxo-?pc[a-z]{1,2}|ketamine)",
    ),
  },
  { class: 'opioid', confidence: 0.7, shape: shape('u-\\d{5}') },
  { class: 'opioid', confidence: 0.75, shape: shape('(?:br|cl|chl|fl|cycl|spir|sphen)[a-z]{0,8}orphine') },
];

/** Most texts hold neither one of the longer stems nor a code such as "4F-" or "3cmc", and are done with one look. */
const hint =
  /nitaz|fentan|azolam|azepam|tizolam|inaca|jwh|thj|xlr|edrone|ylone|cathinone|amphetamine|phenidate|phenmetrazine|aminorex|tryptamine|orphine|lsd|-[a-z]*ica\b|\d[a-z]{0,3}['’]?-[a-z\d]|\d[a-z]{0,2}[mcbef][mce]c\b|\b25[a-z]|\b(?:alpha|a|u)-/i;
/** A run of letters, digits and the marks within chemical names. */
const name = /[\p{L}\p{N}](?:[\p{L}\p{N}]|[-,'’′‐‑]{1,2}(?=[\p{L}\p{N}])){3,39}/gu;

const plainName = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[‐‑]/g, '-')
    .replace(/[’′]/g, "'")
    .replaceAll('α', 'alpha')
    .replaceAll('β', 'beta')
    .replaceAll('µ', 'm');

const plantsAndPlaces = /^(?:2c-?[cgx]|4-me|2-me|3-me)$/;

function patternOf(word: string): Pattern | null {
  const folded = plainName(word);
  if (!/^[a-z0-9,'-]{5,}$/.test(folded) && !/^2c-[a-z]/.test(folded)) return null;
  return plantsAndPlaces.test(folded) ? null : (patterns.find((pattern) => pattern.shape.test(folded)) ?? null);
}

const idOf = (word: string): string =>
  plainName(word)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');

/**
 * Names in `text` that are built like those of a class (an ending such as -nitazene, a code such as 5F-…-PINACA) and that the lexicon does not know. The id
 * is the name in small letters; a substance whose id the lexicon does not know (`byId` is null) is an unlisted one.
 */
export function findUnlisted(text: string, lexicon: Lexicon): Unlisted[] {
  if (!hint.test(text)) return [];
  return matchesOf(name, text).flatMap((match) => {
    const matched = match[0];
    const key = foldTerm(matched);
    const known = lexicon.entry(key) ?? lexicon.entry(key.replace(/s$/, ''));
    const found = known ? null : patternOf(matched);
    if (!found) return [];
    const { class: group, confidence } = found;
    return [
      { id: idOf(matched), class: group, confidence, matched, start: match.index, end: match.index + matched.length },
    ];
  });
}

export const matchOfUnlisted = ({ id, class: group, confidence, matched }: Unlisted): SubstanceMatch => ({
  id,
  class: group,
  confidence,
  matched,
});
