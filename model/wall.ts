import { z } from 'zod';
import { walls } from './observation.ts';

/** One archived answer that was a wall; the id is that of its capture, so that each counts once however often the archive is read. */
export const wallSightingSchema = z.object({
  id: z.string(),
  source: z.string(),
  wall: z.enum(walls),
  url: z.string(),
  at: z.string(),
});
export type WallSighting = z.infer<typeof wallSightingSchema>;
