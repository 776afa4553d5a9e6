import { type Parsed, parsed } from './parsed.ts';
import { parsePlaces } from './place.ts';

/** Where goods are sent from and to, as free text says. Either side may be missing. */
export interface Route {
  readonly from: Parsed<string[]> | null;
  readonly to: Parsed<string[]> | null;
}

/** Words after which the place of dispatch follows, in the languages of the markets. */
const from =
  /(?<!\p{L})(?:(?:ships?|shipp(?:ed|ing)|sen[dt](?:ing)?|dispatch(?:ed)?|posted|deliver(?:y|ed)|order(?:s|ed)?|stock) from|from|versand aus|versendet aus|aus|exp[ée]di[ée]e?s? (?:de|depuis)|envoi (?:de|depuis)|depuis|env[ií]os? desde|enviado desde|desde|verzonden (?:vanuit|uit)|verzending (?:vanuit|uit)|vanuit|sped(?:ito|izione) da(?:lla|ll'|l)?|wysyłka z|wysyłamy z|доставка из|отправка из|отправляем из|env(?:io|iado) d[aeo]|发货地)[:\s]+/giu;
/** The same words for the destination. */
const to =
  /(?<!\p{L})(?:(?:ships?|shipp(?:ed|ing)|sen[dt](?:ing)?|dispatch(?:ed)?|deliver(?:y|ed)) (?:only )?to|versand nach|lieferung nach|livraison (?:en|vers|au)|env[ií]os? a|verzending naar|levering naar|spedizione (?:in|verso)|wysyłka do|доставка в)[:\s]+/giu;
/** "from" and "to" alone stand before many other things: only a whole place counts after them. */
const bare = /^(?:from|aus|depuis|desde|vanuit)[:\s]+$/iu;

const arrow =
  /\s*(?:-{1,2}>|=>|[→➜➡⟶▶]\ufe0f?|(?<=[A-Z\]])\s*>\s*(?=[A-Z[])|(?<=\b(?:UK|GB|EU|US|USA|NL|DE|AU|AUS|CA))\s+[2-]\s+(?=(?:UK|GB|EU|US|USA|NL|DE|AU|AUS|CA|WW)\b))\s*/gu;
const stop = /[.,;!?|\n()[\]{}*★•]/;
const longest = 5;

const isCertain = (places: Parsed<string[]> | null): places is Parsed<string[]> =>
  places !== null && places.confidence > 0.9;

/** The longest run of words at one edge of `[start, end)` that is nothing but places. */
function edge(text: string, start: number, end: number, side: 'first' | 'last'): Parsed<string[]> | null {
  const words = [...text.slice(start, end).matchAll(/\S+/gu)];
  const most = Math.min(longest, words.length);
  for (let count = most; count > 0; count--) {
    const run = side === 'first' ? words.slice(0, count) : words.slice(-count);
    const [head, tail] = [run[0], run.at(-1)];
    if (!head || !tail) return null;
    const span = { start: start + head.index, end: start + tail.index + tail[0].length };
    const places = parsePlaces(text.slice(span.start, span.end));
    // "us", "in" and "is" are words before they are codes.
    if (isCertain(places) && !/^\p{Ll}{2,3}$/u.test(places.raw))
      return parsed(text, span, places.value, 'route:text', 0.8);
  }
  return null;
}

function until(text: string, start: number): number {
  const rest = text.slice(start, start + 80);
  const ends = [stop.exec(rest)?.index, /\s(?:to|nach|vers|naar|a|do|в)\s/iu.exec(rest)?.index].filter(
    (at) => at !== undefined,
  );
  return start + Math.min(rest.length, ...ends);
}

function after(text: string, words: RegExp): Parsed<string[]> | null {
  for (const match of text.matchAll(words)) {
    const start = match.index + match[0].length;
    const end = until(text, start);
    const places = edge(text, start, end, 'first');
    const whole = places !== null && text.slice(places.end, end).trim() === '';
    if (places && (whole || !bare.test(match[0]))) return places;
  }
  return null;
}

/** "NL > EU", "[DE -> WW]", "UK - UK": a place on each side of an arrow. */
function byArrow(text: string): Route | null {
  for (const match of text.matchAll(arrow)) {
    const left = Math.max(0, match.index - 40);
    const begin = left + text.slice(left, match.index).search(/[^.,;!?|\n()[\]{}*★•]*$/u);
    const end = match.index + match[0].length;
    const source = edge(text, begin, match.index, 'last');
    const target = source && edge(text, end, until(text, end), 'first');
    if (source && target) return { from: source, to: target };
  }
  return null;
}

/** The way of goods as a title, a description or a message states it; both sides null when it says nothing. */
export function parseRoute(text: string): Route {
  const short = text.slice(0, 4_000);
  return byArrow(short) ?? { from: after(short, from), to: after(short, to) };
}
