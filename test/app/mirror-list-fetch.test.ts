import { createServer, type Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { weekStart } from '../../lab/calendar.ts';
import { onionName } from '../../lab/onion.ts';
import { type Socks, type SocksConnect, startSocks } from '../../lab/socks.ts';
import { politenessSchema } from '../../model/source.ts';
import { makeSigner, type Signer, signedText } from '../crawler/keys.ts';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

const host = onionName('a market with a list');
const mirror = onionName('its mirror');
const home = '<html><head><title>Quayside</title></head><body><h1>Quayside</h1><p>Welcome.</p></body></html>';

let folder: ReturnType<typeof temporaryFolder>;
let server: Server;
let socks: Socks;
let opened: TestLeadline;
let staff: Signer;
let pages: Record<string, string>;
let seen: { readonly method: string; readonly url: string }[];
let connects: SocksConnect[];
let alive: Set<string>;

beforeEach(async () => {
  folder = temporaryFolder();
  [seen, connects] = [[], []];
  alive = new Set([host]);
  staff = await makeSigner('staff', new Date(weekStart(0)));
  const list = await signedText(`http://${host}/\nhttp://${mirror}/`, staff, new Date(weekStart(1) - 1_000));
  pages = {
    '/': home,
    '/mirrors': `<html><body><pre>${list.replaceAll('/', '&#x2F;')}</pre></body></html>`,
    '/pgp.txt': staff.armored,
  };
  server = createServer((request, response) => {
    const url = request.url ?? '/';
    if (!alive.has(request.headers.host ?? '')) return void request.socket.destroy();
    seen.push({ method: request.method ?? '', url });
    response
      .writeHead(pages[url] === undefined ? 404 : 200, { 'content-type': 'text/html', 'set-cookie': 'visitor=7' })
      .end(pages[url] ?? 'no');
  });
  socks = await startSocks({
    route: (request) => {
      connects.push(request);
      return alive.has(request.host) ? { kind: 'server', server } : { kind: 'refused', reply: 4 };
    },
  });
  opened = await openTest({ data: folder.path, proxy: socks.url });
});
afterEach(async () => {
  await opened.close();
  await socks.close();
  server.closeAllConnections();
  folder.remove();
});

const add = () =>
  opened.operations.addSource({
    id: 'quayside',
    name: 'Quayside',
    kind: 'market',
    addresses: [`http://${host}/`],
    mirrors: {
      list: `http://${host}/mirrors`,
      signature: null,
      fingerprint: staff.fingerprint,
      armored: null,
      keyAt: `http://${host}/pgp.txt`,
      take: 'ask',
    },
    via: 'tor',
    profile: null,
    account: null,
    politeness: politenessSchema.parse({ minIntervalMs: 0 }),
    everyMs: 86_400_000,
    state: 'active',
    reason: null,
    lastTurnAt: null,
    lastSuccessAt: null,
  });
const list = async () => (await opened.leadline.source('quayside')).mirrorList;

describe('a signed list on a page', () => {
  it('is read by GET through the circuit of the source, archived, and held against the pinned fingerprint', async () => {
    await add();
    await opened.operations.visit('quayside');
    expect(await list()).toMatchObject({
      addresses: 2,
      refusal: null,
      signedAt: new Date(weekStart(1) - 1_000).toISOString(),
    });
    expect(seen.every(({ method }) => method === 'GET')).toBe(true);
    expect(new Set(connects.map(({ user }) => user)).size).toBe(1);
    const captured = (await opened.parts.storage.captures.find({ limit: 50 })).values.map(
      ({ url }) => new URL(url).pathname,
    );
    expect(captured).toEqual(expect.arrayContaining(['/', '/mirrors', '/pgp.txt']));
    const [candidate] = (await opened.leadline.candidates()).candidates;
    expect(candidate).toMatchObject({ address: mirror, pages: 1, signedBy: ['quayside'] });
    expect(connects.every((call) => call.host === host)).toBe(true);
  });

  it('is looked at once an hour at most, and its loss stops no turn', async () => {
    await add();
    await opened.operations.visit('quayside');
    await opened.operations.visit('quayside');
    expect(seen.filter(({ url }) => url === '/mirrors')).toHaveLength(1);
    delete pages['/mirrors'];
    opened.clock.moveTo(weekStart(1) + 7_200_000);
    await opened.operations.visit('quayside');
    expect(await list()).toMatchObject({ addresses: 2, refusal: expect.stringContaining('HTTP 404') as string });
    expect((await opened.leadline.source('quayside')).turns).toHaveLength(2);
  });
});

describe('cookies that a site sets by itself', () => {
  it('keep a turn at none of its addresses, since nobody logged in', async () => {
    await add();
    await opened.operations.visit('quayside');
    await opened.leadline.approve(mirror, { id: 'quayside' });
    alive = new Set([mirror]);
    opened.clock.moveTo(weekStart(1) + 7_200_000);
    const report = await opened.operations.visit('quayside');
    expect(report.outcome).toBe('complete');
    expect((await opened.leadline.source('quayside')).mirrors[0]?.address).toBe(`http://${mirror}/`);
  });
});
