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

/** The pieces of a line that holds several prices of one currency: each price with what stands before it, or with what follows it. */
function steps(line: string, options: MoneyOptions): string[] {
  const moneys = parseMoneys(line, options).filter((money) => money.max === null);
  const [first] = moneys;
  const same = moneys.filter((money) => money.value.currency === first?.value.currency);
  if (same.length < 2) return [line];
  const ending = same.map((money, index) => line.slice(same[index - 1]?.end ?? 0, money.end));
  const beginning = same.map((money, index) => line.slice(money.start, same[index + 1]?.start ?? line.length));
  const complete = (pieces: readonly string[]) =>
    pieces.filter((piece) => offerOf(piece, options)?.value.quantity).length;
  return complete(ending) >= complete(beginning) ? ending : beginning;
}

/** The price steps of a text: one a line, parted by ";" or "|", or in a row ("1g 10€, 5g 45€"). A price without a quantity is no step. */
export function offersIn(text: string, options: MoneyOptions & QuantityContext = {}): Offer[] {
  const lines = text.split(/[\n;|•]+/).filter((line) => line.length < 1_000);
  return lines.flatMap((line) =>
    steps(line, options).flatMap((piece) => {
      const offer = offerOf(piece, options)?.value;
      return offer?.quantity ? [offer] : [];
    }),
  );
}
