import { describe, expect, it } from 'vitest';
import { formTokens } from '../../server/guard.ts';
import { clock, openServer } from './open-server.ts';

const host = 'localhost:8080';
const token = formTokens('test', clock).issue();
const cookies = 'shop.onion\tFALSE\t/\tFALSE\t0\tsid\tcanary-5e1f0c';

function form(fields: Record<string, string | File>, headers: Record<string, string> = {}): RequestInit {
  const body = new FormData();
  for (const [name, value] of Object.entries(fields)) body.set(name, value);
  return { method: 'POST', headers: { host, ...headers }, body };
}
const post = '/sources/northquay/session';

describe('the page of a source', () => {
  it('shows how its accounts stand and how old their sessions are, and links from the list of sources', async () => {
    const { app } = openServer();
    const page = await (await app.request('/sources/northquay')).text();
    for (const words of ['alder', 'needs a person', '3 cookies, handed in', 'birch', 'cools down', 'ends in 20 min'])
      expect(page).toContain(words);
    const list = await (await app.request('/sources')).text();
    expect(list).toContain('href="/sources/northquay"');
    expect(list).toContain('of alder ends in 20 min');
    expect((await app.request('/sources/nowhere')).status).toBe(404);
  });

  it('takes a file or a text, for the account that was chosen, and says what of it was taken and what was not', async () => {
    const { app, calls } = openServer();
    const file = new File([cookies], 'cookies.txt', { type: 'text/plain' });
    const answer = await app.request(post, form({ token, file, text: '', account: 'birch' }));
    expect(answer.status).toBe(200);
    const page = await answer.text();
    expect(page).toContain(
      '2 cookies taken for northquay, account birch; not taken: 1 of other sites (&lt;b&gt;example.org), 1 that has expired.',
    );
    expect(page).not.toContain('canary');
    await app.request(post, form({ token, file: new File([], ''), text: cookies }));
    expect(calls).toEqual([
      { handIn: 'northquay', account: 'birch', text: cookies },
      { handIn: 'northquay', account: null, text: cookies },
    ]);
  });

  it('says why nothing was taken, and shows nothing of what was sent', async () => {
    const { app } = openServer();
    for (const text of ['nothing canary-5e1f0c', '  ']) {
      const answer = await app.request(post, form({ token, text }));
      expect(answer.status).toBe(400);
      const page = await answer.text();
      expect(page).toContain('Not taken: N');
      expect(page).not.toContain('canary');
    }
  });

  it('resumes the source', async () => {
    const { app, calls } = openServer();
    const answer = await app.request('/sources/northquay/resume', form({ token }));
    expect(answer.headers.get('location')).toBe('/sources/northquay');
    expect(calls).toEqual([{ resume: 'northquay' }]);
  });

  it('refuses forms of other sites, without a token, or larger than a cookie file can be', async () => {
    const { app, calls } = openServer();
    for (const path of [post, '/sources/northquay/resume']) {
      for (const headers of [{ origin: 'https://evil.example' }, { 'sec-fetch-site': 'cross-site' }])
        expect((await app.request(path, form({ token, text: cookies }, headers))).status).toBe(403);
      expect((await app.request(path, form({ token: 'x', text: cookies }))).status).toBe(403);
      expect((await app.request(path, form({ token, text: 'x'.repeat(1_100_000) }))).status).toBe(413);
    }
    expect(calls).toEqual([]);
  });
});
