import { createCleartextMessage, createMessage, enums, generateKey, type PrivateKey, sign } from 'openpgp';
import type { ListPin } from '../../crawler/mirrors/signed-list.ts';

export interface Signer {
  readonly key: PrivateKey;
  readonly armored: string;
  readonly fingerprint: string;
  readonly revocation: string;
  readonly pin: ListPin;
}

/** A key of a market's staff, made at `date`; `days`: until it expires. */
export async function makeSigner(name: string, date: Date, days?: number): Promise<Signer> {
  const made = await generateKey({
    userIDs: [{ name }],
    date,
    format: 'object',
    ...(days === undefined ? {} : { keyExpirationTime: days * 86_400 }),
  });
  const armored = made.publicKey.armor();
  const fingerprint = made.publicKey.getFingerprint().toUpperCase();
  return {
    key: made.privateKey,
    armored,
    fingerprint,
    revocation: made.revocationCertificate,
    pin: { fingerprint, armored, keyText: null },
  };
}

/** How an old program signs: with SHA-1. */
const old = { preferredHashAlgorithm: enums.hash.sha1, nonDeterministicSignaturesViaNotation: false };

/** A list signed by a key and a hash of twenty years ago, with its pin. */
export async function oldSignedText(
  text: string,
  made: Date,
  date: Date,
): Promise<{ readonly clear: string; readonly pin: ListPin }> {
  const { privateKey, publicKey } = await generateKey({
    userIDs: [{ name: 'old' }],
    type: 'rsa',
    rsaBits: 2048,
    date: made,
    format: 'object',
    config: old,
  });
  const message = await createCleartextMessage({ text });
  const clear = await sign({
    message,
    signingKeys: privateKey,
    date,
    config: { ...old, rejectHashAlgorithms: new Set<never>() },
  });
  return {
    clear,
    pin: { fingerprint: publicKey.getFingerprint().toUpperCase(), armored: publicKey.armor(), keyText: null },
  };
}

export async function signedText(text: string, { key }: Signer, date: Date): Promise<string> {
  const message = await createCleartextMessage({ text });
  return sign({ message, signingKeys: key, date });
}

export const detachedSignature = async (text: string, { key }: Signer, date: Date): Promise<string> =>
  sign({ message: await createMessage({ text }), signingKeys: key, date, detached: true });
