import { z } from 'zod';
import { type Cookie, type CookieJar, createJar } from '../../crawler/fetch/cookies.ts';
import { type Chosen, chooseCookies, loginEndsAt, type SessionHint } from '../../crawler/session-cookies.ts';
import { type Clock, iso } from '../../model/clock.ts';
import { LeadlineError } from '../../model/errors.ts';
import type { Collection, Version } from '../../model/ports.ts';
import { accountId, type HandIn, type SealedSession } from '../../model/session.ts';
import type { Source } from '../../model/source.ts';
import type { KeySource, Keys } from './keys.ts';
import type { PlainFiles } from './plain-files.ts';
import { seal, unseal } from './seal.ts';

/** A session while a turn uses it. */
export interface OpenSession {
  readonly source: Source;
  readonly account: string | null;
  readonly cookies: CookieJar;
  /** As it was stored when it was opened. */
  readonly stored: SealedSession | null;
  readonly version: Version;
  readonly before: string;
}

/** The cookies of every (source, account), sealed in the store. */
export interface Sessions {
  /** Throws `session-key` without its key, and `session-damaged` when it does not open with it. */
  open(source: Source, account: string | null): Promise<OpenSession>;
  /** Seals what the turn changed. False, and nothing written, when a person handed in another session meanwhile. */
  save(session: OpenSession): Promise<boolean>;
  /** Takes over what belongs to the source and still holds. Throws `session-unusable` when nothing does. */
  handIn(source: Source, account: string | null, cookies: readonly Cookie[]): Promise<HandIn>;
  /** Seals every session under a new key, or goes on with that. Answers how many were sealed anew. */
  rotate(): Promise<{ readonly sealed: number; readonly where: string }>;
}

export interface SessionsOptions {
  readonly collection: Collection<SealedSession>;
  readonly keys: KeySource;
  readonly plain: PlainFiles;
  readonly clock: Clock;
  readonly hintOf: (profile: string | null) => SessionHint | null;
}

const storedCookies = z.array(
  z.strictObject({
    name: z.string(),
    value: z.string(),
    domain: z.string(),
    hostOnly: z.boolean(),
    path: z.string(),
    expires: z.number().nullable(),
    httpOnly: z.boolean(),
    secure: z.boolean(),
  }),
);

const named = (source: string, account: string | null): string =>
  account === null ? source : `${source} (account ${account})`;

const damaged = (source: string, account: string | null, where: string): LeadlineError =>
  new LeadlineError('session-damaged', `The stored session of ${named(source, account)} is damaged`, {
    where,
    hint: `hand it in again: leadline source login ${source} cookies.txt`,
  });

/** The cause is left out: it would quote the text. */
function parseCookies(text: string, fault: () => LeadlineError): readonly Cookie[] {
  try {
    return storedCookies.parse(JSON.parse(text));
  } catch {
    throw fault();
  }
}

/** A key that is not known may have been made since by a rotation of another process. */
async function keyOf(keys: KeySource, stored: SealedSession): Promise<Keys[number]> {
  for (const fresh of [false, true]) {
    const found = (await keys.read({ fresh })).find(({ id }) => id === stored.key);
    if (found) return found;
  }
  throw new LeadlineError(
    'session-key',
    `The key that sealed the session of ${named(stored.source, stored.account)} is not there`,
    {
      where: keys.where,
      hint: `bring the key with the digest ${stored.key} back, or log in again: leadline source login ${stored.source} cookies.txt`,
    },
  );
}

async function unsealed({ keys }: SessionsOptions, stored: SealedSession): Promise<string> {
  const text = unseal(await keyOf(keys, stored), stored, stored.sealed);
  if (text === null) throw damaged(stored.source, stored.account, stored.id);
  return text;
}

interface Fresh {
  readonly source: Source;
  readonly account: string | null;
  readonly cookies: readonly Cookie[];
  readonly handedInAt: string | null;
  readonly before: SealedSession | null;
}

async function sealed(options: SessionsOptions, fresh: Fresh): Promise<SealedSession> {
  const { source, account, cookies, handedInAt, before } = fresh;
  const [key] = await options.keys.read({ make: true });
  const bound = { source: source.id, account, revision: (before?.revision ?? 0) + 1 };
  const endsAt = loginEndsAt(cookies, options.hintOf(source.profile));
  return {
    id: accountId(source.id, account),
    ...bound,
    key: key.id,
    sealed: seal(key, bound, JSON.stringify(cookies)),
    cookies: cookies.length,
    handedInAt,
    changedAt: iso(options.clock.now()),
    // A date beyond what a calendar can hold is as good as none.
    endsAt: endsAt === null || endsAt > 8e15 ? null : iso(endsAt),
  };
}

/** Takes over the session that an older Leadline left in a plain file. It is done away with only once the sealed one is stored. */
async function takePlain(options: SessionsOptions, source: Source, account: string | null): Promise<void> {
  const { plain, collection } = options;
  const found = plain.read(source.id);
  if (!found) return;
  if (!(await collection.get(accountId(source.id, account)))) {
    const cookies = parseCookies(found.text, () => damaged(source.id, account, found.file));
    if (cookies.length > 0) {
      const value = await sealed(options, { source, account, cookies, handedInAt: null, before: null });
      await collection.create(value.id, value);
    }
  }
  plain.wipe(source.id);
}

async function openSession(options: SessionsOptions, source: Source, account: string | null): Promise<OpenSession> {
  await takePlain(options, source, account);
  const found = await options.collection.get(accountId(source.id, account));
  const before = found ? await unsealed(options, found.value) : '[]';
  const cookies = createJar(parseCookies(before, () => damaged(source.id, account, accountId(source.id, account))));
  return { source, account, cookies, before, stored: found?.value ?? null, version: found?.version ?? 0 };
}

async function save(options: SessionsOptions, session: OpenSession): Promise<boolean> {
  const cookies = session.cookies.all();
  if (JSON.stringify(cookies) === session.before) return true;
  const { source, account, stored } = session;
  const handedInAt = stored?.handedInAt ?? null;
  let before = stored;
  let { version } = session;
  for (;;) {
    const value = await sealed(options, { source, account, cookies, handedInAt, before });
    if (await options.collection.put(value.id, value, version)) return true;
    const now = await options.collection.get(value.id);
    // Sealed anew by a rotation is still the same session; handed in anew is another one.
    if ((now?.value.handedInAt ?? null) !== handedInAt) return false;
    before = now?.value ?? null;
    version = now?.version ?? 0;
  }
}

/** The hosts that get the cookies of a source. */
export const hostsOf = ({ addresses }: Source): readonly string[] =>
  addresses.flatMap((address) => (URL.canParse(address) ? [new URL(address).hostname] : []));

function unusable(source: Source, chosen: Chosen): LeadlineError {
  const others = [...chosen.foreign.keys()].slice(0, 5).join(', ');
  const why = [
    ...(chosen.foreign.size > 0 ? [`those of ${others} belong to other sites`] : []),
    ...(chosen.expired > 0 ? [`${chosen.expired} of the source ${chosen.expired === 1 ? 'has' : 'have'} expired`] : []),
  ];
  return new LeadlineError(
    'session-unusable',
    `No cookie can be used for ${source.id}: ${why.join(', ') || 'there is none'}`,
    { hint: `log in at ${hostsOf(source).join(' or ') || 'the site'} and save the cookies of that site` },
  );
}

async function handIn(
  options: SessionsOptions,
  source: Source,
  account: string | null,
  cookies: readonly Cookie[],
): Promise<HandIn> {
  const chosen = chooseCookies(cookies, hostsOf(source), options.clock.now());
  if (chosen.taken.length === 0) throw unusable(source, chosen);
  const at = iso(options.clock.now());
  for (;;) {
    const found = await options.collection.get(accountId(source.id, account));
    const fresh = { source, account, cookies: chosen.taken, handedInAt: at, before: found?.value ?? null };
    const value = await sealed(options, fresh);
    if (!(await options.collection.put(value.id, value, found?.version ?? 0))) continue;
    options.plain.wipe(source.id);
    return {
      source: source.id,
      account,
      taken: chosen.taken.length,
      foreign: [...chosen.foreign].map(([domain, number]) => ({ domain, number })),
      expired: chosen.expired,
      endsAt: value.endsAt,
      lookAlikes: [],
    };
  }
}

/** One session under the current key. A turn that saves it meanwhile seals it with that key as well. */
async function reseal(options: SessionsOptions, id: string, key: Keys[0]): Promise<boolean> {
  for (;;) {
    const found = await options.collection.get(id);
    if (!found || found.value.key === key.id) return false;
    const text = await unsealed(options, found.value);
    const value = { ...found.value, revision: found.value.revision + 1, key: key.id };
    if (await options.collection.put(id, { ...value, sealed: seal(key, value, text) }, found.version)) return true;
  }
}

/** More keys than one say that a rotation was interrupted: it is brought to its end instead of beginning another. */
async function rotate(options: SessionsOptions): Promise<{ readonly sealed: number; readonly where: string }> {
  const { keys, collection } = options;
  const known = await keys.read({ make: true, fresh: true });
  const [key] = keys.add === null || known.length > 1 ? known : await keys.add();
  let count = 0;
  const ids: string[] = [];
  for await (const { id } of collection.each()) ids.push(id);
  for (const id of ids) if (await reseal(options, id, key)) count += 1;
  await keys.forgetOlder?.();
  return { sealed: count, where: keys.where };
}

export const openSessions = (options: SessionsOptions): Sessions => ({
  open: (source, account) => openSession(options, source, account),
  save: (session) => save(options, session),
  handIn: (source, account, cookies) => handIn(options, source, account, cookies),
  rotate: () => rotate(options),
});
