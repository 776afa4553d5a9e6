import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** 32 bytes for AES-256-GCM, and a name that tells keys apart and nothing else of them. */
export interface SealKey {
  readonly id: string;
  readonly bytes: Buffer;
}

/** What a seal is good for: a sealed text that is moved to another source, account or revision does not open. */
export interface Bound {
  readonly source: string;
  readonly account: string | null;
  readonly revision: number;
}

export const keyLength = 32;
const nonceLength = 12;
const tagLength = 16;
const format = 'v1.';

export const sealKey = (bytes: Buffer): SealKey => ({
  id: createHash('sha256').update('leadline session key').update(bytes).digest('hex').slice(0, 12),
  bytes,
});

const additional = ({ source, account, revision }: Bound): Buffer =>
  Buffer.from(JSON.stringify(['leadline session', 1, source, account, revision]));

/** AES-256-GCM under a random nonce: "v1." and, in base64url, nonce, ciphertext and tag. */
export function seal(key: SealKey, bound: Bound, text: string): string {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce).setAAD(additional(bound));
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return format + Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url');
}

/** The text, or null when the key, what it is bound to, or a single bit is another one. */
export function unseal(key: SealKey, bound: Bound, sealed: string): string | null {
  const bytes = Buffer.from(sealed.slice(format.length), 'base64url');
  if (!sealed.startsWith(format) || bytes.length < nonceLength + tagLength) return null;
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, nonceLength), {
    authTagLength: tagLength,
  });
  decipher.setAAD(additional(bound)).setAuthTag(bytes.subarray(bytes.length - tagLength));
  const body = bytes.subarray(nonceLength, bytes.length - tagLength);
  try {
    return Buffer.concat([decipher.update(body), decipher.final()]).toString('utf8');
  } catch {
    return null;
  }
}
