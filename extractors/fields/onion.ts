import { sha3_256 } from '@noble/hashes/sha3.js';
import { base32 } from '@scure/base';

const prefix = new TextEncoder().encode('.onion checksum');

/** True for a version 3 onion host (56 characters and `.onion`, with or without sub-domains) whose checksum is right (rend-spec-v3, section 6). */
export function isOnion(host: string): boolean {
  const name = /^(?:[a-z0-9-]+\.)*([a-z2-7]{56})\.onion$/i.exec(host.trim())?.[1];
  if (!name) return false;
  const bytes = base32.decode(name.toUpperCase());
  const key = bytes.subarray(0, 32);
  const version = bytes[34];
  if (version !== 3) return false;
  const sum = sha3_256(Uint8Array.from([...prefix, ...key, version]));
  return sum[0] === bytes[32] && sum[1] === bytes[33];
}
