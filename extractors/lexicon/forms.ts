import { formTable } from './forms.data.ts';
import { foldTerm, tokenise } from './tokens.ts';

/** The order in which a word that names several forms is understood, and which of several named forms counts. */
const order = ['paste', 'vape', 'edible', 'patch', 'spray', 'blotter', 'vial', 'syrup', 'capsule', 'pill', 'crystal', 'rock', 'resin', 'concentrate', 'liquid', 'gas', 'strip', 'pellet', 'powder', 'paper', 'gel', 'plant'] as const;
export type Form = (typeof order)[number];

export interface Forms {
  /** The form that a folded term names; several where the word is used for several. */
  readonly entry: (key: string) => readonly Form[];
}

/** A look-up of form words in eight languages. */
export function createForms(): Forms {
  const entries = new Map<string, Form[]>();
  for (const form of order) {
    for (const word of (formTable[form] ?? '').split('|')) {
      const key = foldTerm(word);
      if (key) entries.set(key, [...(entries.get(key) ?? []), form]);
    }
  }
  return { entry: (key) => entries.get(key) ?? [] };
}

/** Tabs of a lysergamide are blotters, of anything else tablets; "liquid" is a vape only where cannabis is sold. */
function fits(form: Form, group: string | null): boolean {
  if (form === 'blotter') return group === null || group === 'lysergamide' || group === 'phenethylamine' || group === 'tryptamine';
  if (form === 'vape' || form === 'concentrate' || form === 'resin') return group === null || group === 'cannabis' || group === 'synthetic-cannabinoid' || group === 'tryptamine';
  if (form === 'plant') return group !== 'lysergamide' && group !== 'cocaine' && group !== 'mdma-type';
  return true;
}

/** The form of the offer in `text`, or null. `group` is the class of the substance, where known: it decides what "tabs" are. */
export function findForm(text: string, forms: Forms, group: string | null = null): Form | null {
  const tokens = tokenise(text);
  const found = new Set<Form>();
  for (let index = 0; index < tokens.length; ) {
    const sizes = [3, 2, 1].filter((size) => index + size <= tokens.length);
    const size = sizes.find((count) => forms.entry(tokens.slice(index, index + count).map((token) => token.key).join('')).length > 0);
    if (size === undefined) {
      index += 1;
      continue;
    }
    const [first] = forms.entry(tokens.slice(index, index + size).map((token) => token.key).join('')).filter((form) => fits(form, group));
    if (first) found.add(first);
    index += size;
  }
  return order.find((form) => found.has(form)) ?? null;
}
