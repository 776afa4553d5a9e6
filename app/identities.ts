import { type Identity, identityOf } from '../crawler/fetch/identity.ts';
import { iso } from '../model/clock.ts';
import type { Generation } from '../model/identity.ts';
import { accountId } from '../model/session.ts';
import type { Parts } from './parts.ts';
import { sourceById } from './queries/sources.ts';
import { accountNamed } from './sessions/hand-in.ts';

type Kept = Pick<Parts, 'storage'>;

/** How often a (source, account) was given new circuits, or null for never. */
export const generationOf = async (
  { storage }: Kept,
  source: string,
  account: string | null,
): Promise<Generation | null> => (await storage.identities.get(accountId(source, account)))?.value ?? null;

/** Under which name and password the proxy meets a (source, account) now. */
export async function identityFor(
  parts: Kept,
  source: string,
  account: string | null,
  secret: string,
): Promise<Identity> {
  return identityOf(source, account, secret, (await generationOf(parts, source, account))?.generation ?? 0);
}

/** The account that is meant, and its user name. Throws like `renewIdentity`. */
export async function identityNow(parts: Parts, id: string, given: string | null, secret: string) {
  const account = accountNamed(await sourceById(parts, id), given);
  return { account, user: (await identityFor(parts, id, account, secret)).user };
}

/** Gives one (source, account) new circuits from its next turn on, and no other. Throws `not-found` for an unknown source or account, `usage` when the account has to be named. */
export async function renewIdentity(parts: Parts, id: string, given: string | null): Promise<Generation> {
  const account = accountNamed(await sourceById(parts, id), given);
  const key = accountId(id, account);
  const before = await parts.storage.identities.get(key);
  const next: Generation = {
    id: key,
    source: id,
    account,
    generation: (before?.value.generation ?? 0) + 1,
    since: iso(parts.clock.now()),
  };
  await parts.storage.identities.put(key, next, before?.version);
  return next;
}
