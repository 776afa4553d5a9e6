import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, standsAlone, withinOneEdit, words } from '../../search/words.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 60 });

describe('words', () => {
  it.each([
    ['2C-B pills 20mg', ['2c', 'b', 'pills', '20mg']],
    ['优质氯胺酮mdma', ['优', '质', '氯', '胺', '酮', 'mdma']],
    ['ยาบ้า', ['ย', 'า', 'บ้', 'า']],
    ['メタ 메스', ['メ', 'タ', '메', '스']],
    ["o'neil c.onion #420 @user", ['o', 'neil', 'c', 'onion', '420', 'user']],
    ['❤️ 👩‍👩‍👧 🇩🇪 👍🏽', ['❤', '👩‍👩‍👧', '🇩🇪', '👍']],
    ['ＭＤＭＡ ﬁne ½ µg', ['mdma', 'fine', '1', '2', 'μg']],
    ['md\u200bma md\u00adma', ['mdma', 'mdma']],
    ['!!! … —', []],
  ])('reads %s', (text, tokens) => expect(words(text)).toEqual(tokens));

  it('takes accents, composed or not, for the plain letter', () => {
    expect(words('CAFÉ')).toEqual(words('cafe\u0301'));
    expect(words('Envío Straße łódź ё')).toEqual(words('envio strasse lodz е'));
  });

  it('keeps letters of other scripts apart', () => expect(words('nоrdlicht')).not.toEqual(words('nordlicht')));

  it('cuts a token at 64 code points', () => {
    expect(words('x'.repeat(100))).toEqual(['x'.repeat(64)]);
    expect(words('д'.repeat(100))).toEqual(['д'.repeat(64)]);
  });

  it('is stable: the tokens of a text joined by spaces have the same tokens', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(words(words(text).join(' '))).toEqual(words(text));
      }),
      { numRuns: 2_000 },
    );
  });

  it('gives tokens that every store can hold: no space, no control, no lone surrogate', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        for (const token of words(text)) expect(token).toMatch(/^[^\p{Z}\p{Cc}\p{Cs}|]{1,64}$/u);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('fold', () => {
  it('joins case, width and white space, and no more', () => {
    expect(fold('  Grey\u00a0 WHARF\n')).toBe('grey wharf');
    expect(fold('José')).not.toBe(fold('Jose'));
    expect(fold('nоrdlicht')).not.toBe(fold('nordlicht'));
  });
  it('is stable', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('withinOneEdit', () => {
  it.each([
    ['ketamine', 'ketamin', true],
    ['ketamine', 'ketmaine', true],
    ['ketamine', 'ketamene', true],
    ['ketamine', 'ketamne', true],
    ['ketamine', 'ketaminee', true],
    ['ketamine', 'ketmain', false],
    ['ab', 'ba', true],
    ['abcd', 'badc', false],
    ['', 'a', true],
  ])('%s and %s: %s', (a, b, near) => {
    expect(withinOneEdit(a, b)).toBe(near);
    expect(withinOneEdit(b, a)).toBe(near);
  });
  it('holds for every single edit of a word', () => {
    const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(letters, fc.nat(5), fc.constantFrom('a', 'b', 'x'), (word, at, letter) => {
        const place = at % word.length;
        expect(withinOneEdit(word, word.slice(0, place) + letter + word.slice(place))).toBe(true);
        expect(withinOneEdit(word, word.slice(0, place) + letter + word.slice(place + 1))).toBe(true);
        expect(withinOneEdit(word, word.slice(0, place) + word.slice(place + 1))).toBe(true);
      }),
    );
  });
  it('knows which tokens are complete by themselves', () => {
    expect(['氯', '❤', 'mdma', '2c'].map(standsAlone)).toEqual([true, true, false, false]);
  });
});
