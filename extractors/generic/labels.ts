import { currencyNamed } from '../fields/currency.ts';
import { once } from '../fields/parsed.ts';
import { labelKey } from '../labels.ts';
import { labelNames } from './labels.data.ts';
import { moreNames } from './labels-more.data.ts';

/** A field that a label can name. `fee` and `other` are labels whose values belong to no field. */
export type LabelField = keyof typeof labelNames;

const tables = once(() => {
  const fields = new Map<string, LabelField[]>();
  for (const field of Object.keys(labelNames) as LabelField[]) {
    for (const name of [...labelNames[field].split('|'), ...(moreNames[field]?.split('|') ?? [])]) {
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

const signAtEnd = /[\s,]+(?:in |en |w |в )?(\p{Sc}|[A-Z]{3,4})\s*[:：]?\s*$/u;

function currencyAtEnd(text: string): string | null {
  const name = signAtEnd.exec(text)?.[1];
  return name && currencyNamed(name) ? name : null;
}

/** Bracketed additions such as "(USD)" or "(per g)" are no part of a label, nor is the currency after "Price". */
function bare(text: string): string {
  const plain = text.replace(/\s*[([][^()[\]]{0,20}[)\]]\s*[:：]?\s*$/u, '');
  return currencyAtEnd(plain) ? plain.replace(signAtEnd, '') : plain;
}

const longestLabel = 34;

/** The fields that a text may label, likeliest first; empty for text that is no label. */
export function fieldsOfLabel(text: string): readonly LabelField[] {
  if (text.length > longestLabel + 10 || text.length < 2) return [];
  const table = tables();
  const key = keyOf(text);
  return (
    table.get(key) ??
    (/[)\]]|\p{Sc}|[A-Z]{3}/u.test(text) ? table.get(keyOf(bare(text))) : undefined) ??
    byStem(text, key)
  );
}

/** Labels that no list has, told by their beginnings: any form of "to send" and then "from" or "to". Without accents, in small letters. */
const stems: readonly (readonly [RegExp, LabelField])[] = [
  [
    /^(?:(?:we|item|order|product|se|wir|si) )?(?:ship|sen[dt]|deliver|dispatch|post|mail|vers|liefer|gelief|gesend|exped|envo|envi|livr|part|desp|mand|sped|invi|consegn|verz|verst|lever|bezorg|wys|nad|dost|отпр|дост|посыл|высыл|шл)\p{L}*(?: \p{L}+)? (?:from|aus|von|ab|de|depuis|desde|da|dal|dall'|uit|vanuit|van|z|ze|из|с)$/u,
    'shipsFrom',
  ],
  [
    /^(?:(?:we|item|order|product|se|wir|si) )?(?:ship|sen[dt]|deliver|dispatch|post|mail|vers|liefer|gelief|gesend|exped|envo|envi|livr|desp|mand|sped|invi|consegn|verz|verst|lever|bezorg|wys|nad|dost|отпр|дост|посыл|высыл|шл)\p{L}*(?: \p{L}+)? (?:to|nach|in|vers|a|en|hacia|para|verso|per|naar|aan|do|в|во|по)(?: (?:the |these |following )*(?:countr(?:y|ies)|regions?|land(?:er|en)?|regionen|pays|pais(?:es)?|paes[ei]|kraj(?:e|ow|u)|стран[ауы]|регион[аы]?))?$/u,
    'shipsTo',
  ],
  [
    /^(?:\p{L}+ )?(?:country|land|pays|pais|paese|kraj|страна) (?:of |d'|di |de |van |von )?(?:origin|dispatch|herkunft|provenance|origine|origen|partenza|spedizione|herkomst|pochodzenia|nadania|wysylki|отправления|отправки|origem)\p{L}*$/u,
    'shipsFrom',
  ],
  [
    /^(?:\p{L}+ )?(?:country|countries|land|lander|pays|pais|paises|paese|paesi|kraj|kraje|страна|страны)(?: (?:of|de|di|van|von))? (?:destination|livraison|destino|destinazione|bestemming|docelowy|docelowe|dostawy|назначения|доставки)\p{L}*$/u,
    'shipsTo',
  ],
  [/^(?:发货|寄出|出货|发出|货源)(?:地|国|自|地区|地点|国家)?$/u, 'shipsFrom'],
  [/^(?:可|能)?(?:送|寄|发|运|配送|送货)(?:往|到|至|达|范围|地区|国家)$/u, 'shipsTo'],
  [
    /^(?:(?:\p{L}+ )?(?:price|preis|prix|precio|prezzo|prijs|cena|цена|preco)|(?:price|preis|prix|precio|prezzo|prijs|cena|цена|preco) (?:\p{L}+ )?\p{L}+)$/u,
    'price',
  ],
  [
    /^(?:(?:total )?(?:number|amount|count)(?: of)?|no\.?(?: of)?|total(?: of)?|anzahl(?: der)?|zahl der|nombre (?:de |d')|total (?:de |des |d')|numero (?:de|di)|quantidade de|aantal|liczba|ilosc|suma|количество|кол-во|число|всего|antal(?:et)?|antall|maara|pocet|celkem|szama|numarul? de|toplam|кількість|عدد) ?(?:(?:completed|successful|finished|abgeschlossene[nr]?|zakonczonych|udanych|успешных|завершенных) )?(?:sales|transactions?|deals|orders|trades|verkaufe|bestellungen|transaktionen|geschafte|ventes|transactions|commandes|ventas|transacciones|pedidos|operaciones|vendite|transazioni|ordini|verkopen|transacties|bestellingen|sprzedazy|transakcji|zamowien|продаж|сделок|заказов|транзакций|vendas|transacoes|forsaljningar|kop|salg|handler|myynteja|kauppoja|prodeju|obchodu|eladasok|vanzari|satis|продажів|угод|замовлень|المبيعات|الصفقات)$/u,
    'sold',
  ],
  [
    /^(?:(?:orders|sales|deals|transactions|items|units) (?:so far|to date|done|made|closed)|(?:bisher|bereits|schon)(?:ige)? (?:verkaufe?|verkauft|bestellt|bestellungen|geschafte)|deja (?:vendus?|commandes?)|(?:ya|hasta ahora) vendid[oa]s?|(?:vendid[oa]s|ventas|pedidos) hasta (?:ahora|hoy|la fecha)|gia (?:vendut[oi]|ordinat[oi])|(?:reeds|al) (?:verkocht|besteld)|(?:juz|dotychczas) (?:sprzedano|kupiono|zamowiono)|(?:уже|всего) (?:продано|куплено|заказано|заказов|сделок)|ja vendidos?|redan salda|allerede solgt|jiz prodano)$/u,
    'sold',
  ],
  [/^(?:总|累计|历史|已)?(?:成交|交易|销售|出售|售出)(?:总)?(?:数|数量|量|笔数|次数|单数)$/u, 'sold'],
  [/^(?:sold|verkauft|vendus|vendidos|venduti|verkocht|sprzedan\p{L}|продано|vendidas)(?: \p{L}+){1,2}$/u, 'sold'],
  [
    /^(?:\p{L}+ ){1,2}(?:in stock|left|available|auf lager|verfugbar|en stock|disponibles?|rimanenti|disponibili|op voorraad|beschikbaar|na stanie|w magazynie|в наличии|на складе|em estoque)$/u,
    'stock',
  ],
];
const notPrice =
  /\b(?:min|max|mini|range|lowest|highest|ship|post|deliver|versand|liefer|envio|livraison|old|alt|total|per|pro|za|за|von|bis|from|filter)/u;

/** "Ships from / to", "Odkud - kam": a label for where goods come from and one for where they go, in one. */
function asRoute(text: string): readonly LabelField[] {
  const [from, to, ...more] = text.split(/\s*[/→>&|–-]\s*/u);
  const known = tables();
  const isRoute =
    from &&
    to &&
    more.length === 0 &&
    known.get(keyOf(from))?.includes('shipsFrom') &&
    known.get(keyOf(to))?.includes('shipsTo');
  return isRoute ? ['route'] : [];
}

function byStem(text: string, key: string): readonly LabelField[] {
  const route = /[/→>&|–-]/u.test(text) ? asRoute(text) : [];
  if (route.length > 0) return route;
  const found = key.split(' ').length > 5 ? undefined : stems.find(([pattern]) => pattern.test(key));
  if (!found || (found[1] === 'price' && notPrice.test(key))) return [];
  return [found[1]];
}

/** The likeliest field of a label, or null. */
export const fieldOfLabel = (text: string): LabelField | null => fieldsOfLabel(text)[0] ?? null;

/** The currency or unit that a label states: "Price (USD)", "Price $", "Cena w PLN". */
export const unitOfLabel = (text: string): string | null =>
  /[([]\s*([^()[\]]{1,8}?)\s*[)\]]/u.exec(text)?.[1] ?? currencyAtEnd(text);
