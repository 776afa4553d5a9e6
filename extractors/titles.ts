import type { SubstanceMatch } from '../model/listing.ts';
import type { Quantity } from '../model/quantity.ts';
import { once } from './fields/parsed.ts';
import { parsePurity } from './fields/purity.ts';
import { doseOf, type QuantityReading, quantityOf, quantityParts, type Range, readParts } from './fields/quantity.ts';
import { withBareStrength } from './fields/strength.ts';
import { namesGoods, spell, substancesIn } from './lexicon/find.ts';
import { createForms, formIn } from './lexicon/forms.ts';
import type { Lexicon } from './lexicon/lexicon.ts';
import { sharedNames } from './lexicon/supplement.data.ts';

/** What a title, a row of a price list or a message offers. */
export interface Goods {
  readonly substances: readonly SubstanceMatch[];
  readonly form: string | null;
  readonly quantity: Quantity | null;
  /** Strength of one piece in mg, when it is one number. */
  readonly doseMg: number | null;
  readonly purity: Range | null;
  /** The whole reading of the amount, with its place in the text. */
  readonly amount: QuantityReading | null;
}

const forms = once(createForms);

/** Classes that are sold as tablets, blotters or solutions, so that milligrams are a strength. */
const dosed = new Set([
  'benzodiazepine',
  'designer-benzodiazepine',
  'lysergamide',
  'pharmaceutical-other',
  'steroid',
  'gabapentinoid',
  'sedative-other',
  'nootropic',
]);

/** A mark beside a number of these is that of a tablet. */
const tablets =
  /(?<!\p{L})(?:pills?|tablets?|pillen|tabletten|teile|pastillas?|pastilhas?|pasticche|pillole|pilules?|cachets?|comprim\p{L}+|piguł\p{L}+|tabletek|таблет\p{L}+|колёс|колес)(?!\p{L})/iu;

/** Medicines of these classes come as tablets; what is no medicine is sold as a powder. */
const mixed = new Set(['opioid', 'stimulant-other', 'amphetamine-type']);
const powders = new Set(['heroin', 'morphine-base', 'opium', 'amphetamine', 'methamphetamine', 'cocaine']);
const largestTablet = 200;

const isMedicine = ({ class: group, id }: SubstanceMatch, lexicon: Lexicon): boolean =>
  mixed.has(group) && lexicon.byId(id)?.nps === false && !powders.has(id);

/** Whether milligrams without a number of pieces are the strength of a tablet, by what is sold. */
function areStrength(
  substances: readonly SubstanceMatch[],
  reading: QuantityReading,
  form: string | null,
  lexicon: Lexicon,
): boolean {
  const [first] = substances;
  if (!first || form === 'powder' || form === 'crystal') return false;
  if (dosed.has(first.class)) return true;
  return isMedicine(first, lexicon) && reading.massG !== null && reading.massG.max * 1000 <= largestTablet;
}

/** Reads substances, form, amount, strength and purity of one offer from a short text. `category` is the displayed category of the listing. */
export function readGoods(text: string, lexicon: Lexicon, category: string | null = null): Goods {
  const parts = quantityParts(text);
  const spelt = spell(text, lexicon);
  const first = readParts(parts);
  const measured =
    first !== null &&
    (first.massG !== null || first.volumeMl !== null || first.count !== null || first.doseMg !== null);
  const isDosed = first !== null && first.count !== null && (first.doseMg !== null || tablets.test(text));
  const weighed = measured && (first.massG !== null || first.volumeMl !== null || first.doseMg !== null);
  const poured = weighed && first.massG === null && first.doseMg === null;
  const substances = substancesIn(spelt, lexicon, { category, measured, dosed: isDosed, weighed, poured });
  const form = formIn(spelt.tokens, forms(), substances[0]?.class ?? null);
  const measures =
    first && areStrength(substances, first, form, lexicon) ? readParts(parts, { milligrams: 'dose' }) : first;
  const [main] = substances;
  const comesAsTablets = main && (dosed.has(main.class) || isMedicine(main, lexicon));
  const amount = measures && comesAsTablets ? withBareStrength(text, main.matched, measures) : measures;
  return {
    substances,
    form,
    quantity: amount ? quantityOf(amount) : null,
    doseMg: amount ? doseOf(amount) : null,
    purity: parsePurity(text)?.value ?? null,
    amount,
  };
}

type Figure = number | Range | null;

/** A title as `leadline titles --json` prints it. Names are the lexicon's English names in small letters; a range keeps both ends. */
export interface TitleReading {
  readonly title: string;
  readonly isDrug: boolean;
  readonly substances: readonly string[];
  readonly massG: Figure;
  readonly volumeMl: Figure;
  readonly count: Figure;
  readonly doseMg: Figure;
  readonly purityPct: Figure;
  readonly form: string | null;
}

const figure = (range: Range | null): Figure => (range && range.min === range.max ? range.min : range);

/** Products of one plant share its name; what they are stands in `form`. */
const nameOf = (id: string, lexicon: Lexicon): string =>
  (lexicon.byId(sharedNames[id] ?? id)?.name ?? id).toLowerCase();

const pillForms = new Set(['pill', 'capsule', 'blotter', 'edible']);

/** Reads one title. A byte order mark and white space around it are dropped. */
export function readTitle(raw: string, lexicon: Lexicon): TitleReading {
  const title = raw.replace(/^\ufeff/, '').trim();
  const goods = readGoods(title, lexicon);
  const unnamed = goods.amount?.doseMg !== null && goods.amount?.count !== null && pillForms.has(goods.form ?? '');
  return {
    title,
    isDrug: goods.substances.length > 0 || (goods.amount !== null && unnamed && !namesGoods(title)),
    substances: [...new Set(goods.substances.map((substance) => nameOf(substance.id, lexicon)))],
    massG: figure(goods.amount?.massG ?? null),
    volumeMl: figure(goods.amount?.volumeMl ?? null),
    count: figure(goods.amount?.count ?? null),
    doseMg: figure(goods.amount?.doseMg ?? null),
    purityPct: figure(goods.purity),
    form: goods.form,
  };
}
