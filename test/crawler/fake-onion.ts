import { createHash } from 'node:crypto';
import { base32 } from '@scure/base';

/** An onion name with a right checksum that begins like `real`, as somebody with time makes it. `bytes`: how many of the key are the same. */
export function fakeOnion(real: string, bytes: number): string {
  const key = base32.decode(real.slice(0, 56).toUpperCase()).slice(0, 32);
  key.set(createHash('sha256').update(real).digest().subarray(bytes), bytes);
  const version = Uint8Array.of(3);
  const sum = createHash('sha3-256').update('.onion checksum').update(key).update(version).digest();
  return `${base32.encode(Uint8Array.from([...key, ...sum.subarray(0, 2), ...version])).toLowerCase()}.onion`;
}
