import { describe, expect, it } from 'vitest';
import { readJson } from '../reading.ts';

const goods = [
  ['Amber hash 5g', 'kelp'],
  ['White crystal MDMA 1g', 'reef_9'],
  ['Speed paste 10g', 'kelp'],
  ['Blotters 100ug x5', 'ahab'],
] as const;
const page = (facts: (vendor: string, at: number) => string): string =>
  `<title>Stall</title><main>${goods
    .map(
      ([name, vendor], at) =>
        `<a class="_6b" href="/o/${at}"><div><h3>${name}</h3></div><div>${facts(vendor, at)}</div><div><b>0.63 XMR</b><small>≈ $45.00</small></div></a>`,
    )
    .join('')}</main>`;

describe('a card that is one link', () => {
  it.each([
    [
      'no stock',
      (vendor: string) =>
        `<span>⚡ Instant</span><span>sold-by ${vendor}</span><span>★ 4.9</span><span>549× sold</span>`,
    ],
    [
      'stock without end',
      (vendor: string) =>
        `<span>⚡ Instant</span><span>sold by ${vendor}</span><span>★ 4.9</span><span>549× sold</span><span>stock: ∞</span>`,
    ],
    [
      'unlimited stock',
      (vendor: string) =>
        `<span>Auto</span><span>sold by ${vendor}</span><span>★ 4.9</span><span>549x sold</span><span>stock: unlimited</span>`,
    ],
    ['German words', (vendor: string) => `<i>Sofort</i><i>verkauft von ${vendor}</i><i>★ 4,9</i><i>549× verkauft</i>`],
    ['French words', (vendor: string) => `<i>Immédiat</i><i>vendu par ${vendor}</i><i>★ 4,9</i><i>549 vendus</i>`],
  ])('gives title, vendor and count: %s', (_name, facts) => {
    const { page: state, listings } = readJson(page(facts));
    expect(state).toBe('index');
    expect(listings.map(({ title, vendor, sold }) => [title, vendor, sold])).toEqual(
      goods.map(([title, vendor]) => [title, vendor, 549]),
    );
  });

  it('gives no vendor where words follow that are no name', () =>
    expect(
      readJson(page(() => '<span>★ 4.9</span><span>sold by the gram or more</span><span>45 left</span>')).listings.map(
        ({ vendor }) => vendor,
      ),
    ).toEqual([null, null, null, null]));
});
