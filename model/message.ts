import { z } from 'zod';
import { listingSchema } from './listing.ts';

/** A forum post or a chat message. `offer` holds listing fields when the text offers something. */
export const messageSchema = z.object({
  channel: z.string(),
  author: z.string().nullable(),
  /** ISO 8601; shortened to the known part (2023-11) when the day is unknown. */
  sentAt: z.string().nullable(),
  text: z.string(),
  replyTo: z.string().nullable(),
  edited: z.string().nullable(),
  media: z.array(z.string()),
  offer: listingSchema.nullable(),
});
export type Message = z.infer<typeof messageSchema>;
