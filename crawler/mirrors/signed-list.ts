import type { PublicKey, VerifyMessageResult } from 'openpgp';
import { iso } from '../../model/clock.ts';
import { errorText, LeadlineError } from '../../model/errors.ts';
import { isOnion } from '../../model/onion.ts';
import { blocksIn } from './repair.ts';

/** What a list is held against. */
export interface ListPin {
  /** Fingerprint of the primary key, upper-case hexadecimal; null: that of `armored`. */
  readonly fingerprint: string | null;
  /** The armoured public key; null: it is looked for in `keyText`. */
  readonly armored: string | null;
  /** Text that may hold the public key, such as the page of the list itself. */
  readonly keyText: string | null;
}

/** A list of addresses whose signature holds. */
export interface SignedList {
  readonly addresses: readonly string[];
  /** ISO 8601. */
  readonly signedAt: string;
}

/** The library is large and few sources have a list, so it is loaded by the first that has one. */
const openpgp = () => import('openpgp');

const refuse = (why: string): LeadlineError =>
  new LeadlineError('mirror-list', `The list of addresses is not taken: ${why}`);
const grouped = (fingerprint: string): string => fingerprint.toUpperCase().replace(/(.{4})(?=.)/g, '$1 ');

/** The first form of a block that can be read. */
async function firstReadable<T>(forms: readonly string[], read: (form: string) => Promise<T>): Promise<T | null> {
  for (const form of forms) {
    try {
      return await read(form);
    } catch {
      // Another form may be the one that was meant; when none is, the list is refused with a reason.
    }
  }
  return null;
}

async function keyOf({ fingerprint, armored, keyText }: ListPin): Promise<PublicKey> {
  const { readKey } = await openpgp();
  // A key that is pinned as a whole is never replaced by one that a page shows.
  for (const forms of blocksIn(armored ?? keyText ?? '', 'key')) {
    const key = await firstReadable(forms, (form) => readKey({ armoredKey: form }));
    if (key && (fingerprint === null || key.getFingerprint().toUpperCase() === fingerprint)) return key.toPublic();
  }
  throw refuse(`the public key ${fingerprint === null ? '' : `${grouped(fingerprint)} `}is not found`);
}

/** Keys that were revoked, or ended before the list was signed, sign nothing. */
async function checkKey(key: PublicKey, signedAt: Date, now: number): Promise<void> {
  const name = grouped(key.getFingerprint());
  if (await key.isRevoked(undefined, undefined, new Date(now))) throw refuse(`the key ${name} was revoked`);
  const ends = await key.getExpirationTime();
  if (ends instanceof Date && ends.getTime() < now)
    throw refuse(`the key ${name} expired on ${iso(ends.getTime()).slice(0, 10)}`);
  if (signedAt.getTime() > now + 86_400_000) throw refuse(`it is signed in the future, on ${iso(signedAt.getTime())}`);
}

const weakHashes = new Set(['md5', 'sha1', 'ripemd']);

async function hashOf(signature: VerifyMessageResult['signatures'][number]): Promise<string> {
  const { enums } = await openpgp();
  const packet = (await signature.signature).packets[0];
  return packet?.hashAlgorithm == null ? 'unknown' : enums.read(enums.hash, packet.hashAlgorithm);
}

interface Verified {
  readonly text: string;
  readonly signedAt: Date;
}

/** Why a signature does not hold; the words of the library, without its prefix. */
const words = (error: unknown): string =>
  errorText(error)
    .replace(/^Error: /, '')
    .replace(/\.$/, '');

/** Which of the signatures is by the pinned key and holds. Throws `mirror-list` with the reason of the first. */
async function holding(result: VerifyMessageResult, key: PublicKey, text: string, now: number): Promise<Verified> {
  const ids = key.getKeyIDs();
  const reasons: string[] = [];
  for (const signature of result.signatures) {
    if (!ids.some((id) => id.equals(signature.keyID))) {
      reasons.push(`it is signed by another key (${signature.keyID.toHex().toUpperCase()})`);
      continue;
    }
    const hash = await hashOf(signature);
    if (weakHashes.has(hash)) throw refuse(`its signature uses ${hash.toUpperCase()}, which can be forged`);
    const signedAt = (await signature.signature).packets[0]?.created ?? new Date(Number.NaN);
    await checkKey(key, signedAt, now);
    const failure = await signature.verified.then(() => null, words);
    if (failure === null && !Number.isNaN(signedAt.getTime())) return { text, signedAt };
    reasons.push(`its signature does not hold (${failure})`);
  }
  throw refuse(reasons[0] ?? 'it holds no signature');
}

async function verifyClear(form: string, key: PublicKey, now: number): Promise<Verified> {
  const { readCleartextMessage, verify } = await openpgp();
  const message = await readCleartextMessage({ cleartextMessage: form });
  // What weak hashes and expired keys mean is decided here, so that the sentence can say it.
  const config = { rejectMessageHashAlgorithms: new Set<never>() };
  const result = await verify({ message, verificationKeys: key, date: new Date(now), config });
  return holding(result, key, message.getText(), now);
}

async function verifyDetached(text: string, signature: string, key: PublicKey, now: number): Promise<Verified> {
  const { createMessage, readSignature, verify } = await openpgp();
  const config = { rejectMessageHashAlgorithms: new Set<never>() };
  const message = await createMessage({ text });
  const armored = await readSignature({ armoredSignature: signature });
  const result = await verify({ message, signature: armored, verificationKeys: key, date: new Date(now), config });
  return holding(result, key, text, now);
}

/** The first form in which a signature holds; else the reason that says most. */
async function anyThatHolds(attempts: readonly (() => Promise<Verified>)[]): Promise<Verified> {
  let first: LeadlineError | null = null;
  for (const attempt of attempts) {
    try {
      return await attempt();
    } catch (error) {
      const reason = error instanceof LeadlineError ? error : refuse(`it cannot be read (${words(error)})`);
      if (first === null || /cannot be read/.test(first.message)) first = reason;
    }
  }
  throw first ?? refuse('it holds no signed text');
}

/** Every address of the web in a signed text that Leadline can fetch; onion names without `http://` too. */
export function addressesIn(text: string): readonly string[] {
  const found =
    text.match(
      /(?:https?:\/\/)?(?:[a-z0-9-]+\.)*[a-z2-7]{56}\.onion(?::\d{1,5})?(?:\/[^\s"'<>]*)?|https?:\/\/[^\s"'<>]+/gi,
    ) ?? [];
  const urls = found
    .map((each) => URL.parse(/^https?:/i.test(each) ? each : `http://${each}`))
    .filter((url) => url !== null);
  const fetchable = urls.filter(({ hostname }) => !hostname.endsWith('.onion') || isOnion(hostname));
  return [...new Set(fetchable.map(({ href }) => href.replace(/[.,;:)]+$/, '')))];
}

/** A signature beside the text it is for: `text` as served, and once more with the line ends of mail. */
const detachedForms = (text: string): readonly string[] => [text, text.trimEnd(), text.replace(/\r?\n/g, '\r\n')];

/**
 * Reads a list of addresses that must be signed by the pinned key: a clear-signed block in a text or page, or, with `signature`, a text with a detached
 * signature. Blocks that a page has mangled are repaired. Throws `mirror-list` with one sentence: no signature, another key, an expired or revoked key, a
 * weak hash, a signature that does not hold, no address, or a list older than `newest`.
 */
export async function readSignedList(
  text: string,
  options: {
    readonly pin: ListPin;
    readonly now: number;
    readonly newest: string | null;
    readonly signature?: string | null;
  },
): Promise<SignedList> {
  const { pin, now, newest, signature = null } = options;
  const key = await keyOf({ ...pin, keyText: `${pin.keyText ?? ''}\n${text}` });
  const clear = blocksIn(text, 'signed').flatMap((forms) => forms.map((form) => () => verifyClear(form, key, now)));
  const beside = signature === null ? [] : blocksIn(signature, 'signature').flat();
  const detached = beside.flatMap((form) =>
    detachedForms(text).map((each) => () => verifyDetached(each, form, key, now)),
  );
  const verified = await anyThatHolds([...clear, ...detached]);
  const signedAt = iso(verified.signedAt.getTime());
  if (newest !== null && signedAt < newest)
    throw refuse(`it was signed on ${signedAt}, and a newer one of ${newest} is known`);
  const addresses = addressesIn(verified.text);
  if (addresses.length === 0) throw refuse('it names no address that can be fetched');
  return { addresses, signedAt };
}
