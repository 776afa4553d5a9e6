import { z } from 'zod';

/** How often something was looked for and how often it was there. */
const shareSchema = z.object({ filled: z.number().int(), of: z.number().int() });
export type Share = z.infer<typeof shareSchema>;

/** Of one reader and page type in one turn: for each field the pages or rows that had it. Outer key `bazaar@3 listing`, inner key `price`. */
export const fillsSchema = z.record(z.string(), z.record(z.string(), shareSchema));
export type Fills = z.infer<typeof fillsSchema>;

/** A field that is found clearly less often than before: the layout of the site may have changed. */
export const driftSchema = z.object({ group: z.string(), field: z.string(), now: shareSchema, before: shareSchema });
export type Drift = z.infer<typeof driftSchema>;

/** Such as "bazaar@3 listing: price found on 3 of 40, before on 97 %". */
export const driftWords = ({ group, field, now, before }: Drift): string =>
  `${group}: ${field} found on ${now.filled} of ${now.of}, before on ${Math.round((100 * before.filled) / before.of)} %`;
