import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, lookAlikeOf } from '../../crawler/mirrors/look-alike.ts';
import { onionName } from '../../lab/onion.ts';

const real = onionName('a market');
const label = real.slice(0, 56);
const other = onionName('another market').slice(0, 56);
const known = [
  { host: real, source: 'halyard' },
  { host: 'board.example.org', source: 'slipway' },
  { host: 'boardwalk.org', source: 'slipway' },
];
const why = (host: string) => lookAlikeOf(host, known)?.why ?? null;
/** A name that begins and ends like the real one, as those who fake it would make it. */
const fake = (front: number, back: number): string =>
  `${label.slice(0, front)}${other.slice(front, 55 - back)}${label.slice(55 - back)}.onion`;

describe('an address that looks like a known one', () => {
  it.each([
    ['the first letters', fake(8, 0), 'first 8 letters'],
    ['the last letters', fake(0, 6), 'last 7 letters'],
    ['both ends', fake(4, 3), 'first 4 and the last 4'],
    ['nearly all letters', `${other.slice(0, 4)}${label.slice(4, 52)}${other.slice(52, 55)}d.onion`, 'letters differ'],
    ['a letter of the clear name', 'boordwalk.org', 'one letter differs'],
    ['a digit for a letter', 'b0ard.example.org', 'look the same'],
    ['a Cyrillic letter', 'bоard.example.org', 'look the same'],
    ['a Cyrillic letter, as browsers write it', new URL('http://bоard.example.org').hostname, 'look the same'],
    ['two letters that look like one', 'board.exarnple.org', 'look the same'],
  ])('is told by %s', (_, host, words) => {
    expect(why(host)).toContain(words);
    expect(lookAlikeOf(host, known)?.like.source).toMatch(/halyard|slipway/);
  });

  it('is told in an onion name with letters of another script', () => {
    const at = [...label].findIndex((letter) => letter === 'a' || letter === 'o' || letter === 'p');
    const swap: Readonly<Record<string, string>> = { a: 'а', o: 'о', p: 'р' };
    const host = `${label.slice(0, at)}${swap[label[at] ?? ''] ?? 'а'}${label.slice(at + 1)}.onion`;
    expect(why(host)).toContain('look the same');
  });

  it('is none that is on the list itself, with or without a sub-domain, nor one that only exists', () => {
    expect([real, `www.${real}`, real.toUpperCase(), 'board.example.org'].map(why)).toEqual([null, null, null, null]);
    expect(
      [`${other}.onion`, 'shop.invalid', 'example.org', 't.me', 'beard.example.org', 'board7.example.org'].map(why),
    ).toEqual([null, null, null, null, null, null]);
    const mirror = fake(12, 0);
    expect(lookAlikeOf(mirror, [...known, { host: mirror, source: 'halyard' }])).toBeNull();
  });

  it('is never told of two names made by chance', () => {
    const names = Array.from({ length: 300 }, (_, index) => onionName(`name ${index}`));
    const all = names.map((host) => ({ host, source: 'any' }));
    const flagged = names.filter((host, index) => lookAlikeOf(host, all.toSpliced(index, 1)) !== null);
    expect(flagged).toEqual([]);
  });

  it('keeps a distance that never goes beyond what is asked, and is symmetric', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        expect(editDistance(a, b, 4)).toBe(editDistance(b, a, 4));
        expect(editDistance(a, a, 4)).toBe(0);
        expect(editDistance(a, `${a}x`, 4)).toBe(1);
      }),
    );
  });
});
