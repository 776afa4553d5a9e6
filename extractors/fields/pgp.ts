import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64 } from '@scure/base';
import { type Parsed, parsed } from './parsed.ts';

const block =
  /[-\u2010-\u2015]{2,6}\s*BEGIN PGP PUBLIC KEY BLOCK\s*[-\u2010-\u2015]{2,6}([\s\S]*?)(?:[-\u2010-\u2015]{2,6}\s*END PGP PUBLIC KEY BLOCK\s*[-\u2010-\u2015]{2,6}|(?=[-\u2010-\u2015]{2,6}\s*BEGIN PGP)|$)/g;

const entities: Readonly<Record<string, string>> = { plus: '+', sol: '/', equals: '=', amp: '&', nbsp: ' ', num: '#' };

/** Undoes what web pages do to armour: line-break elements, character references, invisible characters, backslashes before line ends. */
function unmangle(body: string): string {
  return body
    .replace(/<[^<>]{0,200}>/g, '\n')
    .replace(/&amp;(?=#?\w+;)/g, '&')
    .replace(/&#x([0-9a-f]{1,5});/gi, (_, code: string) => String.fromCodePoint(Number.parseInt(code, 16)))
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&(\w+);/g, (whole, name: string) => entities[name] ?? whole)
    .replace(/\\[nr]/g, '\n')
    .replace(/[\u200b\u00ad\ufeff\u2060]/g, '');
}

function decode(characters: string): Uint8Array | null {
  const clean = characters.replace(/=+$/, '');
  const usable = clean.length % 4 === 1 ? clean.slice(0, -1) : clean;
  try {
    return base64.decode(usable.padEnd(Math.ceil(usable.length / 4) * 4, '='));
  } catch {
    return null;
  }
}

/** CRC-24 of RFC 9580, section 6.1.1. */
function crc24(bytes: Uint8Array): number {
  let crc = 0xb704ce;
  for (const byte of bytes) {
    crc ^= byte << 16;
    for (let bit = 0; bit < 8; bit += 1) {
      crc <<= 1;
      if (crc & 0x1000000) crc ^= 0x1864cfb;
    }
  }
  return crc & 0xffffff;
}

interface Packet {
  readonly tag: number;
  readonly body: Uint8Array;
}

function packetLength(
  bytes: Uint8Array,
): { readonly at: number; readonly length: number; readonly tag: number } | null {
  const head = bytes[0] ?? 0;
  if ((head & 0x80) === 0) return null;
  const number = (from: number, size: number) =>
    bytes.subarray(from, from + size).reduce((sum, byte) => sum * 256 + byte, 0);
  if (head & 0x40) {
    const first = bytes[1] ?? 0;
    const tag = head & 0x3f;
    if (first < 192) return { at: 2, length: first, tag };
    if (first < 224) return { at: 3, length: (first - 192) * 256 + (bytes[2] ?? 0) + 192, tag };
    return first === 255 ? { at: 6, length: number(2, 4), tag } : null;
  }
  const size = [1, 2, 4][head & 3];
  return size === undefined ? null : { at: 1 + size, length: number(1, size), tag: (head >> 2) & 15 };
}

function firstPacket(bytes: Uint8Array): Packet | null {
  const header = packetLength(bytes);
  if (!header || bytes.length < header.at + header.length) return null;
  return { tag: header.tag, body: bytes.subarray(header.at, header.at + header.length) };
}

const upperHex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase();
const bigEndian = (value: number, size: number): number[] =>
  Array.from({ length: size }, (_, index) => (value >>> (8 * (size - 1 - index))) & 255);

/** Fingerprint of a version 4, 5 or 6 public key packet (RFC 9580, section 5.5.4); null for any other packet. */
function fingerprintOf(packet: Packet): string | null {
  const { body, tag } = packet;
  if (tag !== 6 || body.length < 12) return null;
  if (body[0] === 4) return upperHex(sha1(Uint8Array.from([0x99, ...bigEndian(body.length, 2), ...body])));
  if (body[0] === 5) return upperHex(sha256(Uint8Array.from([0x9a, ...bigEndian(body.length, 4), ...body])));
  if (body[0] === 6) return upperHex(sha256(Uint8Array.from([0x9b, ...bigEndian(body.length, 4), ...body])));
  return null;
}

/** True when a self-signature in the key names its issuer: proof of the fingerprint without a checksum. */
const namesIssuer = (bytes: Uint8Array, fingerprint: string): boolean =>
  upperHex(bytes).includes(fingerprint.length === 40 ? fingerprint.slice(-16) : fingerprint.slice(0, 16));

interface Key {
  readonly fingerprint: string;
  readonly confidence: number;
}

function readKey(characters: string): Key | null {
  const sum = /=([A-Za-z0-9+/]{4})$/.exec(characters);
  const bytes = decode(sum ? characters.slice(0, -5) : characters);
  const packet = bytes ? firstPacket(bytes) : null;
  const fingerprint = packet ? fingerprintOf(packet) : null;
  if (!bytes || !fingerprint) return null;
  const expected = sum?.[1] ? decode(sum[1]) : null;
  const right = expected ? Buffer.from(expected).readUIntBE(0, 3) === crc24(bytes) : null;
  if (right) return { fingerprint, confidence: 1 };
  if (namesIssuer(bytes, fingerprint)) return { fingerprint, confidence: 0.95 };
  return right === null ? { fingerprint, confidence: 0.7 } : null;
}

/** Where line breaks are lost, header words stand before the data: the data begin at the first word from which a key can be read. */
function readBody(body: string): Key | null {
  const words = unmangle(body)
    .split(/\s+/)
    .filter((word) => word !== '');
  for (let first = 0; first < Math.min(words.length, 24); first += 1) {
    if (!/^[A-Za-z0-9+/=]+$/.test(words[first] ?? '')) continue;
    const rest = words
      .slice(first)
      .join('')
      .replace(/[^A-Za-z0-9+/=]/g, '');
    const key = readKey(rest);
    if (key) return key;
  }
  return null;
}

const printed =
  /(?<![0-9A-Za-z])(?:(?:fingerprint|fpr|pgp(?: key)?|gpg)[\s:=]{1,4}(?:0x)?(?=(?:[0-9A-F]{2}[ :]?){20}))?((?:[0-9A-F]{4}[ \u00a0:]{0,2}){9}[0-9A-F]{4})(?![0-9A-Za-z])/gi;

/** A bare run of 40 hexadecimal digits may be anything; a label or groups of four make it a fingerprint. */
function printedFingerprints(text: string): Parsed<string>[] {
  return [...text.matchAll(printed)].flatMap((match) => {
    const digits = match[1] ?? '';
    if (digits.length === 40 && match[0].length === digits.length) return [];
    const start = match.index + match[0].length - digits.length;
    return [
      parsed(
        text,
        { start, end: start + digits.length },
        digits.replace(/[^0-9a-f]/gi, '').toUpperCase(),
        'pgp:printed-fingerprint',
        0.9,
      ),
    ];
  });
}

/**
 * Fingerprints (upper-case hexadecimal) of the primary keys in a text: of armoured blocks, repaired where a page has mangled them, and of
 * fingerprints that are printed as such. A block that cannot be read gives nothing.
 */
export function parsePgp(text: string): Parsed<string>[] {
  const keys = [...text.matchAll(block)].flatMap((match) => {
    const key = readBody(match[1] ?? '');
    const span = { start: match.index, end: match.index + match[0].length };
    return key
      ? [parsed(text, span, key.fingerprint, key.confidence === 1 ? 'pgp:block' : 'pgp:repaired-block', key.confidence)]
      : [];
  });
  const all = [...keys, ...printedFingerprints(text)];
  return all.filter((one, index) => all.findIndex((other) => other.value === one.value) === index);
}

/** True when `text` holds an armoured public key, readable or not. */
export const hasPgpBlock = (text: string): boolean => /BEGIN PGP PUBLIC KEY BLOCK/.test(text);
