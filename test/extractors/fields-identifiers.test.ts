import { createHash } from 'node:crypto';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base58xmr, bech32, bech32m, createBase58check } from '@scure/base';
import fc from 'fast-check';
import { generateKey } from 'openpgp';
import { describe, expect, it, test } from 'vitest';
import { parseContacts } from '../../extractors/fields/contact.ts';
import { parseHandle } from '../../extractors/fields/handle.ts';
import { parsePgp } from '../../extractors/fields/pgp.ts';
import { parseWallets } from '../../extractors/fields/wallet.ts';
import { onionName } from '../../lab/onion.ts';
import { isOnion } from '../../model/onion.ts';

const values = (found: readonly { readonly value: string }[]) => found.map((one) => one.value);

describe('parsePgp', async () => {
  const generated = await Promise.all([
    generateKey({
      type: 'ecc',
      curve: 'ed25519Legacy',
      userIDs: [{ name: 'nordlicht', email: 'n@example.org' }],
      format: 'object',
    }),
    generateKey({ type: 'curve25519', userIDs: [{ name: 'greywharf' }], format: 'object', config: { v6Keys: true } }),
  ]);
  const keys = generated.map(({ publicKey }) => ({
    armor: publicKey.armor(),
    fingerprint: publicKey.getFingerprint().toUpperCase(),
  }));
  const manglings: readonly (readonly [name: string, mangle: (armor: string) => string])[] = [
    ['as it is', (armor) => armor],
    ['indented', (armor) => armor.replace(/^/gm, '   ')],
    ['without the blank line', (armor) => armor.replace(/\r?\n\r?\n/, '\n')],
    ['with <br> for line ends', (armor) => armor.replace(/\r?\n/g, '<br />')],
    ['on one line', (armor) => armor.replace(/\s*\r?\n\s*/g, ' ')],
    [
      'on one line behind headers',
      (armor) =>
        armor.replace(/-----(\r?\n)+/, '-----\nVersion: GnuPG v2\nComment: hello\n\n').replace(/\s*\r?\n\s*/g, ' '),
    ],
    [
      'with character references',
      (armor) => armor.replaceAll('+', '&#43;').replaceAll('/', '&#x2F;').replaceAll('=', '&#61;'),
    ],
    ['without its checksum', (armor) => armor.replace(/\r?\n=[A-Za-z0-9+/]{4}(?=\r?\n)/, '')],
    ['with long dashes', (armor) => armor.replaceAll('-----', '\u2014\u2014\u2013')],
  ];
  for (const [name, mangle] of manglings) {
    it(`finds the fingerprint of a block ${name}`, () => {
      for (const { armor, fingerprint } of keys)
        expect(values(parsePgp(`My key:\n${mangle(armor)}\nbye`))).toEqual([fingerprint]);
    });
  }

  it('finds each of several keys once', () => {
    const text = keys.map(({ armor }) => armor).join('\n');
    expect(values(parsePgp(text + text))).toEqual(keys.map(({ fingerprint }) => fingerprint));
  });

  it('gives nothing for a block whose key packet is damaged', () => {
    for (const { armor } of keys) {
      const lines = armor.split('\n');
      const damaged = lines.map((line, index) => (index === 2 ? `AAAAAAAA${line.slice(8)}` : line)).join('\n');
      expect(parsePgp(damaged)).toEqual([]);
    }
  });

  it('reads printed fingerprints, but no bare hexadecimal', () => {
    expect(values(parsePgp('Fingerprint: 5D3B FCEE A9E4 B26D 9F55  E131 38B5 1DCF 5893 0D59'))).toEqual([
      '5D3BFCEEA9E4B26D9F55E13138B51DCF58930D59',
    ]);
    expect(parsePgp('commit 5d3bfceea9e4b26d9f55e13138b51dcf58930d59')).toEqual([]);
  });
});

describe('parseContacts', () => {
  test.each([
    ['Contact: anna[.]lab[@]example[.]org', ['mail:anna.lab@example.org']],
    ['foo (at) bar (dot) com', ['mail:foo@bar.com']],
    ['Telegram: @nordlicht_shop, wickr: nordlicht77', ['telegram:@nordlicht_shop', 'wickr:nordlicht77']],
    ['https://t.me/nordlicht and again t.me/nordlicht', ['telegram:@nordlicht']],
    ['t[.]me/nordlicht', ['telegram:@nordlicht']],
    ['jabber: a.b@xmpp.jp', ['jabber:a.b@xmpp.jp']],
    ['me@exploit.im', ['jabber:me@exploit.im']],
    ['@user:matrix.org', ['matrix:@user:matrix.org']],
    ['Signal: nord.42', ['signal:nord.42']],
    ['WhatsApp: +44 7700 900123', ['whatsapp:+447700900123']],
    ['Threema: ABCD1234', ['threema:ABCD1234']],
    [`Session 05${'ab'.repeat(32)}`, [`session:05${'ab'.repeat(32)}`]],
  ])('reads %s', (text, contacts) => expect(values(parseContacts(text))).toEqual(contacts));

  test.each([
    'meet at example.com',
    'hello @name',
    'price: 5',
    'best signal strength',
    'we are on telegram',
    'https://t.me/joinchat/abc',
  ])('takes %j for no contact', (text) => expect(parseContacts(text)).toEqual([]));

  it('reads bare names as Telegram names where it is told to', () =>
    expect(values(parseContacts('write @nordlicht_bot', { bareNames: true }))).toEqual(['telegram:@nordlicht_bot']));

  it('accepts a Tox id only with the right checksum', () => {
    const body = `${createHash('sha256').update('tox').digest('hex')}00000000`;
    const sum = (body.match(/.{4}/g) ?? []).reduce((all, word) => all ^ Number.parseInt(word, 16), 0);
    const id = (body + sum.toString(16).padStart(4, '0')).toUpperCase();
    expect(values(parseContacts(id))).toEqual([`tox:${id}`]);
    expect(parseContacts(id.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toEqual([]);
  });
});

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
const flip = (address: string, alphabet: string) =>
  address.slice(0, -1) + (address.endsWith(alphabet[0] ?? '') ? alphabet[1] : alphabet[0]);

describe('parseWallets', () => {
  it('tells bech32m from bech32', () => {
    const text =
      'bc1pwrmsy4rg3u65mapagx4xp5t7d57vadz8l2cg8u7x3ad4mu9dpg6s968tdl bc1pwrmsy4rg3u65mapagx4xp5t7d57vadz8l2cg8u7x3ad4mu9dpg6ssxh8ga';
    expect(values(parseWallets(text))).toEqual(['BTC:bc1pwrmsy4rg3u65mapagx4xp5t7d57vadz8l2cg8u7x3ad4mu9dpg6s968tdl']);
  });

  it('finds an integrated Monero address whole', () => {
    const address =
      '4BQ4UWv7bZQ8hmpjEUpmX17X8pz4mKgt3UxmGcJddPp3ad57sipq6pTMHZLGJfWvjL2Rpw4kTyK5cS31jayo93drFGdnYX7kBQGUvM1hgn';
    expect(values(parseWallets(`XMR ${address}.`))).toEqual([`XMR:${address}`]);
  });

  it('accepts Ethereum addresses without checksum at less confidence, and none with a wrong one', () => {
    expect(parseWallets('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed')[0]?.confidence).toBe(1);
    expect(parseWallets('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')[0]?.confidence).toBeLessThan(1);
    expect(parseWallets('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD')).toEqual([]);
  });

  it('finds every valid address and refuses the same with its last letter changed', () => {
    const check = createBase58check(sha256);
    fc.assert(
      fc.property(bytes(20), bytes(32), bytes(64), (hash, program, keys) => {
        const monero = Uint8Array.from([18, ...keys]);
        const addresses = [
          ['BTC', check.encode(Uint8Array.from([0, ...hash]))],
          ['LTC', check.encode(Uint8Array.from([48, ...hash]))],
          ['BTC', bech32.encode('bc', [0, ...bech32.toWords(hash)])],
          ['LTC', bech32.encode('ltc', [0, ...bech32.toWords(program)])],
          ['BTC', bech32m.encode('bc', [1, ...bech32m.toWords(program)])],
          ['XMR', base58xmr.encode(Uint8Array.from([...monero, ...keccak_256(monero).subarray(0, 4)]))],
        ] as const;
        for (const [currency, address] of addresses) {
          expect(values(parseWallets(`pay to ${address}, thanks`))).toEqual([`${currency}:${address}`]);
          expect(parseWallets(`pay to ${flip(address, 'qp')}, thanks`)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('isOnion', () => {
  it('checks the checksum, not only the length', () => {
    expect(isOnion('265uushi2vc6yocvizcx4lzarvqacyaay3bq4pvrtllbc6os3c4e5yid.onion')).toBe(true);
    expect(isOnion('265uushi2vd6yocvizcx4lzarvqacyaay3bq4pvrtllbc6os3c4e5yid.onion')).toBe(false);
    expect(isOnion('example.org')).toBe(false);
  });

  it('accepts the names of the lab', () => expect(isOnion(onionName('a market'))).toBe(true));
});

describe('parseHandle', () => {
  test.each([
    ['greywharf (1250) (4.9★)', 'greywharf'],
    ['Vendor: PHARMORA', 'PHARMORA'],
    [' europe ', 'europe'],
    ['sold by X9 (98%)', 'X9'],
    ['John (UK)', 'John (UK)'],
    ['king [500+] Level 4', 'king'],
    ['Level 5', 'Level 5'],
    ['Verkäufer: müller', 'müller'],
    ['777', '777'],
  ])('reads %s', (text, handle) => expect(parseHandle(text)?.value).toBe(handle));

  it('keeps letters of another script as they are', () => {
    expect(parseHandle('nоrdlicht')?.value).toBe('nоrdlicht');
    expect(parseHandle('nоrdlicht')?.value).not.toBe('nordlicht');
  });

  test.each(['', '-', 'N/A', 'a'.repeat(65)])('takes %j for no handle', (text) => expect(parseHandle(text)).toBeNull());
});
