import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Opened, open } from '../../app/open.ts';
import { loadConfig } from '../../config/load.ts';
import { noRates } from '../../config/rates.ts';
import { toDocument } from '../../search/to-document.ts';
import * as schemas from '../../server/api/schemas.ts';
import { createServer } from '../../server/create-server.ts';
import { isUnsayable } from '../../server/query-terms.ts';
import { serve } from '../../server/serve.ts';
import type { Write } from '../../storage/port.ts';
import { itemOf, vendorItem } from './fake-items.ts';
import { sources } from './fake-records.ts';
import { offered } from './offers.data.ts';
import { clock, firstId, vendorId } from './open-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'leadline-server-'));
let opened: Opened;
let app: ReturnType<typeof createServer>;

beforeAll(async () => {
  opened = await open({ config: { ...loadConfig(null, folder), data: join(folder, 'data') }, clock });
  const { storage } = opened.parts;
  for (const { source } of sources) await storage.sources.create(source.id, source);
  const items = [...offered.map(itemOf), vendorItem('halyard'), vendorItem('fathom')];
  const context = { rates: noRates, substanceNames: (id: string) => [id] };
  const writes = items.map(
    (item): Write => ({
      do: 'item',
      item,
      document: toDocument(item, { ...context, market: item.source }),
      expected: 0,
    }),
  );
  await storage.commit(writes);
  app = createServer({ leadline: opened.leadline, clock, version: '0.1.0' });
});

afterAll(async () => {
  await opened?.close();
  rmSync(folder, { recursive: true, force: true });
});

const text = async (path: string) => (await app.request(path)).text();

describe('the server over a real store', () => {
  it('renders every page', async () => {
    const paths = [
      '/',
      '/?q=metonitazene+country:nl',
      '/?q=kind:vendor',
      `/items/${firstId}`,
      `/vendors/${vendorId}`,
      '/vendors?source=fathom&handle=greywharf',
      '/sources',
      '/alerts?query=mdma',
      '/trends',
      '/docs',
      '/readyz',
      '/metrics',
    ];
    for (const path of paths) expect([path, (await app.request(path)).status]).toEqual([path, 200]);
  });

  it('answers the API in the shapes that it describes', async () => {
    const json = async (path: string) => (await app.request(path)).json();
    expect(
      schemas.searchAnswer.safeParse(await json('/api/v1/search?facets=class,market&histogram=1')).error,
    ).toBeUndefined();
    expect(schemas.itemView.safeParse(await json(`/api/v1/items/${firstId}`)).error).toBeUndefined();
    expect(schemas.vendorView.safeParse(await json(`/api/v1/vendors/${vendorId}`)).error).toBeUndefined();
    expect(schemas.trendAnswer.safeParse(await json('/api/v1/trends')).error).toBeUndefined();
    const { sources: views } = (await json('/api/v1/sources')) as { sources: unknown[] }; // each one is checked on the next line
    expect(views.every((view) => schemas.sourceView.safeParse(view).success)).toBe(true);
  });

  it('marks the matched words of a title as they were written', async () => {
    expect(await text('/?q=3-mmc')).toContain('<mark>3-MMC</mark> Kristalle');
    expect(await text('/?q=метонитазен')).toContain('<mark>Метонитазен</mark>');
    expect(await text('/?q=mdma')).toContain('&lt;img src=x onerror=alert(1)&gt; <mark>MDMA</mark> crystal');
  });

  it('keeps the number that a facet promised when the facet is followed', async () => {
    const { facets } = schemas.searchAnswer.parse(
      await (
        await app.request('/api/v1/search?facets=class,substance,market,country,form,kind,state,lang,vendor')
      ).json(),
    );
    const links = [...(await text('/')).matchAll(/<li><a href="\/\?q=([^"]+)"/g)].map((match) =>
      decodeURIComponent((match[1] ?? '').replaceAll('+', ' ')),
    );
    const promised = Object.values(facets)
      .flat()
      .filter((bucket) => bucket.value !== 'unknown' && !isUnsayable(bucket.value));
    const counts: number[] = [];
    for (const query of links) {
      const answer = await app.request(`/api/v1/search?limit=1&q=${encodeURIComponent(query)}`);
      counts.push(schemas.searchAnswer.parse(await answer.json()).total);
    }
    const sorted = (values: readonly number[]) => [...values].sort((left, right) => left - right);
    expect(sorted(counts)).toEqual(sorted(promised.map((bucket) => bucket.count)));
  });

  it('shows a mistake of the real query language with its caret and a link that repairs it', async () => {
    const html = await text('/?q=vendr%3Agreywharf');
    expect(html).toContain('<b>^^^^^</b>');
    expect(html).toContain('href="/?q=vendor%3Agreywharf"');
    expect(await text('/?q=kind%3Alistng')).toContain('href="/?q=kind%3Alisting"');
  });

  it('pages with the cursor until nothing is left, each item once', async () => {
    const seen: string[] = [];
    let path: string | null = '/api/v1/search?limit=3';
    while (path !== null) {
      const answer = await app.request(path);
      seen.push(...schemas.searchAnswer.parse(await answer.clone().json()).items.map((item) => item.id));
      path = /^<([^>]+)>/.exec(answer.headers.get('link') ?? '')?.[1] ?? null;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(offered.length + 2);
  });

  it('saves an alert once', async () => {
    const post = () =>
      app.request('/api/v1/subscriptions', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name: 'One', query: 'mdma' }),
      });
    expect((await post()).status).toBe(201);
    const again = await post();
    expect(again.status).toBe(409);
    expect(schemas.problemSchema.parse(await again.json())).toMatchObject({ code: 'exists' });
    expect(await text('/alerts')).toContain('One');
  });
});

describe('a socket', () => {
  it('is on loopback, is refused when taken, and is free again after close', async () => {
    const first = await serve({ app, port: 0 });
    expect(first.url).toBe(`http://127.0.0.1:${first.port}`);
    expect((await fetch(`${first.url}/healthz`)).status).toBe(200);
    await expect(serve({ app, port: first.port })).rejects.toMatchObject({ code: 'port-taken' });
    await first.close();
    const again = await serve({ app, port: first.port });
    await again.close();
  });
});
