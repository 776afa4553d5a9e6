import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactor } from '../../evidence/redact.ts';
import { exchange, inDirectory, listed, text, unpacked, withArchive } from './samples.ts';

const redact = redactor('k');
const digest = /hmac-sha256:[0-9a-f]{16}/;

test('no cookie, token or password reaches the disk, in requests, answers or addresses', () =>
  inDirectory(async (dir) => {
    const secrets = [
      'SecretCookie1',
      'SecretBearer2',
      'SecretProxy3',
      'SecretSet4',
      'SecretQuery5',
      'SecretUser6',
      'SecretCsrf7',
      'SecretRef8',
      'SecretLoc9',
    ];
    const capture = await withArchive(dir, (archive) =>
      archive.append(
        exchange({
          url: 'http://buyer:SecretUser6@m.onion/view?id=7&token=SecretQuery5&page=2',
          requestHeaders: [
            ['Host', 'm.onion'],
            ['Cookie', 'PHPSESSID=SecretCookie1; theme=SecretCookie1'],
            ['AUTHORIZATION', 'Bearer SecretBearer2'],
            ['Proxy-Authorization', 'Basic SecretProxy3'],
            ['X-CSRF-Token', 'SecretCsrf7'],
            ['Referer', 'http://m.onion/?sid=SecretRef8'],
          ],
          responseHeaders: [
            ['Set-Cookie', 'sid=SecretSet4; Path=/; HttpOnly'],
            ['Location', '/next?PHPSESSID=SecretLoc9&id=8'],
          ],
        }),
      ),
    );
    const bytes = text(await unpacked(dir));
    for (const secret of secrets) expect(bytes).not.toContain(secret);
    expect(bytes).toMatch(/Cookie: PHPSESSID=hmac-sha256:[0-9a-f]{16}; theme=hmac-sha256:/);
    expect(bytes).toMatch(/Set-Cookie: sid=hmac-sha256:[0-9a-f]{16}; Path=\/; HttpOnly/);
    expect(bytes).toMatch(/GET \/view\?id=7&token=hmac-sha256:[0-9a-f]{16}&page=2 HTTP\/1\.1/);
    expect(capture.url).toMatch(
      /^http:\/\/buyer:hmac-sha256:[0-9a-f]{16}@m\.onion\/view\?id=7&token=hmac-sha256:[0-9a-f]{16}&page=2$/,
    );
    expect(await withArchive(dir, listed)).toEqual([capture]);
  }));

test('the same secret gives the same digest, another one or another key another digest', () => {
  const cookie = (value: string, key = 'k') => redactor(key).requestHeaders([['Cookie', value]])[0]?.[1];
  expect(cookie('a=1')).toBe(cookie('a=1'));
  expect(cookie('a=1')).not.toBe(cookie('a=2'));
  expect(cookie('a=1')).not.toBe(cookie('a=1', 'other'));
});

test('names that markets use for their listings stay readable', () => {
  const url = 'http://m.onion/item?id=5&key=88&category=pass-the-salt&author=karla&n=4410007#token-economy';
  expect(redact.url(url)).toBe(url);
});

test('session identifiers in path parameters, in any case and in fragments are replaced', () => {
  expect(redact.url('/a;jsessionid=ABC?x=1')).toMatch(/^\/a;jsessionid=hmac-sha256:[0-9a-f]{16}\?x=1$/);
  expect(redact.url('/a?ACCESS_TOKEN=ABC')).toMatch(digest);
  expect(redact.url('/a#access_token=ABC')).toMatch(digest);
  expect(redact.url('/a?session_id=ABC&password=DEF')).not.toMatch(/ABC|DEF/);
});

test('what was replaced once is not replaced again, so archived addresses are stable', () => {
  fc.assert(
    fc.property(fc.webUrl({ withQueryParameters: true }), fc.string(), (url, value) => {
      const once = redact.url(`${url}&token=${encodeURIComponent(value)}`);
      expect(redact.url(once)).toBe(once);
    }),
  );
});
