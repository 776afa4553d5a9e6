import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import * as schemas from '../../server/api/schemas.ts';
import { fakeLeadline } from './fake-leadline.ts';
import { capture } from './fake-records.ts';
import { firstId, openServer, vendorId } from './open-server.ts';

const { app } = openServer();
const get = (path: string) => app.request(path);

const shapes: readonly (readonly [string, z.ZodType])[] = [
  ['/api/v1/search?q=x&facets=class,substance&histogram=true&sort=unit', schemas.searchAnswer],
  [`/api/v1/items/${firstId}`, schemas.itemView],
  [`/api/v1/vendors/${vendorId}`, schemas.vendorView],
  ['/api/v1/trends?metric=price&by=substance', schemas.trendAnswer],
  [`/api/v1/captures/${capture.id}`, schemas.capture],
];

describe('an answer of the API', () => {
  it.each(shapes)('%s has the shape that its description promises', async (path, schema) => {
    const answer = await get(path);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(schema.safeParse(await answer.json())).toMatchObject({ success: true });
  });

  it('carries its cursor in the body and in a Link header that can be followed', async () => {
    const answer = await get('/api/v1/search?q=a+b&limit=8&from=3');
    expect(await answer.json()).toMatchObject({ next: 'cursor+/=' });
    const link = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1] ?? '';
    const next = new URL(link, 'http://localhost');
    expect(Object.fromEntries(next.searchParams)).toEqual({ q: 'a b', limit: '8', after: 'cursor+/=' });
    expect((await get('/api/v1/alerts')).headers.get('link')).toBe('</api/v1/alerts?after=older>; rel="next"');
    expect((await get('/api/v1/deliveries')).headers.has('link')).toBe(false);
  });

  it('creates a subscription from JSON only, and says what is wrong with a bad one', async () => {
    const { app: own, calls } = openServer();
    const post = (body: string, headers: Record<string, string>) =>
      own.request('/api/v1/subscriptions', { method: 'POST', body, headers: { host: 'localhost', ...headers } });
    const json = { 'content-type': 'application/json' };
    expect((await post(JSON.stringify({ name: 'A', query: 'b' }), json)).status).toBe(201);
    expect((await post(JSON.stringify({ name: 'A', query: 'b' }), { 'content-type': 'text/plain' })).status).toBe(415);
    expect(
      (await post(JSON.stringify({ name: 'A', query: 'b' }), { ...json, origin: 'https://evil.example' })).status,
    ).toBe(403);
    const bad = await post(JSON.stringify({ name: '', query: 'b', colour: 1 }), json);
    expect(await bad.json()).toMatchObject({
      status: 400,
      code: 'bad-request',
      errors: [{ name: 'name' }, { name: 'body' }],
    });
    expect((await post('{', json)).status).toBe(400);
    expect(calls).toHaveLength(1);
  });
});

describe('a file of the API', () => {
  it('streams every match, under a name that every system allows', async () => {
    for (const path of ['/api/v1/export.csv?q=x', '/api/v1/search.csv?q=x']) {
      const answer = await get(path);
      expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[a-z0-9-]+\.csv"$/);
      expect((await answer.text()).trim().split('\n')).toHaveLength(9);
    }
    const lines = (await (await get('/api/v1/export.jsonl')).text()).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toHaveLength(8);
  });

  it('is an error document and not half a file when the query is wrong', async () => {
    const answer = await get('/api/v1/export.csv?q=pric:3');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.headers.has('content-disposition')).toBe(false);
  });

  it('of observations is one document a line', async () => {
    expect(await (await get(`/api/v1/items/${firstId}/observations`)).text()).toBe('{"id":"o1"}\n');
  });

  it('of a trend is a table or a picture without script', async () => {
    const csv = await (await get('/api/v1/trends.csv?metric=price')).text();
    expect(csv.split('\n')[0]).toContain('coverage');
    expect(csv.trim().split('\n')).toHaveLength(1 + 3 * 26);
    const svg = await get('/api/v1/trends.svg?q=%3Cscript%3E');
    expect(svg.headers.get('content-type')).toContain('image/svg+xml');
    expect(await svg.text()).not.toContain('<script');
  });

  it('of captured bytes is only ever a download in a sandbox', async () => {
    const answer = await get(`/api/v1/captures/${capture.id}/payload`);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(answer.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/);
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await answer.text()).toBe('<script>alert(5)</script>');
  });
});

describe('an error of the API', () => {
  it('is a problem document with code, place and hint', async () => {
    const answer = await get('/api/v1/search?q=x+pric:3');
    expect(answer.status).toBe(400);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(await answer.json()).toMatchObject({
      code: 'query-syntax',
      status: 400,
      where: 'column 3',
      detail: 'There is no field "pric"',
      type: '/docs#query-syntax',
    });
  });

  it.each([
    ['/api/v1/items/none', 404, 'not-found'],
    ['/api/v1/captures/none/payload', 404, 'not-found'],
    ['/api/v1/nowhere', 404, 'not-found'],
    ['/api/v1/search?limit=0', 400, 'bad-request'],
    ['/api/v1/search?facets=class,colour', 400, 'bad-request'],
    ['/api/v1/trends?every=year', 400, 'bad-request'],
    ['/api/v1/trends?zone=Mars/Olympus', 400, 'bad-request'],
  ])('%s is %i', async (path, status, code) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(schemas.problemSchema.parse(await answer.json())).toMatchObject({ status, code });
  });

  it('that nobody foresaw is answered without its text, and reported', async () => {
    const seen: unknown[] = [];
    const secret = new Error('password=hunter2');
    const search = async () => {
      throw secret;
    };
    const { app: failing } = openServer({
      leadline: { ...fakeLeadline(), search },
      onFailure: (error) => seen.push(error),
    });
    for (const path of ['/', '/api/v1/search']) {
      const answer = await failing.request(path);
      expect(answer.status).toBe(500);
      expect(await answer.text()).not.toContain('hunter2');
    }
    expect(await (await failing.request('/readyz')).text()).toMatch(/^not ready/);
    expect(seen).toContain(secret);
  });
});
