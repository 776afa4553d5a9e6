import type { Range } from './parts.ts';
import type { QuantityReading } from './quantity.ts';

/** Strengths in mg in which tablets are made. */
const usual = new Set([
  0.25, 0.5, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 10, 12, 12.5, 15, 16, 18, 20, 24, 25, 27, 30, 32, 36, 37.5, 40, 45, 50,
  54, 60, 70, 72, 75, 80, 100, 120, 140, 150, 160, 200, 225, 250, 300, 400, 500, 600, 800,
]);
/** Behind the name: "30s", "37.5 x 90", "10/325". Of a tablet with paracetamol the first number counts. */
const behind =
  /^s?[ -]?(?<dose>\d{1,3}(?:[.,]\d{1,2})?)(?:\/(?:300|325|500|650|660|750))?(?:['’]?s)?(?: ?[x×] ?(?<count>\d{2,5}))?(?![\p{L}\p{N}/%-]|[.,]\d)/iu;

/** Told with the paracetamol, the strength is one wherever it stands. */
const withParacetamol = /(?<![\p{L}\p{N}.,/])(?<dose>\d{1,2}(?:[.,]5)?)\/(?:300|325|500|650)(?![\p{L}\p{N}/])/iu;

const one = (value: number): Range => ({ min: value, max: value });

/**
 * The reading of pieces of a medicine with the strength that stands bare behind its name ("10 x Oxy 30"), when that is a strength in which tablets are
 * made and no number of pieces itself. `name` is the medicine as the text writes it.
 */
export function withBareStrength(text: string, name: string, reading: QuantityReading): QuantityReading {
  const at = text.indexOf(name);
  if (at < 0 || !reading.count || reading.doseMg || reading.massG || reading.volumeMl) return reading;
  const match = behind.exec(text.slice(at + name.length)) ?? withParacetamol.exec(text);
  const dose = Number(match?.groups?.dose?.replace(',', '.') ?? Number.NaN);
  if (!match || !usual.has(dose)) return reading;
  const told = match.groups?.count ? Number(match.groups.count) : null;
  if (told === null && (reading.count.min === dose || reading.count.max === dose)) return reading;
  return { ...reading, doseMg: one(dose), count: told === null ? reading.count : one(told), confidence: 0.7 };
}
