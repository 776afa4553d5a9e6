import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../extractors/decode-text.ts';

const bytes = (...parts: (string | number[])[]): Uint8Array =>
  Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : Buffer.from(part))));

describe('decodeText', () => {
  it('believes the header before the meta element', () => {
    const page = bytes('<meta charset="utf-8"><title>', [0xd6, 0xe5, 0xed, 0xe0], '</title>');
    expect(decodeText(page, 'text/html; charset=windows-1251')).toContain('<title>Цена</title>');
  });

  it('believes a byte order mark before the header', () => {
    expect(decodeText(bytes([0xef, 0xbb, 0xbf], 'Größe'), 'text/html; charset=koi8-r')).toBe('Größe');
    expect(decodeText(Uint8Array.of(0xff, 0xfe, 0x41, 0x00), 'text/html; charset=utf-8')).toBe('A');
    expect(decodeText(Uint8Array.of(0xfe, 0xff, 0x00, 0x41), '')).toBe('A');
  });

  it('believes the meta element when the header names no charset, in both spellings', () => {
    expect(decodeText(bytes('<meta charset=koi8-r>', [0xcb]), 'text/html')).toContain('к');
    const old = bytes('<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">', [0xf6]);
    expect(decodeText(old, '')).toContain('ц');
  });

  it('takes undeclared bytes as UTF-8 when they are valid and as windows-1252 when not', () => {
    expect(decodeText(bytes('naïve ₿'), '')).toBe('naïve ₿');
    expect(decodeText(bytes('na', [0xef], 've ', [0x80, 0x92]), '')).toBe('naïve €’');
  });

  it('reads UTF-8 that a server mislabels with its Latin-1 default', () => {
    expect(decodeText(bytes('<meta charset="iso-8859-1">Preis: 5 €'), '')).toContain('5 €');
    expect(decodeText(bytes('5 €'), 'text/html; charset=ISO-8859-1')).toBe('5 €');
  });

  it('replaces what is broken in declared UTF-8 instead of changing the encoding', () => {
    expect(decodeText(bytes('ä', [0xff], 'ö'), 'text/html; charset=utf-8')).toBe('ä\ufffdö');
  });

  it('ignores an encoding that does not exist', () => {
    expect(decodeText(bytes('Größe'), 'text/html; charset=klingon')).toBe('Größe');
  });

  it('knows undeclared Cyrillic from the languages of windows-1252', () => {
    const russian = 'Отправка из Нидерландов, цена 45 USD, доставка по всему миру. Продавец отвечает за день.';
    for (const charset of ['windows-1251', 'koi8-r']) {
      const decoder = new TextDecoder(charset);
      const byte = new Map(Array.from({ length: 256 }, (_, code) => [decoder.decode(Uint8Array.of(code)), code]));
      const written = Uint8Array.from([...`<html><p>${russian}</p>`].map((letter) => byte.get(letter) ?? 63));
      expect(decodeText(written, 'text/html')).toContain(russian);
    }
    for (const text of [
      'Größe: fünf Stück, Übergröße, Straße, Käse, Öl',
      'Où est né l’été ? Déjà créé, préférée, âgée, forêt',
    ])
      expect(decodeText(Buffer.from(text.replace('’', "'"), 'latin1'), '')).toContain(text.slice(0, 9));
  });

  it('reads UTF-8 that was cut off inside a letter', () => {
    expect(decodeText(Buffer.from('Größe und Gewürz', 'utf8').subarray(0, 16), '')).toBe('Größe und Gew\ufffd');
    expect(decodeText(Uint8Array.of(0x63, 0x61, 0x66, 0xe9), '')).toBe('café');
  });

  it('gives back every text that was written as UTF-8', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        fc.pre(!text.startsWith('\ufeff') && text.isWellFormed() && !/charset|encoding/i.test(text));
        expect(decodeText(Buffer.from(text, 'utf8'), 'text/html; charset=utf-8')).toBe(text);
      }),
    );
  });

  it('never throws, whatever the bytes and the header', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (raw, type) => {
        expect(typeof decodeText(raw, `text/html; charset=${type}`)).toBe('string');
      }),
    );
  });
});
