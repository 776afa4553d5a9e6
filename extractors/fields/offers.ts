import type { Offer } from '../../model/listing.ts';
import type { Quantity } from '../../model/quantity.ts';
import { type MoneyOptions, type ParsedMoney, parseMoneys } from './money.ts';
import { type Parsed, parsed } from './parsed.ts';
import { doseOf, parseQuantity, type QuantityContext, quantityOf } from './quantity.ts';

/** Where an amount of money stands without a unit of its own, the amount beside it is what it buys. */
function quantityBeside(
  text: string,
  money: ParsedMoney,
  context: QuantityContext,
): { readonly quantity: Quantity | null; readonly doseMg: number | null } {
  const reading = parseQuantity(text, context);
  const stated = reading ? quantityOf(reading) : null;
  return { quantity: stated ?? money.per, doseMg: reading ? doseOf(reading) : null };
}

/**
 * One price step from one text: "89.90 EUR / 25 g", "5g - $120", "10 g · 250 USD", "2.50 EUR/g". Of several currencies the first counts. null
 * when there is no price or only a range of prices.
 */
export function offerOf(text: string, options: MoneyOptions & QuantityContext = {}): Parsed<Offer> | null {
  const moneys = parseMoneys(text, options);
  const money = moneys[0];
  if (!money || money.max !== null) return null;
  const isUnitPrice = money.per !== null;
  const { quantity, doseMg } = quantityBeside(text, money, options);
  const chosen = isUnitPrice ? money.per : quantity;
  const offer: Offer = { quantity: chosen, doseMg, price: money.value, raw: text.trim() };
  return parsed(
    text,
    { start: 0, end: text.length },
    offer,
    isUnitPrice ? 'offer:unit-price' : 'offer:price-and-quantity',
    chosen ? 0.95 : 0.7,
  );
}

/** The price steps of a text that lists several: one a line, or parted by ";" or "|" or commas. Parts without both a price and a quantity give nothing. */
export function offersIn(text: string, options: MoneyOptions & QuantityContext = {}): Offer[] {
  const parts = text.split(/[\n;|•]+|,\s+(?=\d)/);
  return parts.flatMap((part) => {
    const offer = offerOf(part, options)?.value;
    return offer?.quantity ? [offer] : [];
  });
}
