import type { CookieJar } from '../crawler/fetch/cookies.ts';
import { type Mirrors, openMirrors } from '../crawler/mirrors/mirrors.ts';
import type { Source } from '../model/source.ts';
import type { Write } from '../storage/port.ts';
import type { Parts } from './parts.ts';

/** The addresses of a source for one turn. A session that was handed in for one of them keeps the turn there. */
export async function openSourceMirrors(
  parts: Parts,
  source: Source,
  { cookies, loggedIn = true }: { readonly cookies: CookieJar; readonly loggedIn?: boolean },
): Promise<Mirrors> {
  const now = parts.clock.now();
  const found = await parts.storage.mirrors.find({ where: { source: source.id }, limit: 1_000 });
  const kept = new Set(source.addresses.filter((address) => loggedIn && cookies.header(address, now) !== null));
  return openMirrors({ source, known: found.values, now, hasSession: (address) => kept.has(address) });
}

/** The health of the addresses as the turn found it. What pages said of them meanwhile stands in the store and stays. */
export async function mirrorWrites(parts: Parts, mirrors: Mirrors): Promise<readonly Write[]> {
  const writes: Write[] = [];
  for (const mirror of mirrors.drain()) {
    const stored = (await parts.storage.mirrors.get(mirror.id))?.value ?? mirror;
    const { standing, reason, title } = stored;
    // What comes back after it was gone has to show again what it is.
    const proven = stored.proven && mirror.failuresInARow === 0;
    const value = { ...mirror, standing, reason, title, proven };
    writes.push({ do: 'put', collection: 'mirrors', id: mirror.id, value });
  }
  return writes;
}
