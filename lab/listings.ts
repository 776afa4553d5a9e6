import { weekStart } from './calendar.ts';
import { categoryTitles, type Measure, newcomer, newcomerWeek, type Product, products } from './catalogue.ts';
import type { LabListing, MarketName, RateTable, Tier } from './nouns.ts';
import { falls, type Random } from './random.ts';
import { rateIn } from './rates.ts';
import { type VendorPlan, waysOf } from './vendors.ts';

type Amount = readonly [label: string, value: number];

const ounce = 28.349523;
const amounts: Readonly<Record<Measure, readonly [readonly Amount[], ...(readonly Amount[])[]]>> = {
  gram: [
    [
      ['1g', 1],
      ['3.5g', 3.5],
      ['7g', 7],
      ['14g', 14],
    ],
    [
      ['5 g', 5],
      ['10 g', 10],
      ['25 g', 25],
      ['100 g', 100],
    ],
    [
      ['10 grams', 10],
      ['50 grams', 50],
      ['100 grams', 100],
    ],
    [
      ['1/2 oz', ounce / 2],
      ['1 oz', ounce],
      ['4 oz', ounce * 4],
    ],
    [
      ['500mg', 0.5],
      ['1g', 1],
      ['2g', 2],
      ['5g', 5],
    ],
    [
      ['100g', 100],
      ['250g', 250],
      ['1kg', 1000],
    ],
    [
      ['10 x 1g', 10],
      ['20 x 1g', 20],
    ],
  ],
  pill: [
    [
      ['10', 10],
      ['25', 25],
      ['50', 50],
      ['100', 100],
    ],
    [
      ['50', 50],
      ['100', 100],
      ['500', 500],
      ['1000', 1000],
    ],
  ],
  blotter: [
    [
      ['5', 5],
      ['10', 10],
      ['25', 25],
    ],
    [
      ['25', 25],
      ['50', 50],
      ['100', 100],
    ],
  ],
  millilitre: [
    [
      ['100ml', 100],
      ['250ml', 250],
      ['500ml', 500],
    ],
    [
      ['1 l', 1000],
      ['5 l', 5000],
    ],
  ],
  piece: [[['1 piece', 1]]],
};

const unitOf: Readonly<Record<Measure, Tier['quantity']['unit']>> = {
  gram: 'g',
  pill: 'unit',
  blotter: 'unit',
  millilitre: 'ml',
  piece: 'unit',
};

const wordOf = (product: Product, german: boolean): string => {
  const words = {
    pill: ['pills', 'Stück'],
    capsule: ['capsules', 'Kapseln'],
    blotter: ['tabs', 'Stück'],
  } as const;
  const form = product.form;
  const [en, de] = form === 'capsule' || form === 'blotter' ? words[form] : words.pill;
  return german ? de : en;
};

const isCounted = (measure: Measure): boolean => measure === 'pill' || measure === 'blotter';

/** The first amount and one to three more, the larger ones a little cheaper each. */
function makeTiers(random: Random, product: Product, german: boolean): readonly [Tier, ...Tier[]] {
  const ladder = random.pick(amounts[product.measure]);
  const from = random.int(0, Math.max(0, ladder.length - 2));
  const first = ladder[from]?.[1] ?? 1;
  const steps = ladder.slice(from, from + random.int(2, 4)).map(
    ([label, value], index): Tier => ({
      label: isCounted(product.measure)
        ? `${label} ${wordOf(product, german)}`
        : german
          ? label.replace('.', ',').replace('grams', 'Gramm').replace('piece', 'Stück')
          : label,
      quantity: { value, unit: unitOf[product.measure] },
      factor: (value / first) * 0.93 ** index,
    }),
  );
  const [head, ...rest] = steps;
  return [head ?? { label: '1', quantity: { value: 1, unit: 'unit' }, factor: 1 }, ...rest];
}

const doseText = (dose: number): string => (dose < 1 ? `${Math.round(dose * 1000)}ug` : `${dose}mg`);
const praise = {
  en: ['lab tested', 'fresh batch', 'premium', 'top quality', 'stealth shipping', 'best price'],
  de: ['getestet', 'frische Ware', 'beste Qualität', 'schneller Versand', 'diskret verpackt'],
} as const;

/** A title as sellers write them; about one in seven states no amount, and then only the price steps do. */
function makeTitle(
  random: Random,
  product: Product,
  tier: Tier,
  german: boolean,
  facts: { purity: number | null; dose: number | null },
): string {
  const name = random.pick(german ? product.de : product.en);
  const extra = random.pick(german ? praise.de : praise.en);
  if (product.measure === 'piece') return name;
  const strong = facts.dose === null ? name : `${name} ${doseText(facts.dose)}`;
  const pure = facts.purity === null ? name : `${name} ${facts.purity}%`;
  if (random.chance(0.14))
    return random.pick([`${facts.dose === null ? pure : strong} - ${extra}`, `${extra} ${strong}`]);
  if (isCounted(product.measure)) {
    const count = tier.quantity.value;
    const dose = doseText(facts.dose ?? 1);
    return random.pick([
      `${count} x ${dose} ${name}`,
      `${strong} x ${count} ${extra}`,
      `${count}x ${strong}`,
      `${strong} - ${tier.label}`,
    ]);
  }
  return random.pick([
    `${tier.label} ${pure}`,
    `${pure} - ${tier.label}`,
    `★ ${name} ${tier.label} ★ ${extra}`,
    `${name} (${tier.label}) ${extra}`,
    `${extra.toUpperCase()} ${pure} ${tier.label}`,
  ]);
}

const twoDigits = (value: number): string => (value >= 20 ? Math.round(value) : Math.round(value * 2) / 2).toFixed(2);

/** A price a week: mostly the same as before, sometimes up or down by up to a fifth. */
function makePrices(random: Random, start: number, weeks: number): readonly string[] {
  let value = start;
  return Array.from({ length: weeks }, (_, index) => {
    if (index > 0 && random.chance(0.055)) value *= random.pick([0.82, 0.88, 0.92, 1.08, 1.12, 1.18]);
    return twoDigits(Math.max(1, value));
  });
}

const currencyOf = (site: MarketName): 'USD' | 'EUR' => (site === 'halyard' ? 'USD' : 'EUR');

export interface ListingPlan {
  readonly site: MarketName;
  readonly vendor: VendorPlan;
  readonly product: Product;
  readonly key: string;
  readonly firstWeek: number;
  readonly lastWeek: number;
}

/** A listing from its plan; `random` is its own row of chance. */
export function makeListing(random: Random, plan: ListingPlan, rates: RateTable): LabListing {
  const { site, vendor, product } = plan;
  const german = site === 'nordkai';
  const tiers = makeTiers(random, product, german);
  const purity = product.purity && random.chance(0.6) ? random.int(...product.purity) : null;
  const dose = product.doses.length > 0 ? (product.doses[random.int(0, product.doses.length - 1)] ?? null) : null;
  const strength =
    dose === null || product.doses.length < 2
      ? 1
      : 0.7 + (0.6 * product.doses.indexOf(dose)) / (product.doses.length - 1);
  const usd =
    product.price * tiers[0].quantity.value * strength * (0.8 + random.next() * 0.5) * bulk(tiers[0].quantity.value);
  const title = makeTitle(random, product, tiers[0], german, { purity, dose });
  return {
    site,
    key: plan.key,
    title,
    description: describe(random, plan, german),
    vendor: vendor.handle,
    category: categoryTitles[product.category][german ? 'de' : 'en'],
    substances: product.substance === null ? [] : [product.substance],
    form: product.form,
    purity: purity !== null && title.includes(`${purity}%`) ? purity : null,
    doseMg: dose !== null && title.includes(doseText(dose)) ? dose : null,
    tiers,
    shipsFrom: [vendor.country],
    shipsTo: vendor.shipsTo,
    ...repeats(plan),
    firstWeek: plan.firstWeek,
    lastWeek: plan.lastWeek,
    prices: makePrices(random, usd / rateIn(rates, currencyOf(site), 1), plan.lastWeek - plan.firstWeek + 1),
    listedAt: weekStart(plan.firstWeek) - random.int(1, 6 * 24) * 3_600_000,
  };
}

/** Larger lots are cheaper by the unit. */
const bulk = (value: number): number => Math.max(0.35, 1 - Math.log10(Math.max(1, value)) * 0.16);

const letters: readonly [string, ...string[]] = [
  'Sent in a plain letter, vacuum sealed twice.',
  'Tracked on request. Message me for larger amounts.',
  'Photo of the batch on the vendor page.',
];
const briefe: readonly [string, ...string[]] = [
  'Versand im neutralen Umschlag, doppelt verschweißt.',
  'Sendungsnummer auf Anfrage. Größere Mengen per Nachricht.',
  'Foto der Ware auf der Anbieterseite.',
];

/** Which of the vendor's contacts and wallets a listing repeats. */
const repeats = ({ vendor, key }: ListingPlan): Pick<LabListing, 'contacts' | 'wallets'> => ({
  contacts: falls(0.35, `contact|${key}`) ? vendor.contacts.slice(0, 1) : [],
  wallets: falls(0.2, `wallet|${key}`) ? vendor.wallets.slice(0, 1) : [],
});

const describe = (random: Random, plan: ListingPlan, german: boolean): string =>
  [random.pick(german ? briefe : letters), ...waysOf(repeats(plan))].join('\n');

const totalWeight = products.reduce((sum, product) => sum + product.weight, 0);

/** A product by its frequency; from its week on the newcomer is one in forty. */
export function pickProduct(random: Random, firstWeek: number): Product {
  if (firstWeek >= newcomerWeek && random.chance(0.025)) return newcomer;
  let left = random.next() * totalWeight;
  for (const product of products) {
    left -= product.weight;
    if (left < 0) return product;
  }
  return newcomer;
}
