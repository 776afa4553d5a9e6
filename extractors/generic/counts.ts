import type { Element } from 'domhandler';
import { parsers } from '../sites/parsers.ts';
import { fieldsOfLabel } from './labels.ts';
import type { Line } from './lines.ts';
import { countOf, type Finding, labelled, type Sheet } from './sheet.ts';

const patterns = {
  sold: /(?:^|[\s(|/·•-])(\d[\d.,' ]*\+?)\s*[×x]?\s*(?:sold|sales|orders completed|times sold|verkauft|verkäufe|mal verkauft|vendus?|ventes|vendidos?|ventas|vendut[io]|vendite|verkocht|verkopen|sprzedan[eoy]ch?|sprzedaży|продано|продаж|vendas|已售|笔成交)(?!\p{L})|(?:^|[\s(|])(?:sold|verkauft|vendus|vendidos|venduti|verkocht|sprzedano|продано|已售)\s*[:：]?\s*(\d[\d.,]*)(?![\d.,]|\s?(?:h|hrs?|hours?|d|days?|m|mins?|minutes?|w|weeks?|months?|std|stunden?|tagen?|minuten|heures?|jours?|horas?|d[ií]as?|ore|giorni|uur|dagen|godzin|dni|час\p{L}*|дн\p{L}*|мин\p{L}*)(?!\p{L}))/iu,
  stock:
    /(?:^|[\s(|/·•-])(\d[\d.,' ]*\+?)\s*(?:(?:pcs |items? |units? )?(?:left(?: in stock)?|in stock|available|remaining)|auf lager|verfügbar|vorrätig|en stock|disponibles?|restants?|en existencia|disponibili|rimasti|op voorraad|beschikbaar|na stanie|dostępnych|в наличии|осталось|em estoque|disponíveis|件库存)(?!\p{L})|(?:^|[\s(|])(?:only|noch|nur)\s+(\d+)\s+(?:left|verfügbar)/iu,
} as const;

/** Words that count a vendor's deals where they stand beside the vendor; other words for "sold" count the offer's. */
const deals =
  /(?:sales|deals|orders|transactions?|trades|сделок|сделки|продаж|заказов|geschäfte|verkäufe|ventes|commandes|ventas|vendite|ordini|verkopen|bestellingen|transakcj\p{L}+|zamówień|sprzedaży|vendas|pedidos|成交量?|交易)/iu;

const holds = (line: Line, element: Element): boolean =>
  line.block === element || line.pieces.some((piece) => piece.element === element || piece.link === element);

/** How often an offer was sold. What a vendor's own line counts is the vendor's. */
export function soldOf(sheet: Sheet, lines: readonly Line[], vendor: Finding<string> | null): Finding<number> | null {
  const { element } = vendor ?? { element: null };
  const own = element ? lines.filter((line) => holds(line, element)) : [];
  const cells = new Set(own.map(({ block }) => block).filter(({ name }) => name === 'td' || name === 'dd'));
  const isCell = lines.some(({ block }) => !cells.has(block));
  const near = lines.filter((line) => own.includes(line) || (isCell && cells.has(line.block)));
  const beside = new Set(near.map(({ index }) => index));
  const pairs = sheet.pairs.filter((pair) => !(beside.has(pair.line) && deals.test(pair.label)));
  const rest = lines.filter((line) => !(beside.has(line.index) && deals.test(line.text)));
  return countOf({ ...sheet, pairs }, 'sold') ?? stated(rest, 'sold');
}

const labelFirst =
  /^([^\d:：|·•]{2,24}?)(?:\s*[:：]\s*|\s+|(?<=[\p{sc=Han}]))(\d{1,3}(?:[.,' ]\d{3}){0,3}|\d{1,8})\s*\+?$/u;

const byWhom = /\s(?:by|von|par|por|da|door|przez|av|af|от)(?:\s|$)/iu;

/** "Verkocht 87", "已售出 87": a label and its number as one text, in every language that the labels have. */
function labelAndCount(line: Line, field: keyof typeof patterns): Finding<number> | null {
  const plain = line.pieces.filter(({ link }) => link === null);
  const whole = plain.length === line.pieces.length ? [{ text: line.text, element: line.block }] : [];
  for (const { text, element } of [...whole, ...plain]) {
    const [, label = '', digits = ''] = text.length < 40 ? (labelFirst.exec(text) ?? []) : [];
    if (digits && !byWhom.test(label) && fieldsOfLabel(label)[0] === field)
      return { value: Number(digits.replace(/\D/g, '')), raw: text, rule: 'label and count', sure: 0.88, element };
  }
  return null;
}

interface Counted {
  readonly digits: string;
  readonly raw: string;
}

function countIn(text: string, field: keyof typeof patterns): Counted | null {
  const match = patterns[field].exec(text);
  const digits = (match?.[1] ?? match?.[2] ?? '').replace(/\D/g, '');
  return match && digits && digits.length < 9 ? { digits, raw: match[0].trim() } : null;
}

/** Of a line in several elements each may be a count of its own: in "Views 6239" and "Sold 619" the first number is not what was sold. */
function countInLine({ text, pieces }: Line, field: keyof typeof patterns): Counted | null {
  const parts = pieces.filter((piece) => /\d/.test(piece.text) && /\p{L}/u.test(piece.text));
  for (const part of parts) {
    const found = countIn(part.text, field);
    if (found) return found;
  }
  // Each element with a number has words of its own: none of them speaks of another's number.
  const own = parts.filter((part) => /^[^\d]*\p{L}{2}[^\d]*\d[\d.,' ]*\+?$/u.test(part.text));
  return parts.length > 1 && own.length === parts.length ? null : countIn(text, field);
}

/** A count that its own words name: "12 sold", "300+ in stock". A plus sign means at least so many; the number is given. */
export function stated(lines: readonly Line[], field: keyof typeof patterns): Finding<number> | null {
  for (const line of lines) {
    if (line.text.length > 160) continue;
    const found = countInLine(line, field);
    if (found)
      return { value: Number(found.digits), raw: found.raw, rule: 'count and word', sure: 0.9, element: line.block };
    const said = labelAndCount(line, field);
    if (said) return said;
  }
  return null;
}

const outOfFive =
  /(?:^|[^\d.,/])(\d(?:[.,]\d{1,2})?)\s*(?:\/|of|out of|von|uit|sur|de|su|na|z|из|em)\s*5(?:\.0)?(?![\d.,/%]|\s?\p{L}{0,2}g)/iu;

const fiveAlone = /^\s*(\d(?:[.,]\d{1,2})?)\s*\/\s*5(?:[.,]0)?\s*$/u;

const rated = /(?:^|[\s_-])(?:rating|score|stars|reputation)(?:$|[\s_-])/i;

/** "4.6 / 5" as a whole line below words that no list of labels has, or so called by its class; of several such lines none is the page's own. */
export function outOfFiveAlone(lines: readonly Line[]): Finding<number> | null {
  const found = lines.flatMap((line, at) => {
    const value = Number((fiveAlone.exec(line.text)?.[1] ?? '').replace(',', '.'));
    const before = lines[at - 1];
    const isSaid = before?.index === line.index - 1 && before.text.length < 24 && !/\d/.test(before.text);
    return (isSaid || rated.test(line.block.attribs.class ?? '')) && value > 0 && value <= 5 ? [{ value, line }] : [];
  });
  const [only] = found;
  return only && found.length === 1
    ? { value: only.value, raw: only.line.text, rule: 'out of five alone', sure: 0.7, element: only.line.block }
    : null;
}

/** "★★★★ (4.2)" after a label: stars, and the number that they show. */
const starred = /^[\s★☆⭐]*\(?\s*[0-4][.,]\d{1,2}\s*\)?[\s★☆⭐]*$/u;

/** A rating: labelled, or a number out of five where a product stands. A vendor's rating beside its handle is not the offer's. */
export function ratingOf(sheet: Sheet, lines: readonly Line[]): Finding<number> | null {
  const said = labelled(
    sheet,
    'rating',
    parsers.rating,
    (raw) => /\d ?(?:\/|%|von|of|out|uit|sur|su|из|de|z)/.test(raw) || starred.test(raw),
  );
  if (said) return said;
  for (const line of lines) {
    const match =
      line.text.length < 60 && line.pieces.every((piece) => !piece.link || lines.length < 4)
        ? outOfFive.exec(line.text)
        : null;
    const value = match?.[1] ? Number(match[1].replace(',', '.')) : null;
    if (match && value !== null && value <= 5)
      return { value, raw: line.text, rule: 'out of five', sure: 0.75, element: line.block };
  }
  return null;
}

const alone =
  /^(\d{1,6})\s?\+?\s?(?:un\.?|uds?\.?|units?|pcs\.?|pieces|items?|stk\.?|stück|szt\.?|шт\.?|pz\.?|stuks|件|个)$/iu;

/** A number of pieces that stands apart and is not what the offer sells: what is left of it. */
export function unitsAlone(lines: readonly Line[], title: string): Finding<number> | null {
  for (const line of lines) {
    for (const piece of line.pieces) {
      const digits = alone.exec(piece.text)?.[1];
      const sells =
        digits &&
        lines.some(
          (other) =>
            other !== line && other.moneys().length > 0 && new RegExp(`(?<!\\d)${digits}(?!\\d)`).test(other.text),
        );
      if (digits && !sells && !title.includes(digits))
        return { value: Number(digits), raw: piece.text, rule: 'pieces alone', sure: 0.7, element: piece.element };
    }
  }
  return null;
}
