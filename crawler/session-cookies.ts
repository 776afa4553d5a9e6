import type { Cookie } from './fetch/cookies.ts';

/** What of a handed-in session belongs to a source and still holds, and what was left out. */
export interface Chosen {
  readonly taken: readonly Cookie[];
  /** Domains of other sites with the number of their cookies. */
  readonly foreign: ReadonlyMap<string, number>;
  readonly expired: number;
}

/** A cookie of "onion" or "com" would be one of every site. */
const belongs = (domain: string, host: string): boolean =>
  domain === host || (domain.includes('.') && (host.endsWith(`.${domain}`) || domain.endsWith(`.${host}`)));

/** Sorts the cookies of a session by whether the hosts of a source would get them. */
export function chooseCookies(cookies: readonly Cookie[], hosts: readonly string[], now: number): Chosen {
  const foreign = new Map<string, number>();
  const own = cookies.filter((cookie) => {
    const fits = hosts.some((host) => belongs(cookie.domain, host));
    if (!fits) foreign.set(cookie.domain, (foreign.get(cookie.domain) ?? 0) + 1);
    return fits;
  });
  const taken = own.filter(({ expires }) => expires === null || expires > now);
  return { taken, foreign, expired: own.length - taken.length };
}

const loginNames = /sess|sid\b|sid$|auth|token|login|logged|user|member|remember/i;
const formNames = /csrf|xsrf/i;

/** What a site profile knows of the sessions of its site. */
export interface SessionHint {
  /** A login is over after this time, whatever its cookies say. */
  readonly maxAgeMs: number | null;
  /** The cookie that holds the login. */
  readonly cookie: string | null;
}

/**
 * When the first of the cookies that hold the login ends (epoch ms), or null where none has a date: the one that the profile names, else those
 * that are called like a login, else those that no script can read.
 */
export function loginEndsAt(cookies: readonly Cookie[], hint: SessionHint | null): number | null {
  const named = cookies.filter(({ name }) => name === hint?.cookie);
  const alike = cookies.filter(({ name }) => loginNames.test(name) && !formNames.test(name));
  const holding = [named, alike, cookies.filter(({ httpOnly }) => httpOnly)].find((each) => each.length > 0) ?? [];
  const ends = holding.flatMap(({ expires }) => (expires === null ? [] : [expires]));
  return ends.length === 0 ? null : Math.min(...ends);
}

/** When a stored session ends (epoch ms): by its cookies, or because a login of this site lasts no longer; null: not known. */
export function sessionEndsAt(
  { endsAt, handedInAt }: { readonly endsAt: string | null; readonly handedInAt: string | null },
  hint: SessionHint | null,
): number | null {
  const ends = [
    ...(endsAt === null ? [] : [Date.parse(endsAt)]),
    ...(handedInAt === null || !hint?.maxAgeMs ? [] : [Date.parse(handedInAt) + hint.maxAgeMs]),
  ];
  return ends.length === 0 ? null : Math.min(...ends);
}
