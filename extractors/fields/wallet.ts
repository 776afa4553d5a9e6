import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58xmr, bech32, bech32m, createBase58check } from '@scure/base';
import { type Parsed, parsed } from './parsed.ts';

const base58check = createBase58check(sha256);

/** Currency by the version byte of a base58check address: pay to key hash, pay to script hash. */
const versions: Readonly<Record<number, string>> = {
  0: 'BTC',
  5: 'BTC',
  48: 'LTC',
  50: 'LTC',
  30: 'DOGE',
  22: 'DOGE',
  76: 'DASH',
  16: 'DASH',
  65: 'TRX',
};

function base58Currency(address: string): string | null {
  try {
    const bytes = base58check.decode(address);
    return bytes.length === 21 ? (versions[bytes[0] ?? -1] ?? null) : null;
  } catch {
    return null;
  }
}

/** BIP-173 for witness version 0, BIP-350 for every later one; the two checksums must not be swapped. */
function segwitCurrency(address: string): string | null {
  const lower = address.toLowerCase();
  if (address !== lower && address !== address.toUpperCase()) return null;
  const coder = /^(?:bc|ltc)1q/.test(lower) ? bech32 : bech32m;
  const decoded = coder.decodeUnsafe(lower, 90);
  if (!decoded) return null;
  const program = coder.fromWordsUnsafe(decoded.words.slice(1));
  const version = decoded.words[0] ?? 99;
  if (!program || version > 16 || program.length < 2 || program.length > 40) return null;
  if (version === 0 && program.length !== 20 && program.length !== 32) return null;
  return decoded.prefix === 'bc' ? 'BTC' : decoded.prefix === 'ltc' ? 'LTC' : null;
}

/** Network bytes of Monero main net: standard, integrated, sub-address. The last 4 bytes are the start of the Keccak-256 of the rest. */
function isMonero(address: string): boolean {
  try {
    const bytes = base58xmr.decode(address);
    const length = bytes[0] === 19 ? 77 : 69;
    if (![18, 19, 42].includes(bytes[0] ?? 0) || bytes.length !== length) return false;
    const sum = keccak_256(bytes.subarray(0, -4));
    return bytes.subarray(-4).every((byte, index) => byte === sum[index]);
  } catch {
    return false;
  }
}

/** EIP-55: the case of each letter is a bit of the Keccak-256 of the lower-case address. All-lower and all-upper carry no checksum. */
function isEthereum(address: string): boolean {
  const digits = address.slice(2);
  if (digits === digits.toLowerCase() || digits === digits.toUpperCase()) return true;
  const hash = keccak_256(new TextEncoder().encode(digits.toLowerCase()));
  return [...digits].every((letter, index) => {
    const nibble = ((hash[index >> 1] ?? 0) >> (index % 2 === 0 ? 4 : 0)) & 15;
    return !/[a-f]/i.test(letter) || nibble >= 8 === (letter === letter.toUpperCase());
  });
}

function currencyOf(address: string): string | null {
  if (/^0x/i.test(address)) return isEthereum(address) ? 'ETH' : null;
  if (/^(?:bc|ltc)1/i.test(address)) return segwitCurrency(address);
  return address.length >= 95 ? (isMonero(address) ? 'XMR' : null) : base58Currency(address);
}

/** One canonical spelling, so that the same wallet is found again: bech32 and Ethereum addresses do not depend on letter case. */
const canonical = (address: string): string => (/^(?:bc1|ltc1|0x)/i.test(address) ? address.toLowerCase() : address);

const candidate =
  /(?<![A-Za-z0-9])(?:0x[0-9a-fA-F]{40}|(?:bc|BC|ltc|LTC)1[02-9ac-hj-np-zAC-HJ-NP-Z]{11,87}|[1-9A-HJ-NP-Za-km-z]{95}(?:[1-9A-HJ-NP-Za-km-z]{11})?|[13LMDAX79T][1-9A-HJ-NP-Za-km-z]{25,34})(?![A-Za-z0-9])/g;

/** Every wallet address in `text` whose checksum is right, as `CURRENCY:address`, each once. Lower-case Ethereum addresses have no checksum and less confidence. */
export function parseWallets(text: string): Parsed<string>[] {
  const found = new Map<string, Parsed<string>>();
  for (const match of text.matchAll(candidate)) {
    const currency = currencyOf(match[0]);
    const value = currency === null ? '' : `${currency}:${canonical(match[0])}`;
    if (currency === null || found.has(value)) continue;
    const unchecked = currency === 'ETH' && match[0].slice(2) === match[0].slice(2).toLowerCase();
    const span = { start: match.index, end: match.index + match[0].length };
    found.set(value, parsed(text, span, value, `wallet:${currency.toLowerCase()}`, unchecked ? 0.8 : 1));
  }
  return [...found.values()];
}
