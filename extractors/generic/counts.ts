import type { Line } from './lines.ts';
import type { Finding } from './sheet.ts';

const patterns = {
  sold: /(?:^|[\s(|/·•-])(\d[\d.,' ]*\+?)\s*(?:sold|sales|orders completed|times sold|verkauft|verkäufe|mal verkauft|vendus?|ventes|vendidos?|ventas|vendut[io]|vendite|verkocht|verkopen|sprzedan[eoy]ch?|sprzedaży|продано|продаж|vendas|已售|笔成交)(?!\p{L})|(?:^|[\s(|])(?:sold|verkauft|vendus|vendidos|venduti|verkocht|sprzedano|продано|已售)\s*[:：]?\s*(\d[\d.,]*)/iu,
  stock:
    /(?:^|[\s(|/·•-])(\d[\d.,' ]*\+?)\s*(?:(?:pcs |items? |units? )?(?:left(?: in stock)?|in stock|available|remaining)|auf lager|verfügbar|vorrätig|en stock|disponibles?|restants?|en existencia|disponibili|rimasti|op voorraad|beschikbaar|na stanie|dostępnych|в наличии|осталось|em estoque|disponíveis|件库存)(?!\p{L})|(?:^|[\s(|])(?:only|noch|nur)\s+(\d+)\s+(?:left|verfügbar)/iu,
} as const;

/** A count that its own words name: "12 sold", "300+ in stock". A plus sign means at least so many; the number is given. */
export function stated(lines: readonly Line[], field: keyof typeof patterns): Finding<number> | null {
  for (const line of lines) {
    if (line.text.length > 160) continue;
    const match = patterns[field].exec(line.text);
    const digits = (match?.[1] ?? match?.[2] ?? '').replace(/\D/g, '');
    if (match && digits && digits.length < 9)
      return { value: Number(digits), raw: match[0].trim(), rule: 'count and word', sure: 0.9, element: line.block };
  }
  return null;
}
