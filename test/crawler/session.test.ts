import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createJar } from '../../crawler/fetch/cookies.ts';
import { parseSession } from '../../crawler/session.ts';
import { LeadlineError } from '../../model/errors.ts';

const now = Date.UTC(2026, 5, 1);
const sent = (text: string, url: string): string | null => createJar(parseSession(text)).header(url, now);

describe('a cookies.txt', () => {
  it('keeps HttpOnly cookies and leaves comments out', () => {
    const text = [
      '# Netscape HTTP Cookie File',
      '#HttpOnly_shop.onion\tFALSE\t/\tFALSE\t0\tsid\tabc123',
      'shop.onion\tFALSE\t/\tFALSE\t0\ttheme\tdark',
      '# shop.onion\tFALSE\t/\tFALSE\t0\told\tx',
      '',
    ].join('\r\n');
    expect(sent(text, 'http://shop.onion/')).toBe('sid=abc123; theme=dark');
    expect(parseSession(text).map(({ httpOnly }) => httpOnly)).toEqual([true, false]);
  });

  it('keeps domains, paths and end dates', () => {
    const text =
      '.shop.onion\tTRUE\t/in\tTRUE\t1780275600\ta\t1\nshop.onion\tFALSE\t/\tFALSE\t1\told\t1\nshop.onion\tFALSE\t/\tFALSE\t0\tempty\t';
    expect(sent(text, 'http://www.shop.onion/in/x')).toBe('a=1');
    expect(sent(text, 'http://shop.onion/out')).toBe('empty=');
  });

  it('names the line that it cannot read', () => {
    const bad = 'shop.onion\tFALSE\t/\tFALSE\t0\ta\t1\nshop.onion FALSE / FALSE 0 b 2';
    expect(() => parseSession(bad)).toThrow(
      expect.objectContaining({ code: 'format-unknown', message: expect.stringContaining('Line 2') }),
    );
    expect(() => parseSession('')).toThrow(expect.objectContaining({ code: 'format-unknown' }));
  });
});

describe('a storage state', () => {
  const cookie = {
    name: 'sid',
    value: 'abc123',
    domain: 'shop.onion',
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax',
  };

  it('keeps session cookies, whose end is -1', () => {
    expect(sent(JSON.stringify({ cookies: [cookie], origins: [] }), 'http://shop.onion/')).toBe('sid=abc123');
  });

  it('may be a bare list as browser extensions write it', () => {
    const { expires, ...rest } = cookie;
    const list = [{ ...rest, domain: '.shop.onion', expirationDate: now / 1_000 + 60.5, session: false }];
    expect(sent(JSON.stringify(list), 'http://m.shop.onion/')).toBe('sid=abc123');
  });

  it('ends when the tool that wrote it says, in whatever figures, and is for subdomains where it says so', () => {
    const ends = (more: object) => parseSession(JSON.stringify([{ ...cookie, ...more }]))[0]?.expires;
    const seconds = now / 1_000 + 60;
    for (const expires of [seconds, String(seconds), seconds * 1_000, new Date(seconds * 1_000).toISOString()])
      expect(ends({ expires }), String(expires)).toBe(seconds * 1_000);
    for (const expires of [-1, 0, null, '', 'never']) expect(ends({ expires })).toBeNull();
    expect(ends({ expires: undefined, expirationDate: seconds, session: true })).toBeNull();
    const list = (hostOnly: boolean) => JSON.stringify([{ ...cookie, hostOnly, path: null }]);
    expect(sent(list(true), 'http://m.shop.onion/')).toBeNull();
    expect(sent(list(false), 'http://m.shop.onion/')).toBe('sid=abc123');
  });

  it('gives values beyond Latin letters as the bytes that a browser sends', () => {
    const header = sent(JSON.stringify([{ ...cookie, value: 'значение' }]), 'http://shop.onion/');
    expect(Buffer.from(header ?? '', 'latin1').toString('utf8')).toBe('sid=значение');
  });

  it('is refused when a cookie would end its header or begin another cookie', () => {
    for (const value of ['a\r\nX-Way: in', 'a; admin=1', 'a\u0000']) {
      const text = JSON.stringify([{ ...cookie, value }]);
      expect(() => parseSession(text)).toThrow(expect.objectContaining({ code: 'format-unknown' }));
    }
  });

  it('is refused when it is damaged or something else', () => {
    for (const text of ['{"cookies": [', '{"cookies": "none"}', '{"name": "sid"}', '[1]', '[]']) {
      expect(() => parseSession(text)).toThrow(expect.objectContaining({ code: 'format-unknown' }));
    }
  });
});

describe('any file', () => {
  it('is read or refused with a reason, whatever it holds', () => {
    const lines = fc.array(fc.array(fc.string(), { maxLength: 8 }).map((fields) => fields.join('\t')));
    const texts = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      lines.map((each) => each.join('\n')),
      fc
        .array(fc.record({ name: fc.string(), value: fc.string(), domain: fc.string(), expires: fc.anything() }))
        .map((all) => JSON.stringify(all)),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          const cookies = parseSession(text);
          return cookies.length > 0 && createJar(cookies).header('http://shop.onion/', now) !== '';
        } catch (error) {
          return error instanceof LeadlineError && error.code === 'format-unknown';
        }
      }),
      { numRuns: 300 },
    );
  });
});
