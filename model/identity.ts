import { z } from 'zod';

/** How often a (source, account) was given new circuits. Without a record: never. `id` is that of the account (model/session.ts). */
export const generationSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  account: z.string().nullable(),
  generation: z.number().int().min(1),
  since: z.string(),
});
export type Generation = z.infer<typeof generationSchema>;
