import { once } from './parsed.ts';
import { numberWords } from './units.data.ts';

/** Steps of relative dates by the first letters of their names, in eleven languages. */
const steps: readonly (readonly [step: Step, names: string])[] = [
  ['second', 'seconds?|secs?|sekunden?|secondes?|segundos?|secondi|secondo|seconden|sekund[ay]?|секунд[ауы]?|сек'],
  ['minute', 'minutes?|mins?|minuten?|minutos?|minuti|minuto|minuut|minut[aęy]?|минут[ауы]?|мин|minuter'],
  ['hour', 'hours?|hrs?|h|stunden?|std|heures?|horas?|ore|ora|uur|uren|godzin[aęy]?|godz|час(?:а|ов)?|timmar|timme'],
  ['day', 'days?|d|tage?n?|jours?|d[ií]as?|giorni|giorno|dagen|dag|dagar|dni|dzień|д(?:ень|ня|ней|н)'],
  [
    'week',
    'weeks?|wks?|wochen?|semaines?|semanas?|settimane|settimana|weken|week|tygodni[ea]?|tydzień|недел[яюиь]|veckor|vecka',
  ],
  [
    'month',
    'months?|mos?|monate?n?|mois|meses|mes|m[eê]s|mesi|mese|maanden|maand|miesi[ąa]c[ea]?|miesięcy|месяц(?:а|ев)?|månader|månad',
  ],
  ['year', 'years?|yrs?|jahre?n?|ans?|années?|años?|anni|anno|jaar|jaren|rok|lata?|год(?:а)?|лет|anos?|år'],
];
export type Step = 'second' | 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year';

export interface Ago {
  readonly count: number;
  readonly step: Step;
}

const stepSource = steps.map(([step, names]) => `(?<${step}>${names})`).join('|');
const countSource = `(?<count>\\d{1,4}|${Object.keys(numberWords)
  .sort((a, b) => b.length - a.length)
  .join('|')}|an?|einem|einer|eine[nr]?|kilka|almost an?)`;
const patterns = once((): readonly RegExp[] => [
  new RegExp(
    `(?<![\\p{L}\\p{N}])${countSource} ?(?:${stepSource})\\.? (?:ago|geleden|temu|назад|fa|atrás|atras|sedan|siden|önce|back)(?![\\p{L}])`,
    'iu',
  ),
  new RegExp(
    `(?<![\\p{L}\\p{N}])(?:vor|hace|il y a|há|ha|för) (?:about |ca\\.? |etwa )?${countSource} ?(?:${stepSource})(?![\\p{L}])`,
    'iu',
  ),
]);

/** "3 days ago", "vor 3 Tagen", "hace 3 días", "il y a 3 jours", …; null when the text states no such distance. */
export function agoIn(text: string): (Ago & { readonly start: number; readonly end: number }) | null {
  for (const pattern of patterns()) {
    const match = pattern.exec(text);
    const step = steps.find(([name]) => match?.groups?.[name])?.[0];
    const word = (match?.groups?.count ?? '').toLowerCase();
    const count = /^\d+$/.test(word) ? Number(word) : (numberWords[word] ?? 1);
    if (match && step) return { count, step, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

const dayWords: readonly (readonly [offset: number, words: RegExp])[] = [
  [0, /(?<![\p{L}])(?:today|heute|aujourd['’]hui|hoy|oggi|vandaag|dzisiaj|dziś|сегодня|hoje|idag|i dag)(?![\p{L}])/iu],
  [1, /(?<![\p{L}])(?:yesterday|gestern|hier|ayer|ieri|gisteren|wczoraj|вчера|ontem|igår|i går)(?![\p{L}])/iu],
  [2, /(?<![\p{L}])(?:vorgestern|avant-hier|anteayer|eergisteren|przedwczoraj|позавчера)(?![\p{L}])/iu],
];

/** Days before the reference of "today", "yesterday" and their like; null when no such word stands in the text. */
export function dayWordIn(
  text: string,
): { readonly days: number; readonly start: number; readonly end: number } | null {
  for (const [days, words] of dayWords) {
    const match = words.exec(text);
    if (match) return { days, start: match.index, end: match.index + match[0].length };
  }
  return null;
}

/** "just now", "a moment ago", "gerade eben". */
export const isNow = (text: string): boolean =>
  /(?<![\p{L}])(?:just now|right now|a moment ago|moments ago|less than a minute ago|gerade eben|jetzt|à l['’]instant|ahora mismo|adesso|zojuist|przed chwilą|только что)(?![\p{L}])/iu.test(
    text,
  );
