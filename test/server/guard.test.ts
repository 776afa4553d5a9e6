import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exposure, formTokens, isOwnHost, isSameOrigin } from '../../server/guard.ts';
import { clock, openServer } from './open-server.ts';

const host = 'localhost:8080';
const form = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  method: 'POST',
  headers: { host, 'content-type': 'application/x-www-form-urlencoded', ...headers },
  body: new URLSearchParams(fields).toString(),
});
const token = formTokens('test', clock).issue();
const good = { name: 'New', query: 'nitazene*', token };

describe('the Host header', () => {
  it('may name this machine or a configured host, and nothing else', async () => {
    const { app } = openServer({ hosts: ['leadline.example'] });
    const status = async (name: string) => (await app.request('/docs', { headers: { host: name } })).status;
    for (const name of ['localhost', 'localhost:8080', '127.0.0.1:1', '[::1]:80', 'LEADLINE.example:8080'])
      expect(await status(name)).toBe(200);
    for (const name of [
      'evil.example',
      'localhost.evil.example',
      '127.0.0.1.evil.example',
      '10.0.0.1',
      'leadline.example.evil',
    ])
      expect(await status(name)).toBe(421);
  });

  it('never passes for a random name', () => {
    fc.assert(fc.property(fc.domain(), (name) => !isOwnHost(name, []) || name === 'localhost'));
  });

  it('is checked on the API as well, with no data in the answer', async () => {
    const answer = await openServer().app.request('/api/v1/search', { headers: { host: 'evil.example' } });
    expect(answer.status).toBe(421);
    expect(await answer.text()).not.toContain('Metonitazene');
  });
});

describe('a form', () => {
  it('that our page sent saves the alert and leads back', async () => {
    const { app, calls } = openServer();
    const answer = await app.request(
      '/alerts',
      form(good, { origin: `http://${host}`, 'sec-fetch-site': 'same-origin' }),
    );
    expect(answer.status).toBe(303);
    expect(calls).toEqual([
      { subscribe: { name: 'New', query: 'nitazene*', on: ['first-seen', 'price'], notify: [] } },
    ]);
  });

  it('of another site is refused and changes nothing', async () => {
    const { app, calls } = openServer();
    for (const headers of [
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      expect((await app.request('/alerts', form(good, headers))).status).toBe(403);
      expect(
        (await app.request('/alerts/mute', form({ subscription: 'sub-1', muted: 'yes', token }, headers))).status,
      ).toBe(403);
    }
    expect(calls).toEqual([]);
  });

  it('without a valid token is refused', async () => {
    const { app, calls } = openServer();
    for (const wrong of ['', 'x', `${token}x`, token.slice(1)])
      expect((await app.request('/alerts', form({ ...good, token: wrong }))).status).toBe(403);
    expect(calls).toEqual([]);
  });

  it('keeps what was typed when it cannot be saved, and says why', async () => {
    const { app } = openServer();
    const taken = await app.request('/alerts', form({ ...good, name: 'Nitazenes, NL origin' }));
    expect(taken.status).toBe(409);
    expect(await taken.text()).toContain('value="Nitazenes, NL origin"');
    const mistaken = await app.request('/alerts', form({ ...good, query: 'pric:3' }));
    expect(mistaken.status).toBe(400);
    expect(await mistaken.text()).toContain('<b>^^^^</b>');
    expect((await app.request('/alerts', form({ ...good, name: ' ' }))).status).toBe(400);
  });

  it('mutes and unmutes', async () => {
    const { app, calls } = openServer();
    expect((await app.request('/alerts/mute', form({ subscription: 'sub-1', muted: 'yes', token }))).status).toBe(303);
    expect(calls).toEqual([{ mute: 'sub-1', muted: true }]);
  });
});

describe('a token', () => {
  it('is good for half a day and for one secret', () => {
    const hours = 3_600_000;
    const at = (ms: number) => formTokens('a', { ...clock, now: () => ms });
    const issued = at(100 * hours).issue();
    expect(at(111 * hours).accepts(issued)).toBe(true);
    expect(at(114 * hours).accepts(issued)).toBe(false);
    expect(at(99 * hours).accepts(issued)).toBe(false);
    expect(formTokens('b', { ...clock, now: () => 100 * hours }).accepts(issued)).toBe(false);
  });
});

describe('the origin', () => {
  it('may be absent, as programs send none, but never foreign', () => {
    const check = (headers: Record<string, string>) =>
      isSameOrigin(new Headers({ host, ...headers }), `http://${host}/alerts`);
    expect(check({})).toBe(true);
    expect(check({ origin: `http://${host}` })).toBe(true);
    expect(check({ origin: 'null', 'sec-fetch-site': 'same-origin' })).toBe(true);
    expect(check({ origin: 'null', 'sec-fetch-site': 'cross-site' })).toBe(false);
    expect(check({ origin: 'http://localhost:9' })).toBe(false);
    expect(check({ origin: 'not an origin' })).toBe(false);
  });
});

describe('the address of the pages', () => {
  it('is warned of unless only this machine reaches it', () => {
    for (const host of ['127.0.0.1', '127.8.0.1', 'localhost', '::1', '[::1]']) expect(exposure(host, 80)).toBeNull();
    for (const host of [
      '0.0.0.0',
      '::',
      '10.0.0.5',
      'leadline.example.org',
      '127.0.0.1.example.org',
      'localhost.example',
    ])
      expect(exposure(host, 80), host).toContain('no login');
  });
});
