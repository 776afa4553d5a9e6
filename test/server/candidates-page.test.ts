import { describe, expect, it } from 'vitest';
import { formTokens } from '../../server/guard.ts';
import { candidateAddress, likeAddress } from './fake-addresses.ts';
import { clock, openServer } from './open-server.ts';

const token = formTokens('test', clock).issue();
const headers = { host: 'localhost:8080' };

function form(fields: Record<string, string>): RequestInit {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return { method: 'POST', headers, body };
}
const json = (body: unknown, more: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/json', ...more },
  body: JSON.stringify(body),
});

describe('the page of candidates', () => {
  it('shows what names each address, as text and never as markup, and warns of traps', async () => {
    const { app } = openServer();
    const page = await (await app.request('/candidates')).text();
    expect(page).toContain(candidateAddress);
    expect(page).toContain('&lt;img src=x onerror=alert(7)&gt;');
    expect(page).not.toContain('<img src=x');
    expect(page).toContain('Most likely a trap');
    expect(page).toContain('/api/v1/captures/c1');
    expect(page).not.toContain(`href="http://${candidateAddress}`);
    expect(await (await openServer({ empty: true }).app.request('/candidates')).text()).toContain('No page names');
  });

  it('approves and rejects by a form of its own, and by no other', async () => {
    const { app, calls } = openServer();
    const approve = { deed: 'approve', address: candidateAddress, id: 'newmarket', kind: 'forum' };
    expect((await app.request('/candidates', form({ ...approve, token: 'stolen' }))).status).toBe(403);
    expect(calls).toEqual([]);
    expect((await app.request('/candidates', form({ ...approve, token }))).status).toBe(303);
    const reject = { deed: 'reject', address: candidateAddress, reason: '  a fraud ', token };
    expect((await app.request('/candidates', form(reject))).status).toBe(303);
    expect(calls).toEqual([
      { approve: candidateAddress, id: 'newmarket', kind: 'forum', trust: false },
      { reject: candidateAddress, reason: 'a fraud' },
    ]);
  });

  it('takes an address that looks like a known one only with a word for it, and says why not', async () => {
    const { app, calls } = openServer();
    const approve = { deed: 'approve', address: likeAddress, id: 'fake', token };
    const refused = await app.request('/candidates', form(approve));
    expect(refused.status).toBe(409);
    expect(await refused.text()).toContain('compare every letter');
    expect((await app.request('/candidates', form({ ...approve, trust: 'yes' }))).status).toBe(303);
    expect(calls).toHaveLength(1);
  });

  it('can do no more than the API, which asks for JSON and refuses other sites', async () => {
    const { app, calls } = openServer();
    const at = (deed: string) => `/api/v1/candidates/${candidateAddress}/${deed}`;
    expect(await (await app.request('/api/v1/candidates?limit=5')).json()).toMatchObject({ total: 2 });
    expect((await app.request(at('approve'), json({ id: 'newmarket' }))).status).toBe(200);
    expect((await app.request(at('reject'), json({}))).status).toBe(200);
    expect((await app.request(at('approve'), json({ id: 'A B' }))).status).toBe(400);
    expect((await app.request(at('approve'), json({ id: 'x' }, { 'sec-fetch-site': 'cross-site' }))).status).toBe(403);
    expect((await app.request(at('approve'), json({ id: 'x' }, { 'content-type': 'text/plain' }))).status).toBe(415);
    expect((await app.request(`/api/v1/candidates/${likeAddress}/approve`, json({ id: 'x' }))).status).toBe(409);
    expect(calls).toEqual([
      { approve: candidateAddress, id: 'newmarket' },
      { reject: candidateAddress, reason: null },
    ]);
  });
});

describe('the page of a source', () => {
  it('lists its addresses with how each has answered, and why a list or an address is not taken', async () => {
    const page = await (await openServer().app.request('/sources/northquay')).text();
    for (const words of [
      'answers',
      'rests after failures',
      'served another site',
      'host-unreachable',
      '412 ms',
      'signed by another key',
    ])
      expect(page).toContain(words);
    expect(page).toContain('&lt;b&gt;Best shop&lt;/b&gt;');
  });
});
