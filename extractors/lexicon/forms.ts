import { formTable } from './forms.data.ts';
import { foldTerm, type Token, tokenise } from './tokens.ts';

/** The order in which a word that names several forms is understood, and which of several named forms counts. */
export const formNames = [
  'paste',
  'vape',
  'edible',
  'patch',
  'spray',
  'blotter',
  'vial',
  'syrup',
  'capsule',
  'pill',
  'crystal',
  'rock',
  'resin',
  'concentrate',
  'liquid',
  'gas',
  'strip',
  'pellet',
  'powder',
  'paper',
  'gel',
  'plant',
] as const;
export type Form = (typeof formNames)[number];

export interface Forms {
  /** The forms that a folded term names; several where the word is used for several. */
  entry(key: string): readonly Form[];
  /** True when a form word begins with this folded token. */
  begins(key: string): boolean;
}

/** A look-up of form words in eight languages. */
export function createForms(): Forms {
  const entries = new Map<string, Form[]>();
  const first = new Set<string>();
  for (const form of formNames) {
    for (const word of (formTable[form] ?? '').split('|')) {
      const key = foldTerm(word);
      if (!key) continue;
      entries.set(key, [...(entries.get(key) ?? []), form]);
      first.add(tokenise(word)[0]?.key ?? key);
      first.add(key);
    }
  }
  return { entry: (key) => entries.get(key) ?? [], begins: (key) => first.has(key) };
}

/** Tabs of a lysergamide are blotters, of anything else tablets; "liquid" is a vape only where cannabis is sold. */
function fits(form: Form, group: string | null): boolean {
  if (form === 'blotter')
    return group === null || group === 'lysergamide' || group === 'phenethylamine' || group === 'tryptamine';
  if (form === 'vape' || form === 'concentrate' || form === 'resin')
    return group === null || group === 'cannabis' || group === 'synthetic-cannabinoid' || group === 'tryptamine';
  if (form === 'plant') return group !== 'lysergamide' && group !== 'cocaine' && group !== 'mdma-type';
  return true;
}

/** The longest form word that begins at a token. */
function wordAt(
  tokens: readonly Token[],
  index: number,
  forms: Forms,
): { readonly forms: readonly Form[]; readonly size: number } | null {
  if (!forms.begins(tokens[index]?.key ?? '')) return null;
  for (const size of [4, 3, 2, 1]) {
    const run = tokens.slice(index, index + size);
    const found = run.length === size ? forms.entry(run.map((token) => token.key).join('')) : [];
    if (found.length > 0) return { forms: found, size };
  }
  return null;
}

/** The form of the offer in `text`, or null. `group` is the class of the substance, where known: it decides what "tabs" are. */
export const findForm = (text: string, forms: Forms, group: string | null = null): Form | null =>
  formIn(tokenise(text), forms, group);

/** The same for a text whose tokens are known. */
export function formIn(tokens: readonly Token[], forms: Forms, group: string | null): Form | null {
  const found = new Set<Form>();
  for (let index = 0; index < tokens.length; ) {
    const word = wordAt(tokens, index, forms);
    const form = word?.forms.length === 1 ? word.forms[0] : word?.forms.find((one) => fits(one, group));
    if (form) found.add(form);
    index += word?.size ?? 1;
  }
  return formNames.find((form) => found.has(form)) ?? null;
}
