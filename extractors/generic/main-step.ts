import type { Offer } from '../../model/listing.ts';
import type { Money } from '../../model/money.ts';
import { doseOf, parseQuantity, quantityOf } from '../fields/quantity.ts';
import type { Finding } from './sheet.ts';

/** Steps under "other variants" leave the page's own amount out: title and price tell it. */
export function withMain(
  steps: Finding<readonly Offer[]> | null,
  price: Finding<Money> | null,
  title: string,
): Finding<readonly Offer[]> | null {
  if (!steps || !price) return steps;
  const read = parseQuantity(title);
  const quantity = read && quantityOf(read);
  if (!read || !quantity) return steps;
  const known = steps.value.some(
    (step) =>
      (step.price?.currency === price.value.currency && Number(step.price.amount) === Number(price.value.amount)) ||
      (step.quantity?.unit === quantity.unit && step.quantity.value === quantity.value),
  );
  const kin = steps.value.every(
    (step) => step.quantity?.unit === quantity.unit && step.price?.currency === price.value.currency,
  );
  return known || !kin
    ? steps
    : { ...steps, value: [{ quantity, doseMg: doseOf(read), price: price.value, raw: title }, ...steps.value] };
}
