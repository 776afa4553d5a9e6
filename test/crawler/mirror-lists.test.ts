import { readKey, revokeKey } from 'openpgp';
import { beforeAll, describe, expect, it } from 'vitest';
import { addressesIn, readSignedList } from '../../crawler/mirrors/signed-list.ts';
import { onionName } from '../../lab/onion.ts';
import { detachedSignature, makeSigner, oldSignedText, type Signer, signedText } from './keys.ts';

const made = new Date('2026-01-01T00:00:00Z');
const signedOn = new Date('2026-05-20T10:00:00Z');
const now = Date.parse('2026-06-01T00:00:00Z');
const hosts = ['one', 'two', 'three'].map((name) => onionName(name));
const list = `Halyard: our addresses\n\n${hosts.map((host, at) => `${at + 1}. http://${host}`).join('\n')}\n- check every letter\n`;
const found = hosts.map((host) => `http://${host}/`);

let staff: Signer;
let thief: Signer;
let clear = '';
beforeAll(async () => {
  [staff, thief] = await Promise.all([makeSigner('staff', made), makeSigner('thief', made)]);
  clear = await signedText(list, staff, signedOn);
});

const read = (text: string, more: Partial<Parameters<typeof readSignedList>[1]> = {}) =>
  readSignedList(text, { pin: staff.pin, now, newest: null, ...more });
const refusal = (text: string, more: Partial<Parameters<typeof readSignedList>[1]> = {}) =>
  read(text, more).then(
    () => 'taken',
    (error: Error) => error.message,
  );
const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('+', '&#43;').replaceAll('/', '&#x2F;');

describe('a signed list of addresses', () => {
  it('gives its addresses and when it was signed, as it stands', async () => {
    expect(await read(clear)).toEqual({ addresses: found, signedAt: signedOn.toISOString() });
  });

  it.each<readonly [string, (text: string) => string]>([
    ['in a page', (text) => `<html><title>Mirrors</title><body><pre>${text}</pre></body></html>`],
    ['escaped in a page', (text) => `<pre>${escaped(text)}</pre>`],
    ['with line-break elements', (text) => `<p>${escaped(text).replaceAll('\n', '<br>\n')}</p>`],
    ['with line-break elements alone', (text) => `<p>${escaped(text).replaceAll('\n', '<br/>')}</p>`],
    [
      'indented',
      (text) =>
        text
          .split('\n')
          .map((line) => `      ${line}`)
          .join('\n'),
    ],
    ['with Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
    [
      'without the empty lines behind its headers',
      (text) => text.replace(/(Hash: \w+)\n\n/, '$1\n').replace(/(BEGIN PGP SIGNATURE-----)\n\n/, '$1\n'),
    ],
    ['with spaces that do not break', (text) => text.replaceAll(' ', '\u00a0')],
    ['among other words', (text) => `Beware of phishing!\n\n${text}\n\nSee you.`],
  ])('is read %s', async (_, mangle) => {
    expect(await read(mangle(clear))).toMatchObject({ addresses: found });
  });

  it('is read with its signature in a file beside it', async () => {
    const signature = await detachedSignature(list, staff, signedOn);
    expect(await read(list, { signature })).toMatchObject({ addresses: found, signedAt: signedOn.toISOString() });
    expect(await refusal(`${list}http://${onionName('added')}`, { signature })).toContain('does not hold');
  });

  it('is read where only the fingerprint is pinned and the key stands beside the list', async () => {
    const pin = { fingerprint: staff.fingerprint, armored: null, keyText: null };
    expect(await read(`${thief.armored}\n${staff.armored}\n${clear}`, { pin })).toMatchObject({ addresses: found });
    expect(await refusal(`${thief.armored}\n${clear}`, { pin })).toContain('is not found');
  });

  it('is refused with a sentence when it is not by the pinned key', async () => {
    expect(await refusal(await signedText(list, thief, signedOn))).toContain('signed by another key');
    expect(await refusal(`${thief.armored}\n${await signedText(list, thief, signedOn)}`)).toContain('another key');
  });

  it('is refused when a letter of it was changed, or an address was added', async () => {
    expect(await refusal(clear.replace('1. http', '7. http'))).toContain('does not hold');
    expect(await refusal(clear.replace('- - check', `http://${onionName('added')}\n- - check`))).toContain(
      'does not hold',
    );
    expect(await refusal('<p>one.onion</p>')).toContain('no signed text');
  });

  it('is refused when the key has expired or was revoked', async () => {
    const brief = await makeSigner('brief', made, 120);
    expect(await refusal(await signedText(list, brief, new Date('2026-02-01')), { pin: brief.pin })).toContain(
      'expired on 2026-05-01',
    );
    const key = await readKey({ armoredKey: staff.armored });
    const { publicKey } = await revokeKey({ key, revocationCertificate: staff.revocation, format: 'object' });
    const pin = { ...staff.pin, armored: publicKey.armor() };
    expect(await refusal(clear, { pin })).toContain('was revoked');
  });

  it('is refused when its signature uses a hash that can be forged', async () => {
    const { clear: old, pin } = await oldSignedText(list, made, signedOn);
    expect(await refusal(old, { pin })).toContain('SHA1');
  });

  it('is refused when a newer one is known, or when it comes from the future', async () => {
    expect(await refusal(clear, { newest: '2026-05-21T00:00:00.000Z' })).toContain('a newer one');
    expect(await refusal(clear, { newest: signedOn.toISOString() })).toBe('taken');
    expect(await refusal(await signedText(list, staff, new Date('2027-01-01')))).toMatch(/future|does not hold/);
  });

  it('takes no address whose checksum is wrong, and is refused when none is left', async () => {
    const bad = `http://${'a'.repeat(56)}.onion/`;
    expect(addressesIn(`${bad} ${hosts[0]}, https://clear.example/x).`)).toEqual([found[0], 'https://clear.example/x']);
    expect(await refusal(await signedText(bad, staff, signedOn))).toContain('names no address');
  });
});
