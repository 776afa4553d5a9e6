import { z } from 'zod';

/** The dimensions inside which a unit price exists. What is counted is never weighed: a tablet has no grams. `ug` is a dose of blotter liquid. */
export const units = ['g', 'ml', 'unit', 'ug'] as const;
export type Unit = (typeof units)[number];

/** The whole amount that an offer sells. `max` is set when the seller states a range; such an amount has no unit price. */
export const quantitySchema = z.object({
  value: z.number().positive(),
  max: z.number().positive().nullable(),
  unit: z.enum(units),
});
export type Quantity = z.infer<typeof quantitySchema>;
