import { z } from 'zod';

export const roles = ['crawl', 'extract', 'alert', 'web'] as const;
export type Role = (typeof roles)[number];

/** A process of `leadline start`, as it last told of itself. Times are ISO 8601. */
export const workerSchema = z.object({
  id: z.string(),
  host: z.string(),
  pid: z.number(),
  roles: z.array(z.enum(roles)),
  version: z.string(),
  startedAt: z.string(),
  heartbeatAt: z.string(),
  endedAt: z.string().nullable(),
  /** Sources that it visits at this moment. */
  visiting: z.array(z.string()),
  /** Under which name it writes to the archive; null once nothing of that is left open. */
  archive: z.string().nullable().default(null),
});
export type Worker = z.infer<typeof workerSchema>;

export const heartbeatMs = 10_000;
/** A worker that was not heard of for so long is taken for dead. */
export const deadAfterMs = 45_000;
/** After so long in silence no process of another machine wakes again. */
export const goneAfterMs = 3_600_000;
