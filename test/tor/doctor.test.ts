import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examineTor, type TorFinding } from '../../app/examine-tor.ts';
import { createWayOut } from '../../app/way-out.ts';
import { startSocks } from '../../lab/socks.ts';
import { temporaryFolder } from '../app/harness.ts';
import { network, type SharedNetwork } from './network.ts';
import { nowhere } from './nowhere.ts';

const folder = temporaryFolder();
let shared: SharedNetwork;
beforeAll(async () => {
  shared = await network();
});
afterAll(() => folder.remove());

const tor = { path: 'tor', control: null, torrc: null };
async function examine(proxy: string | null, more: Partial<SharedNetwork['way']['tor']> = {}, waitMs = 20_000) {
  const config = { proxy, tor: { ...tor, ...more }, data: folder.path };
  const options = { searchPath: process.env.PATH ?? '', now: Date.now, log: () => undefined, waitMs };
  const findings = await examineTor({ config, ...options });
  return Object.fromEntries(findings.map((each) => [each.check, each]));
}
const file = (name: string, text: string): string => {
  const path = join(folder.path, name);
  writeFileSync(path, text);
  return path;
};
const no = (found: RegExp, mend: RegExp) => ({
  ok: false,
  found: expect.stringMatching(found) as string,
  mend: expect.stringMatching(mend) as string,
});

describe('the doctor', () => {
  it('says how to begin where nothing is configured', async () => {
    expect((await examine(null)).proxy).toMatchObject(no(/none configured; tor 0\.\d/, /proxy: tor/));
    expect((await examine(null, { path: 'no-such-tor' })).proxy).toMatchObject(
      no(/none configured/, /apt-get install tor/),
    );
  });

  it('says when there is no tor, when it is none, and when it cannot solve puzzles', async () => {
    expect((await examine('tor', { path: 'no-such-tor' }))['tor program']).toMatchObject(
      no(/not installed/, /apt-get/),
    );
    expect((await examine('tor', { path: '/bin/true' }))['tor program']).toMatchObject(
      no(/no tor that runs/, /install/),
    );
    const old = file('old-tor', '#!/bin/sh\n[ "$1" = --version ] && echo "Tor version 0.4.7.16." || exit 1\n');
    chmodSync(old, 0o755);
    const found = await examine('tor', { path: old }, 1_500);
    expect(found['proof of work']).toMatchObject({ ok: true, warning: true });
    expect(found.tor).toMatchObject(no(/does not start/, /tor\.torrc/));
  });

  it('says at how many percent a start is stuck, and why', async () => {
    const found = await examine('tor', { torrc: file('nowhere.torrc', nowhere) }, 4_000);
    expect(found.tor).toMatchObject(no(/at \d+ % after 4 s/, /bridges/));
    const wrong = await examine('tor', { torrc: file('wrong.torrc', 'NoSuchOption 1\n') }, 3_000);
    expect(wrong.tor).toMatchObject(no(/NoSuchOption/, /tor\.torrc/));
  });

  it('sees that a Tor of Leadline gets ready, and how it stands while it runs', async () => {
    const own = await examine('tor', shared.way.tor, 60_000);
    const oks = (all: Record<string, TorFinding>) => Object.values(all).map(({ check, ok }) => [check, ok]);
    expect(oks(own)).toEqual(['proxy', 'tor program', 'proof of work', 'tor'].map((check) => [check, true]));
    const wayOut = createWayOut({ config: { ...shared.way, data: folder.path }, log: () => undefined });
    await wayOut.ready();
    const running = await examine('tor', shared.way.tor);
    await wayOut.close();
    expect(running.tor).toMatchObject({ ok: true, found: expect.stringContaining('is ready') as string });
  });

  it('tells Tor from another proxy, and from nothing, and looks at the control port that is named', async () => {
    const found = await examine(shared.socksUrl);
    expect(found.proxy).toMatchObject({ ok: true, found: expect.stringContaining('is Tor') as string });
    expect(found['tor control']).toMatchObject({ ok: true, warning: true });
    expect((await examine(shared.socksUrl, { control: '1' }))['tor control']).toMatchObject(
      no(/127\.0\.0\.1|at 1 /, /CookieAuthentication/),
    );
    const other = await startSocks({ route: () => ({ kind: 'refused', reply: 4 }) });
    expect((await examine(other.url)).proxy).toMatchObject({ ok: true, warning: true });
    await other.close();
    expect((await examine('socks5h://127.0.0.1:1')).proxy).toMatchObject(no(/does not answer/, /start tor/));
  });
});
