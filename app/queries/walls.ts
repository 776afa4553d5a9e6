import { type Wall, walls } from '../../model/observation.ts';
import type { Parts } from '../parts.ts';

/** How often one kind of wall answered for a source. Times are ISO 8601. */
export interface WallView {
  readonly wall: Wall;
  readonly answers: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** Since when nothing but walls has answered, the newest of them this one; null: other pages answered since. */
  readonly standsSince: string | null;
}

const most = 200;

/** The walls that answered last, without a page in between, oldest first. Of more than 200 the rest is not looked at. */
async function standing(
  { storage }: Parts,
  source: string,
): Promise<readonly { readonly wall: Wall; readonly at: string }[]> {
  const newest = await storage.walls.find({ where: { source }, order: [['at', 'desc']], limit: most });
  const byCapture = new Map(newest.values.map((each) => [each.id, each]));
  if (byCapture.size === 0) return [];
  const answers = await storage.captures.find({ where: { source }, order: [['capturedAt', 'desc']], limit: most });
  // Redirects to a wall are answers as well, but no pages.
  const pages = answers.values.filter(({ status }) => status < 300 || status >= 400);
  const end = pages.findIndex(({ id }) => !byCapture.has(id));
  return pages.slice(0, end < 0 ? undefined : end).flatMap(({ id }) => byCapture.get(id) ?? []);
}

async function viewOf({ storage }: Parts, source: string, wall: Wall): Promise<Omit<WallView, 'standsSince'> | null> {
  const where = { source, wall };
  const answers = await storage.walls.count(where);
  if (answers === 0) return null;
  const [first] = (await storage.walls.find({ where, order: [['at', 'asc']], limit: 1 })).values;
  const [last] = (await storage.walls.find({ where, order: [['at', 'desc']], limit: 1 })).values;
  return first && last ? { wall, answers, firstAt: first.at, lastAt: last.at } : null;
}

/** The walls that a source has shown, the newest first. */
export async function wallViews(parts: Parts, source: string): Promise<readonly WallView[]> {
  const found = await Promise.all(walls.map((wall) => viewOf(parts, source, wall)));
  const now = await standing(parts, source);
  const newest = now[0]?.wall ?? null;
  return found
    .filter((each) => each !== null)
    .map((each) => ({ ...each, standsSince: each.wall === newest ? (now.at(-1)?.at ?? null) : null }))
    .sort((a, b) => b.lastAt.localeCompare(a.lastAt));
}
