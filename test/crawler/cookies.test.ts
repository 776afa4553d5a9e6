import { describe, expect, it } from 'vitest';
import { type Cookie, createJar } from '../../crawler/fetch/cookies.ts';

const url = 'http://shop.onion/';
const now = Date.UTC(2026, 5, 1);
const session: Cookie = {
  name: 'sid',
  value: 'of-a-person',
  domain: 'shop.onion',
  hostOnly: true,
  path: '/',
  expires: null,
  httpOnly: true,
  secure: false,
};
const bomb = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => `junk${index}=${'x'.repeat(length)}`);

describe('a site that sets more cookies than anybody should keep', () => {
  it('neither pushes out the session nor makes a header that servers refuse', () => {
    const jar = createJar([session]);
    for (const length of [20, 4_000]) jar.store(url, bomb(1_000, length), now);
    const header = jar.header(url, now) ?? '';
    expect(header.length).toBeLessThanOrEqual(8_192);
    expect(header).toContain('sid=of-a-person');
    expect(jar.all().length).toBeLessThanOrEqual(200);
  });

  it('can still open a session of its own afterwards, as in a browser', () => {
    const jar = createJar();
    jar.store(url, bomb(500, 10), now);
    jar.store(url, ['sid=fresh'], now);
    expect(jar.header(url, now)).toContain('sid=fresh');
    jar.store(url, ['sid=; Max-Age=0'], now);
    expect(jar.header(url, now)).not.toContain('sid=');
  });
});
