import { foldTerm } from './tokens.ts';

/** What surrounds a text: the category of the listing, and whether an amount of something (not only a price) is stated. */
export interface SubstanceContext {
  readonly category?: string | null | undefined;
  /** Found out from the text when absent. */
  readonly measured?: boolean | undefined;
  /** Pieces with a strength, such as "10 x 250mg". */
  readonly dosed?: boolean | undefined;
  /** A mass, a volume or a strength, not only a number of pieces. */
  readonly weighed?: boolean | undefined;
  /** Only a volume is stated. */
  readonly poured?: boolean | undefined;
}

/** Words in a category path, and the classes that they cover. */
const categoryWords: readonly (readonly [words: RegExp, classes: string])[] = [
  [/stimul|speed|aufputsch|upper|стимул/i, 'cocaine amphetamine-type cathinone stimulant-other'],
  [/cocain|kokain|coca[iï]n|coke|кокаин/i, 'cocaine'],
  [/ecstasy|xtc|mdma|entactogen|экстази/i, 'mdma-type phenethylamine'],
  [/psychedel|hallucin|halluzin|trip|psyche/i, 'lysergamide tryptamine phenethylamine'],
  [/dissoc|ketamin/i, 'dissociative'],
  [/opioid|opiat|heroin|héroïne|опиат/i, 'opioid fentanyl nitazene'],
  [/benzo|tranq|downer/i, 'benzodiazepine designer-benzodiazepine sedative-other'],
  [/cannab|weed|hash|marihuana|marijuana|gras(?!s)|wiet|каннабис|buds|flower/i, 'cannabis synthetic-cannabinoid'],
  [/steroid|stero[iï]d|anabol/i, 'steroid'],
  [
    /prescr|pharma|medic|rezept|pills|рецепт/i,
    'opioid benzodiazepine sedative-other pharmaceutical-other gabapentinoid amphetamine-type nootropic',
  ],
  [
    /\brcs?\b|research chem|legal high|nps/i,
    'cathinone phenethylamine tryptamine lysergamide dissociative designer-benzodiazepine synthetic-cannabinoid stimulant-other nitazene',
  ],
  [/precursor/i, 'precursor'],
];

/** Classes of substances that a category covers; empty when it says nothing about drugs. */
export const classesOf = (category: string | null | undefined): ReadonlySet<string> =>
  new Set(
    category
      ? categoryWords.filter(([words]) => words.test(category)).flatMap(([, classes]) => classes.split(' '))
      : [],
  );

const before = new Set(
  'no not without zero kein keine keinen ohne sans sin senza geen zonder без bez nie non anti like similar than unlike versus vs replacement alternative substitute ersatz'.split(
    ' ',
  ),
);
const beforeGap = new Set('to for of a an any the de added real zu zum zur le la les du'.split(' '));
const after = new Set(
  'precursor precursors free frei libre alternative alternativ substitute replacement ersatz like test tests tester testkit detection addiction withdrawal antidote'.split(
    ' ',
  ),
);

/** True for words that deny what follows them: "no fentanyl", "alternative to cocaine". */
export function deniedBefore(words: readonly string[]): boolean {
  for (const word of [...words].reverse().slice(0, 3)) {
    if (before.has(word)) return true;
    if (!beforeGap.has(word)) return false;
  }
  return false;
}

/** True for a word that denies what stands before it: "fentanyl-free", "MDMA test". */
export const deniedAfter = (word: string | undefined, joined: boolean): boolean =>
  word !== undefined && after.has(foldTerm(word)) && (joined || (word !== 'free' && word !== 'frei'));
