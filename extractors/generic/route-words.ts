import { parsePlaces } from '../fields/place.ts';

/** The two ends of a route as a text words them; either may be missing. `whole`: the text says nothing else. */
export interface RouteWords {
  readonly from: string | null;
  readonly to: string | null;
  readonly whole: boolean;
}

const sends =
  '(?:we |i |item |usually |wir |nous |se |wij |vi )?(?:ship(?:s|ped|ping|ment)?|sen[dt]s?|sending|dispatch(?:es|ed|ing)?|deliver(?:s|y|ed|ing)?|post(?:s|ed)?|mailed|shippable|versand|versendet|versenden|verschickt|verschicken|lieferung|liefert|liefern|geliefert|expédi(?:é|ée|e|ons|tion)|envoi|envoyé|envoie|livraison|livré|envíos?|envia(?:do|da|mos)?|envía|envían|enviamos|enviado|despacho|sped(?:ito|izione|isce|iamo)|inviato|invio|consegna|verzend(?:ing|t|en)|verzonden|verstuurd|levering|levert|bezorgt|wysyłka|wysyłam[y]?|wysyłane|wysyła|dostawa|отправка|отправляе(?:м|тся)|отправляет|доставка|высылаем|envio|frete|entrega|skickas|leverans|sendes|sender|frakt|lähetys|odesílá|odesláno|zasílá|doprava|doručení|doručuje|odoslanie|szállítás|livrare|expediere|доставляємо|відправка|gönderim|الشحن|شحن|يشحن|发货|配送)';
const fromWords =
  "(?:from|out of|aus|von|ab|depuis|de|du|desde|da|dal|dalla|dagli|dall'|vanuit|uit|van|z|ze|ze|из|с|со|від|з|från|fra|din|من)";
const toWords =
  '(?:to|into|nach|in(?: die| das)?|vers|à|au|aux|en|pour|a|al|alla|hacia|hasta|para|verso|per|naar|do|na|в|во|по|на|till|til|i|hele|către|إلى|الى)';

const full = new RegExp(
  `(?:^|[\\s(|·•,;.!:–—-])${sends}(?: (?:only|nur|uniquement|solo|tylko|только))?(?: ?[:：])? (?:(?<from>${fromWords}) |(?<to>${toWords}) )?`,
  'giu',
);
const bare = new RegExp(`^(?<from>${fromWords}) `, 'iu');
const toMark = new RegExp(`(?<= |^)${toWords} `, 'giu');
const arrow = /\s*(?:→|➔|➜|➝|⇒|⟶|-+>|=+>|»|›|>)\s*/u;
/** What ends the naming of places. */
const stop = /[.;|•·!?\n()[\]<>]|\s[–—-]\s/u;
const longest = 120;

const surely = (text: string): boolean => (parsePlaces(text)?.confidence ?? 0) > 0.9;

/** The parts of a list, from its front, that are places. */
function places(text: string): string | null {
  const parts = text.split(',');
  for (let count = parts.length; count > 0; count -= 1) {
    const list = parts.slice(0, count).join(',').trim();
    if (list !== '' && surely(list)) return list;
  }
  return null;
}

/** Where two ends are parted: at an arrow, or at each word for "to" in turn. */
function ends(text: string): { readonly from: string; readonly to: string; readonly end: number } | null {
  const mark = arrow.exec(text);
  const cuts = [...(mark ? [mark] : []), ...text.matchAll(toMark)].filter((cut) => cut.index > 0);
  for (const cut of cuts) {
    const from = text.slice(0, cut.index).trim();
    const to = places(text.slice(cut.index + cut[0].length));
    if (to && from.length < 60 && !/^\p{Ll}{1,2}$/u.test(from) && surely(from))
      return { from, to, end: text.indexOf(to, cut.index) + to.length };
  }
  return null;
}

/** "from Sweden to the North": the first end, where the second is no place that is known. */
function beforeTo(text: string): string | null {
  const cuts = [...text.matchAll(toMark)].map((cut) => text.slice(0, cut.index).trim());
  return cuts.find((part) => part !== '' && surely(part)) ?? null;
}

function readFrom(text: string, at: number, says: 'from' | 'to' | null, labelled: boolean): RouteWords | null {
  const rest = text.slice(at, at + longest);
  const here = rest.slice(0, stop.exec(rest)?.index ?? rest.length);
  const two = says === 'to' ? null : ends(here);
  const whole = (end: number): boolean => text.slice(at + end).replace(/[\s.!]+$/u, '') === '';
  if (two) return { from: two.from, to: two.to, whole: labelled && whole(two.end) };
  const one = says ? (places(here) ?? (says === 'from' ? beforeTo(here) : null)) : null;
  if (!one) return null;
  const end = here.indexOf(one) + one.length;
  return says === 'to'
    ? { from: null, to: one, whole: labelled && whole(end) }
    : { from: one, to: null, whole: labelled && whole(end) };
}

/** Joins what several clauses say: "Made in China, ships from USA. Delivery to the EU." */
const join = (said: readonly RouteWords[]): RouteWords | null =>
  said.length === 0
    ? null
    : {
        from: said.find((each) => each.from)?.from ?? null,
        to: said.find((each) => each.to)?.to ?? null,
        whole: said.every((each) => each.whole),
      };

/**
 * The route that a text puts into words, in the languages of the markets: "ships from UK to Europe", "Versand: Polen nach Europa", "We ship from the
 * Netherlands to the whole world". Both ends of "from X to Y" must be places and nothing else. null when it says none.
 */
export function routeInWords(text: string): RouteWords | null {
  const said: RouteWords[] = [];
  for (const match of text.matchAll(full)) {
    const says = match.groups?.from ? 'from' : match.groups?.to ? 'to' : null;
    const found = readFrom(text, match.index + match[0].length, says, match.index === 0);
    if (found) said.push(found);
  }
  if (said.length > 0) return join(said);
  const match = bare.exec(text);
  const found = match ? readFrom(text, match[0].length, 'from', true) : null;
  return found?.from && found.to ? found : null;
}
