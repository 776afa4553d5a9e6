import { createHash } from 'node:crypto';

const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** RFC 4648 base32 of a length that leaves no rest. */
function bytesOf(name: string): Uint8Array {
  const bits = [...name].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  return Uint8Array.from((bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}

/** The 56 characters that name a version 3 onion service, without sub-domains and `.onion`; null for any other host. Checks the form only. */
export const onionLabel = (host: string): string | null =>
  /^(?:[a-z0-9-]+\.)*([a-z2-7]{56})\.onion$/.exec(host.trim().toLowerCase())?.[1] ?? null;

/** True for a version 3 onion host (56 characters and `.onion`, with or without sub-domains) whose checksum is right (rend-spec-v3, section 6). */
export function isOnion(host: string): boolean {
  const name = onionLabel(host);
  if (name === null) return false;
  const bytes = bytesOf(name);
  if (bytes[34] !== 3) return false;
  const sum = createHash('sha3-256')
    .update('.onion checksum')
    .update(bytes.subarray(0, 32))
    .update(Uint8Array.of(3))
    .digest();
  return sum[0] === bytes[32] && sum[1] === bytes[33];
}
