import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { askTor } from '../../app/tor-health.ts';
import { createWayOut, type WayOut } from '../../app/way-out.ts';
import { createHttpFetch, type Fetch } from '../../crawler/fetch/http.ts';
import { type Identity, identityOf } from '../../crawler/fetch/identity.ts';
import { onionName } from '../../lab/onion.ts';
import { realClock } from '../../model/clock.ts';
import { temporaryFolder } from '../app/harness.ts';
import { codeOf } from '../crawler/site.ts';
import { network, type SharedNetwork } from './network.ts';

const folder = temporaryFolder();
let shared: SharedNetwork;
let wayOut: WayOut;
let fetch: Fetch & { readonly close: () => void };
const config = () => ({ ...shared.way, data: folder.path });
beforeAll(async () => {
  shared = await network();
  wayOut = createWayOut({ config: config(), log: () => undefined });
  fetch = createHttpFetch({ proxy: await wayOut.proxy(), clock: realClock });
  await wayOut.ready();
});
afterAll(async () => {
  fetch?.close();
  await wayOut?.close();
  folder.remove();
});

const site = (id: string) => shared.sites.find((each) => each.id === id)?.address ?? '';
/** Reads one page that nobody else asks for, and answers by which circuit the site was reached. */
async function circuitOf(identity: Identity, mark: string): Promise<string> {
  const url = new URL(`/circuits-${mark}`, site('halyard')).href;
  await fetch({ source: 'halyard', url, identity });
  const seen = (await shared.log()).filter(({ path }) => path === `/circuits-${mark}`);
  return seen.at(-1)?.client ?? '';
}
const usersNow = async (identity: Identity) =>
  (await askTor(config()))?.circuits.filter(({ user }) => user === identity.user) ?? [];

describe('two identities', () => {
  it('reach one site by two circuits, as the site and the control port say; one identity keeps its own', async () => {
    const [one, two] = [identityOf('a', null, 'x'), identityOf('a', 'second', 'x')];
    const first = await circuitOf(one, 'one');
    const second = await circuitOf(two, 'two');
    expect(first).toMatch(/^fc00:dead:beef:4dad:/);
    expect(second).not.toBe(first);
    expect(await circuitOf(one, 'one')).toBe(first);
    const [ofOne, ofTwo] = [await usersNow(one), await usersNow(two)];
    expect([ofOne.length > 0, ofTwo.length > 0]).toEqual([true, true]);
    const ids = new Set(ofOne.map(({ id }) => id));
    expect(ofTwo.filter(({ id }) => ids.has(id))).toEqual([]);
  });

  it('get new circuits one at a time: the other keeps its own', async () => {
    const [renewed, other] = [identityOf('b', null, 'x'), identityOf('c', null, 'x')];
    const before = [await circuitOf(renewed, 'b'), await circuitOf(other, 'c')];
    const next = identityOf('b', null, 'x', 1);
    expect(next.user).toBe(renewed.user);
    const after = [await circuitOf(next, 'b'), await circuitOf(other, 'c')];
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).toBe(before[1]);
    const passwords = new Set((await usersNow(renewed)).map(({ password }) => password));
    expect(passwords).toContain(next.password);
  });
});

describe('an onion service that is not there', () => {
  it('is told from a site that fails: it has no descriptor, or its name is wrong', async () => {
    const identity = identityOf('d', null, 'x');
    const nobody = `http://${onionName('nobody serves this')}/`;
    expect(await codeOf(fetch({ source: 'x', url: nobody, identity }))).toBe('onion-descriptor');
    const wrong = site('halyard').replace(/[a-z2-7](?=[a-z2-7]{20}\.onion)/, (letter) => (letter === 'a' ? 'b' : 'a'));
    expect(await codeOf(fetch({ source: 'x', url: wrong, identity }))).toBe('address-invalid');
  });
});
