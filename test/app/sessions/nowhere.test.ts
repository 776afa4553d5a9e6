import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../../server/create-server.ts';
import { openSite, type Site } from '../../crawler/site.ts';
import { openTest, type TestLeadline, temporaryFolder } from '../harness.ts';
import { shop } from './make.ts';

/** Values that may stand nowhere but in requests to the site: one of a person, one that the site set. */
const canaries = ['canary-5e1f0c-handed', 'canary-5e1f0c-set'];
const [handed = '', set = ''] = canaries;
const folder = temporaryFolder();
let site: Site;
let opened: TestLeadline;

beforeAll(async () => {
  site = await openSite({
    '/': (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html', 'set-cookie': `fresh=${set}; Path=/; HttpOnly` });
      response.end('<h1>Market</h1><a href="/item/1">Ketamine 5 g</a>');
    },
    '/item/1': '<h1>Ketamine 5 g</h1><p>Price: 90 EUR</p><p>Vendor: birch</p>',
  });
  opened = await openTest({ data: folder.path, proxy: site.proxy });
  await opened.parts.storage.sources.create('shop', shop({ addresses: [site.url('/')] }));
});
afterAll(async () => {
  await opened.close();
  await site.close();
  folder.remove();
});

/** Every file as it is, and unpacked where it is packed. */
function written(): ReadonlyMap<string, string> {
  const names = readdirSync(folder.path, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => join(folder.path, name)).filter((path) => statSync(path).isFile());
  return new Map(
    files.map((path) => {
      const bytes = readFileSync(path);
      const text = path.endsWith('.gz') ? gunzipSync(bytes) : bytes;
      return [path, text.toString('latin1')];
    }),
  );
}

const forms = (value: string): readonly string[] => [
  value,
  Buffer.from(value).toString('hex'),
  Buffer.from(value).toString('base64').replace(/=+$/, '').slice(0, -1),
];

describe('the value of a cookie', () => {
  it('is sent to its site and stands nowhere else: in no file, archive, answer, page, figure or error', async () => {
    const text = `${site.host}\tFALSE\t/\tFALSE\t0\tsid\t${handed}`;
    const report = await opened.leadline.handInSession('shop', { account: null, text });
    expect((await opened.operations.visit('shop')).outcome).toBe('complete');
    const cookies = site.seen.map(({ headers }) => headers.cookie);
    expect(cookies[0]).toBe(`sid=${handed}`);
    expect(cookies.at(-1)).toContain(set); // both were in use, or nothing would be shown by their absence

    const { leadline, clock } = opened;
    const app = createServer({ leadline, clock, version: '0' });
    const paths = ['/sources', '/sources/shop', '/api/v1/sources', '/metrics', '/?q=ketamine'];
    const answers = await Promise.all(paths.map(async (path) => (await app.request(path)).text()));
    const stored = await opened.parts.storage.sessions.get('shop/');
    const said = [...answers, JSON.stringify([report, await leadline.status(), stored])];
    await opened.parts.storage.check();

    const everything = [...written(), ...said.map((each, index) => [`answer ${index}`, each] as const)];
    expect(everything.length).toBeGreaterThan(8);
    expect(
      everything
        .filter(([name]) => name.endsWith('.warc.gz'))
        .map(([, each]) => each)
        .join(),
    ).toMatch(/Cookie: sid=hmac-sha256:[0-9a-f]{16}/);
    const found = everything.flatMap(([name, each]) =>
      canaries.flatMap(forms).flatMap((form) => (each.includes(form) ? [`${form} in ${name}`] : [])),
    );
    expect(found).toEqual([]);
  });

  it('stands in no error of a session that cannot be opened or read', async () => {
    const stored = await opened.parts.storage.sessions.get('shop/');
    if (!stored) throw new Error('there is no session');
    const told = async (work: Promise<unknown>) => {
      const error: unknown = await work.then(
        () => null,
        (each: unknown) => each,
      );
      const seen: string[] = [];
      for (let each = error; each instanceof Error; each = each.cause)
        seen.push(`${each.stack} ${JSON.stringify(each)}`);
      return seen.join('\n');
    };
    const wrongs = [
      `${site.host} FALSE / FALSE 0 sid ${handed}`,
      `[{"name":"sid","value":"${handed}"`,
      `{"cookies":[{"value":"${handed}"}]}`,
    ];
    for (const text of wrongs) {
      const error = await told(opened.leadline.handInSession('shop', { account: null, text }));
      expect(error).toContain('format-unknown');
      expect(error).not.toContain(handed);
    }
    writeFileSync(join(folder.path, 'session.key'), `${'ab'.repeat(32)}\n`);
    const report = await opened.operations.visit('shop');
    expect(report).toMatchObject({ outcome: 'later', code: 'session-key', requests: 0 });
    expect((await opened.leadline.source('shop')).source).toMatchObject({ state: 'active', reason: report.reason });
  });
});
