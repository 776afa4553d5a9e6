import { accountsOf } from '../../crawler/accounts.ts';
import type { Cookie } from '../../crawler/fetch/cookies.ts';
import { type KnownHost, lookAlikeOf } from '../../crawler/mirrors/look-alike.ts';
import { parseSession } from '../../crawler/session.ts';
import { isCode, LeadlineError } from '../../model/errors.ts';
import { type HandIn, lookAlikeWords } from '../../model/session.ts';
import type { Source } from '../../model/source.ts';
import type { Parts } from '../parts.ts';
import { sourceById } from '../queries/sources.ts';
import { unpark } from './account-use.ts';
import { hostsOf, type Sessions } from './sessions.ts';

/** The cookies of a browser are a few kilobytes; what is larger is another file. */
export const mostSessionBytes = 1 << 20;

/** Checks the name of an account; absent, it is the only one. Throws `usage` or `not-found` with the names that there are. */
export function accountNamed(source: Source, name: string | null): string | null {
  const names = accountsOf(source).map((account) => account.name);
  const [only = null, ...more] = names;
  const hint = names.some((each) => each !== null) ? `one of ${names.join(', ')}` : 'this source has no named account';
  if (name === null && more.length === 0) return only;
  if (name === null) throw new LeadlineError('usage', `${source.id} has several accounts, and none is named`, { hint });
  if (!names.includes(name)) throw new LeadlineError('not-found', `${source.id} has no account "${name}"`, { hint });
  return name;
}

/** A person has acted: the source is visited again, at once. With an account, only that one is taken for free again. */
export async function resumeSource(parts: Parts, id: string, account?: string | null): Promise<Source> {
  const { storage, clock } = parts;
  const source: Source = { ...(await sourceById(parts, id)), state: 'active', reason: null };
  await unpark({ collection: storage.accounts, clock }, id, account);
  await storage.sources.put(id, source);
  await storage.leases.schedule(id, clock.now());
  return source;
}

/** Cookies of a site that looks like the source tell that somebody logged in there. */
async function lookAlikesIn(parts: Parts, source: Source, cookies: readonly Cookie[]): Promise<HandIn['lookAlikes']> {
  const known: KnownHost[] = [];
  for await (const each of parts.storage.sources.each())
    known.push(...hostsOf(each).map((host) => ({ host, source: each.id })));
  const domains = [...new Set(cookies.map(({ domain }) => domain))];
  return domains.flatMap((domain) => {
    const found = lookAlikeOf(domain, known);
    return found?.like.source === source.id ? [{ domain, like: found.like.host, why: found.why }] : [];
  });
}

/** The cookies of a browser in which a person logged in. The source goes on with them. Throws `look-alike` where all are of a site that only looks like it. */
export async function handInCookies(
  parts: Parts,
  sessions: Sessions,
  id: string,
  given: { readonly account: string | null; readonly cookies: readonly Cookie[] },
): Promise<HandIn> {
  const source = await sourceById(parts, id);
  const account = accountNamed(source, given.account);
  const lookAlikes = await lookAlikesIn(parts, source, given.cookies);
  const [first] = lookAlikes;
  const report = await sessions.handIn(source, account, given.cookies).catch((error: unknown) => {
    if (!first || !isCode(error, 'session-unusable')) throw error;
    throw new LeadlineError('look-alike', `The cookies are of another site: ${lookAlikeWords(first)}`, {
      hint: 'change the password at the real address, and log in there',
    });
  });
  await resumeSource(parts, id, account);
  return { ...report, lookAlikes };
}

/** The same from the text of a cookies.txt, a storage state or a list of cookies. Throws `format-unknown` for anything else. */
export async function handInText(
  parts: Parts,
  sessions: Sessions,
  id: string,
  given: { readonly account: string | null; readonly text: string },
): Promise<HandIn> {
  if (given.text.length > mostSessionBytes)
    throw new LeadlineError('format-unknown', 'The file is larger than the cookies of a browser can be', {
      hint: `at most ${mostSessionBytes} bytes: save the cookies of the one site`,
    });
  return handInCookies(parts, sessions, id, { account: given.account, cookies: parseSession(given.text) });
}
