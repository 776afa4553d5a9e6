import { z } from 'zod';
import { type ErrorCode, errorCodes } from './errors.ts';

/** What an operator is told, once: a source, or one account of it, waits for a person. */
export const noticeSchema = z.object({
  id: z.string(),
  source: z.string(),
  /** The source's name. */
  name: z.string(),
  /** The account that waits alone while others go on; null: the whole source waits. */
  account: z.string().nullable(),
  code: z.enum(Object.keys(errorCodes) as [ErrorCode, ...ErrorCode[]]).nullable(), // the keys of a record typed by its codes
  reason: z.string(),
  hint: z.string(),
  at: z.string(),
});
export type Notice = z.infer<typeof noticeSchema>;
