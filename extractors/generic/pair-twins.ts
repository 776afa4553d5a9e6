import { fieldsOfLabel } from './labels.ts';
import { type Pair, pairOf, type Target } from './pair.ts';

const mark = /\s*[/|·•]\s*/u;
const isNumber = (text: string): boolean => /^[^\p{L}\d]{0,3}\d[\d.,' ]*[km]?[%+]?$/iu.test(text);

/** "Left / Sold" with "12 / 422": as many numbers as labels, each for its own. */
export function twinPairs(text: string, targetOf: () => Target | null): Pair[] {
  if (text.length > 48 || !/[/|·•]/u.test(text)) return [];
  const labels = text.replace(/\s*[:：]\s*$/u, '').split(mark);
  if (labels.length < 2 || labels.length > 4 || !labels.every((label) => fieldsOfLabel(label).length > 0)) return [];
  const target = targetOf();
  const values = target ? target.value.split(mark) : [];
  if (!target || values.length !== labels.length || !values.every(isNumber)) return [];
  return labels.map((label, at) => pairOf(fieldsOfLabel(label), label, 'cell', { ...target, value: values[at] ?? '' }));
}
