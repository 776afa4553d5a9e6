import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { siteNames } from '../../lab/nouns.ts';
import { wallKinds } from '../../lab/pages/walls.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { client } from './walk.ts';

const world = createWorld({ seed: 3, size: 'small' });
let lab: Lab;
let user: ReturnType<typeof client>;
beforeEach(async () => {
  lab = await startLab({ world });
  user = client(lab, 'circuit1');
});
afterEach(async () => {
  user.close();
  await lab.close();
});

describe('the lab', () => {
  it('records every request by name, with user, path, status and how many were open', async () => {
    const answer = await user.fetch(lab.address('halyard'));
    expect(answer.status).toBe(200);
    expect(lab.log()).toEqual([
      expect.objectContaining({
        atyp: 3,
        user: 'circuit1',
        site: 'halyard',
        method: 'GET',
        path: '/',
        status: 200,
        inFlight: 1,
        refused: null,
        at: '2026-06-01T00:00:00.000Z',
      }),
    ]);
    expect(lab.log()[0]?.host).toMatch(/^[a-z2-7]{56}\.onion$/);
  });

  it('counts requests in flight', async () => {
    const slow = await startLab({ world, delayMs: 40 });
    const other = client(slow);
    await Promise.all([1, 2, 3].map(() => other.fetch(slow.address('fathom'))));
    expect(Math.max(...slow.log().map(({ inFlight }) => inFlight))).toBe(3);
    other.close();
    await slow.close();
  });

  it('refuses names that are not its own, and records them', async () => {
    await expect(user.fetch('http://clearnet.example/')).rejects.toThrow();
    await expect(user.fetch(lab.controlUrl)).rejects.toThrow();
    expect(lab.log().map(({ host, refused }) => [host, refused])).toEqual([
      ['clearnet.example', 'unknown name'],
      ['127.0.0.1', 'address instead of name'],
    ]);
  });

  it('answers 304 to a validator that still holds, and packs some pages', async () => {
    const first = await user.fetch(lab.address('nordkai'), { headers: { 'accept-encoding': 'identity' } });
    const again = await user.fetch(lab.address('nordkai'), {
      headers: { 'if-none-match': String(first.headers.etag) },
    });
    expect([first.status, again.status, again.text]).toEqual([200, 304, '']);
    const packed = await user.fetch(lab.address('halyard'), { headers: { 'accept-encoding': 'gzip' } });
    expect(packed.headers['content-encoding']).toBe('gzip');
    const forum = await user.fetch(lab.address('slipway'));
    const later = await user.fetch(lab.address('slipway'), {
      headers: { 'if-modified-since': String(forum.headers['last-modified']) },
    });
    expect(later.status).toBe(304);
  });

  it('dates a topic by its newest post, so that a quiet topic answers 304 in a later week too', async () => {
    const topics = Map.groupBy(
      world.messages.filter(({ sentAt }) => sentAt < lab.control.now()),
      ({ topic }) => topic,
    );
    const quiet = [...topics.keys()].find(
      (topic) =>
        topic !== null &&
        !world.messages.some((message) => message.topic === topic && message.sentAt >= lab.control.now()),
    );
    const url = `${lab.address('slipway')}index.php?topic=${quiet}.0`;
    const read = async (headers: Record<string, string>) => {
      const answer = await user.fetch(url, { headers });
      return answer.status === 503 ? user.fetch(url, { headers }) : answer;
    };
    const first = await read({});
    lab.control.advance({ week: 5 });
    expect([
      first.status,
      (await read({ 'if-modified-since': String(first.headers['last-modified']) })).status,
    ]).toEqual([200, 304]);
  });

  it('closes its market: 503 in the closing week, then nobody is there', async () => {
    lab.control.advance({ week: 9 });
    expect((await user.fetch(lab.address('fathom'))).status).toBe(200);
    lab.control.advance({ week: 10 });
    expect((await user.fetch(lab.address('fathom'))).status).toBe(503);
    lab.control.advance({ week: 11 });
    await expect(user.fetch(lab.address('fathom'))).rejects.toThrow();
    await expect(client(lab).fetch(lab.address('fathom'))).rejects.toThrow();
    expect((await user.fetch(lab.address('halyard'))).status).toBe(200);
  });

  it('puts a wall before a site and takes it away', async () => {
    for (const site of siteNames) {
      const before = await user.fetch(lab.address(site));
      for (const kind of wallKinds) {
        lab.control.wall(site, kind);
        expect((await user.fetch(lab.address(site))).text).not.toBe(before.text);
      }
      lab.control.wall(site, null);
      expect((await user.fetch(lab.address(site))).text).toBe(before.text);
    }
  });

  it('accepts nothing but GET and HEAD', async () => {
    const page = await user.fetch(lab.address('halyard'), { method: 'HEAD' });
    expect([page.status, page.text]).toEqual([200, '']);
    expect((await user.fetch(lab.address('halyard'), { method: 'POST' })).status).toBe(405);
    expect((await user.fetch(`${lab.address('nordkai')}%E0%A4%A`)).status).toBe(400);
  });

  it('never turns its calendar back', () => {
    lab.control.advance({ week: 4 });
    expect(() => lab.control.advance({ week: 3 })).toThrow(RangeError);
    expect(lab.control.week()).toBe(4);
  });

  it('is driven by other programs through its control endpoint', async () => {
    const call = async (path: string, body?: unknown) => {
      const answer = await fetch(
        `${lab.controlUrl}${path}`,
        body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) },
      );
      return { status: answer.status, value: await answer.json() };
    };
    expect((await call('/advance', { weeks: 2 })).value).toEqual({ week: 3, now: '2026-06-15T00:00:00.000Z' });
    expect(lab.control.week()).toBe(3);
    expect((await call('/truth')).value).toEqual(lab.truth(3));
    expect((await call('/wall', { site: 'fathom', kind: 'maze' })).status).toBe(400);
    expect((await call('/nothing')).status).toBe(404);
  });

  it('knows the rates that its pages print', async () => {
    const rate = lab.rates().usd('BTC', '2026-06-03T00:00:00Z')?.rate ?? 0;
    expect((await user.fetch(lab.address('halyard'), { headers: { 'accept-encoding': 'identity' } })).text).toContain(
      `$${rate.toFixed(2)}`,
    );
    expect(lab.rates().usd('DOGE', '2026-06-03T00:00:00Z')).toBeNull();
  });
});
