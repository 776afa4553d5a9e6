import { once } from './parsed.ts';

const languages = ['en', 'de', 'fr', 'nl', 'es', 'it', 'pl', 'ru', 'pt', 'sv', 'da', 'cs', 'tr'];
const extra: Readonly<Record<string, number>> = {
  sept: 9,
  mrz: 3,
  maerz: 3,
  jänner: 1,
  jaenner: 1,
  feber: 2,
  mrt: 3,
  setiembre: 9,
  enero: 1,
  aout: 8,
  fevrier: 2,
  decembre: 12,
  juin: 6,
  juil: 7,
  мая: 5,
  май: 5,
};

/** Small letters without accents and dots, so that "févr." and "fevr" are one. */
export const foldWord = (word: string): string =>
  word
    .normalize('NFD')
    .replace(/(?<=[A-Za-z])\p{M}/gu, '')
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('ł', 'l')
    .replace(/\./g, '');

function namesOf(language: string, month: number): string[] {
  const date = new Date(Date.UTC(2023, month - 1, 15));
  const formats: Intl.DateTimeFormatOptions[] = [
    { month: 'long' },
    { month: 'short' },
    { day: 'numeric', month: 'long' },
    { day: 'numeric', month: 'short' },
  ];
  return formats.flatMap((format) =>
    new Intl.DateTimeFormat(language, { ...format, timeZone: 'UTC' })
      .formatToParts(date)
      .filter((part) => part.type === 'month')
      .map((part) => foldWord(part.value)),
  );
}

/** Month by name, in thirteen languages. A name that means different months in two of them is left to `ofLanguage`. */
const tables = once(() => {
  const common = new Map<string, number>(Object.entries(extra).map(([name, month]) => [foldWord(name), month]));
  const byLanguage = new Map<string, Map<string, number>>();
  const clashing = new Set<string>();
  for (const language of languages) {
    const own = new Map<string, number>();
    for (let month = 1; month <= 12; month += 1) {
      for (const name of namesOf(language, month)) {
        own.set(name, month);
        if ((common.get(name) ?? month) !== month) clashing.add(name);
        common.set(name, common.get(name) ?? month);
      }
    }
    byLanguage.set(language, own);
  }
  for (const name of clashing) common.delete(name);
  return { common, byLanguage };
});

/** Number of a month, 1 to 12, by its long or short name; null for any other word. `language` decides where languages disagree. */
export function monthNamed(word: string, language?: string | null): number | null {
  const name = foldWord(word);
  if (/^\d*$/.test(name) || name.length < 2) return null;
  const own = language ? tables().byLanguage.get(language.slice(0, 2)) : undefined;
  return own?.get(name) ?? tables().common.get(name) ?? null;
}
