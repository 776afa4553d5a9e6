import { once } from '../fields/parsed.ts';
import { labelKey } from '../labels.ts';
import { labelNames } from './labels.data.ts';

/** A field that a label can name. `fee` and `other` are labels whose values belong to no field. */
export type LabelField = keyof typeof labelNames;

const tables = once(() => {
  const fields = new Map<string, LabelField[]>();
  for (const field of Object.keys(labelNames) as LabelField[]) {
    for (const name of labelNames[field].split('|')) {
      const key = keyOf(name);
      const known = fields.get(key);
      if (!known) fields.set(key, [field]);
      else if (!known.includes(field)) known.push(field);
    }
  }
  return fields;
});

/** Labels are compared without accents, as many shops leave them out. */
const keyOf = (text: string): string =>
  labelKey(/^[ -~]*$/.test(text) ? text : text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('’', "'"));

/** Bracketed additions such as "(USD)" or "(per g)" are no part of a label. */
const bare = (text: string): string => text.replace(/\s*[([][^()[\]]{0,20}[)\]]\s*[:：]?\s*$/u, '');

const longestLabel = 34;

/** The fields that a text may label, likeliest first; empty for text that is no label. */
export function fieldsOfLabel(text: string): readonly LabelField[] {
  if (text.length > longestLabel + 10 || text.length < 2) return [];
  const table = tables();
  return table.get(keyOf(text)) ?? (/[)\]]/.test(text) ? table.get(keyOf(bare(text))) : undefined) ?? [];
}

/** The likeliest field of a label, or null. */
export const fieldOfLabel = (text: string): LabelField | null => fieldsOfLabel(text)[0] ?? null;

/** The currency that a label states in brackets: "Price (USD)". */
export const unitOfLabel = (text: string): string | null => /[([]\s*([^()[\]]{1,8}?)\s*[)\]]/u.exec(text)?.[1] ?? null;
