import { createHash } from 'node:crypto';
import { base32 } from '@scure/base';

/** A digest as WARC writes it: `sha256:` and base32. */
export const labelled = (digest: Uint8Array): string => `sha256:${base32.encode(digest)}`;

export const digestOf = (bytes: Uint8Array): string => labelled(createHash('sha256').update(bytes).digest());

export interface Digest {
  /** A name that node:crypto knows. */
  readonly algorithm: 'sha256' | 'sha1' | 'md5' | 'sha512';
  readonly hex: string;
}

const lengths = { md5: 16, sha1: 20, sha256: 32, sha512: 64 } as const;

function bytesOf(value: string, length: number): Uint8Array | null {
  if (value.length === length * 2 && /^[0-9a-f]+$/i.test(value)) return Buffer.from(value, 'hex');
  const letters = value.toUpperCase().replace(/=+$/, '');
  try {
    const bytes = base32.decode(letters + '='.repeat((8 - (letters.length % 8)) % 8));
    return bytes.length === length ? bytes : null;
  } catch {
    return null;
  }
}

/** Reads `sha1:BASE32`, `sha-256:hex` and their like; null when it is no digest that can be checked. */
export function parseDigest(text: string): Digest | null {
  const [label = '', value = ''] = text.trim().split(':', 2);
  const name = label.toLowerCase().replace('-', '');
  const algorithm = (['sha256', 'sha1', 'md5', 'sha512'] as const).find((known) => known === name);
  if (!algorithm) return null;
  const bytes = bytesOf(value.trim(), lengths[algorithm]);
  return bytes ? { algorithm, hex: Buffer.from(bytes).toString('hex') } : null;
}

export const matches = (digest: Digest, bytes: Uint8Array): boolean =>
  createHash(digest.algorithm).update(bytes).digest('hex') === digest.hex;
