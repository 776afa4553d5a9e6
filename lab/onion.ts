import { createHash, createPrivateKey, createPublicKey } from 'node:crypto';

const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

const base32 = (bytes: Uint8Array): string => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{5}/g) ?? []).map((five) => alphabet[Number.parseInt(five, 2)]).join('');
};

const seedOf = (text: string): Buffer => createHash('sha256').update(text).digest();
/** What stands before the 32 bytes of an ed25519 key in PKCS #8 (RFC 8410). */
const keyHeader = Buffer.from('302e020100300506032b657004220420', 'hex');

function publicKeyOf(seed: Buffer): Buffer {
  const key = createPrivateKey({ key: Buffer.concat([keyHeader, seed]), format: 'der', type: 'pkcs8' });
  return createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32);
}

/** A v3 onion name (Tor rend-spec-v3, section 6) whose key is made from `text`, so that a Tor of the lab can serve it. */
export function onionName(text: string): string {
  const publicKey = publicKeyOf(seedOf(text));
  const version = Buffer.from([3]);
  const checksum = createHash('sha3-256')
    .update(Buffer.concat([Buffer.from('.onion checksum'), publicKey, version]))
    .digest()
    .subarray(0, 2);
  return `${base32(Buffer.concat([publicKey, checksum, version]))}.onion`;
}

const keyFile = (title: string, key: Uint8Array): Buffer =>
  Buffer.concat([Buffer.from(`== ed25519v1-${title}: type0 ==`.padEnd(32, '\0')), key]);

/** The two files of Tor that make it serve `onionName(text)`. */
export function onionKeyFiles(text: string): Readonly<Record<string, Buffer>> {
  const seed = seedOf(text);
  const expanded = createHash('sha512').update(seed).digest();
  // RFC 8032, 5.1.5: the lowest three bits and the highest are cleared, the second highest is set.
  expanded[0] = (expanded[0] ?? 0) & 248;
  expanded[31] = ((expanded[31] ?? 0) & 63) | 64;
  return {
    hs_ed25519_secret_key: keyFile('secret', expanded),
    hs_ed25519_public_key: keyFile('public', publicKeyOf(seed)),
  };
}
