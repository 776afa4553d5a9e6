import { accountsOf } from '../../crawler/accounts.ts';
import type { Cookie } from '../../crawler/fetch/cookies.ts';
import { parseSession } from '../../crawler/session.ts';
import { LeadlineError } from '../../model/errors.ts';
import type { HandIn } from '../../model/session.ts';
import type { Source } from '../../model/source.ts';
import type { Parts } from '../parts.ts';
import { sourceById } from '../queries/sources.ts';
import { unpark } from './account-use.ts';
import type { Sessions } from './sessions.ts';

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

/** The cookies of a browser in which a person logged in. The source goes on with them. */
export async function handInCookies(
  parts: Parts,
  sessions: Sessions,
  id: string,
  given: { readonly account: string | null; readonly cookies: readonly Cookie[] },
): Promise<HandIn> {
  const source = await sourceById(parts, id);
  const account = accountNamed(source, given.account);
  const report = await sessions.handIn(source, account, given.cookies);
  await resumeSource(parts, id, account);
  return report;
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
