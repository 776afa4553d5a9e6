import { beforeAll, describe, expect, it } from 'vitest';
import { controls } from './controls.ts';
import type { Proof } from './figures.ts';
import { paths } from './paths.ts';
import { prove } from './proof.ts';

const faults = ({ figures }: Proof, kind: 'path' | 'control') =>
  figures.filter((each) => each.kind === kind && each.wrong !== null).map(({ name, wrong }) => `${name}: ${wrong}`);
const named = ({ figures }: Proof, kind: 'path' | 'control') =>
  figures.filter((each) => each.kind === kind).map(({ name }) => name);

/** A browser that leaks is left to `npm run proof:leak`: starting a second one takes longer than all the rest. */
const quick = [...Object.keys(paths), ...Object.keys(controls)].filter((name) => name !== 'a browser past the proxy');

let proof: Proof;
beforeAll(async () => {
  proof = await prove({ only: quick });
}, 60_000);

describe('the crawl', () => {
  it('reaches nothing but its proxy: no packet, no DNS query, no connection, whatever a site tries', () => {
    expect(named(proof, 'path')).toEqual(expect.arrayContaining(['crawl', 'hostile', 'clearnet', 'insecure']));
    expect(faults(proof, 'path')).toEqual([]);
  });

  it('fetches nothing while the proxy is stopped, and goes on where it was afterwards', () => {
    const of = (name: string) => proof.figures.find((each) => each.name === name);
    expect(of('interrupted')?.requests).toBeGreaterThan(0);
    expect(of('stopped')).toMatchObject({ requests: 0, wrong: null });
    expect(of('resumed')?.requests).toBeGreaterThan(0);
  });
});

describe('the proof', () => {
  it('sees every leak that is made on purpose', () => {
    expect(named(proof, 'control').length).toBeGreaterThanOrEqual(7);
    expect(faults(proof, 'control')).toEqual([]);
  });

  it('says by which way it was made, and why not by the better one', () => {
    expect(proof.because === null).toBe(proof.way === 'namespace');
    expect(proof.notCovered.join(' ')).toMatch(/webhooks/i);
  });

  it('holds where no namespace can be made as well', async () => {
    const other = await prove({
      way: 'hook',
      only: ['clearnet', 'insecure', 'a fetch past the proxy', 'socks5:// without h'],
    });
    expect([other.way, other.figures.length, other.ok]).toEqual(['hook', 4, true]);
  });
});
