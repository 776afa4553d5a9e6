import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fold, inFoldOrder, isNewer } from '../../model/fold.ts';
import { itemId, observationId } from '../../model/ids.ts';
import type { Item } from '../../model/item.ts';
import { emptyListing, type Listing } from '../../model/listing.ts';
import type { Observation } from '../../model/observation.ts';

const hour = (n: number): string => new Date(Date.UTC(2026, 5, 1) + n * 3_600_000).toISOString();

function seen(
  at: number,
  view: 'detail' | 'row',
  fields: Partial<Listing>,
  more: Partial<Observation> = {},
): Observation {
  const capture = `capture-${at}-${view}`;
  const value = { ...emptyListing(''), ...fields };
  return {
    id: observationId(capture, 'listing', '88'),
    item: itemId('listing', 'halyard', '88'),
    kind: 'listing',
    key: '88',
    source: 'halyard',
    capture,
    observedAt: hour(at),
    page: view === 'detail' ? 'listing' : 'index',
    profile: 'halyard@1',
    view,
    content: { kind: 'listing', value },
    gone: false,
    url: 'http://x.onion/item/88',
    language: 'en',
    issues: [],
    provenance: Object.fromEntries(
      Object.keys(fields).map((field) => [field, { raw: field, rule: 'test', at: field, confidence: 1 }]),
    ),
    ...more,
  };
}
const usd = (amount: string) => ({ amount, currency: 'USD' });
const offer = (grams: number, amount: string) => ({
  quantity: { value: grams, max: null, unit: 'g' as const },
  doseMg: null,
  price: usd(amount),
  raw: `${grams} g`,
});
const foldAll = (observations: readonly Observation[]): Item | null =>
  [...observations].sort(inFoldOrder).reduce<Item | null>((item, observation) => fold(item, observation).item, null);
const listing = (item: Item | null): Listing => {
  if (item?.current?.kind !== 'listing') throw new Error('no listing');
  return item.current.value;
};
const reasons = (item: Item | null) => item?.events.map((event) => event.reason);

describe('an item', () => {
  it('is first seen once, and learning more about it is no change', () => {
    const item = foldAll([
      seen(0, 'row', { title: 'MDMA 5g', price: usd('50') }),
      seen(1, 'detail', { title: 'MDMA 5g', price: usd('50'), vendor: 'nordlicht', description: 'fresh' }),
    ]);
    expect(reasons(item)).toEqual(['first-seen']);
    expect(listing(item)).toMatchObject({ vendor: 'nordlicht', description: 'fresh' });
  });

  it('keeps the full title of the detail page when a list shortens it later', () => {
    const item = foldAll([
      seen(0, 'detail', { title: 'MDMA crystals from Amsterdam' }),
      seen(1, 'row', { title: 'MDMA crys…' }),
    ]);
    expect(listing(item).title).toBe('MDMA crystals from Amsterdam');
    expect(reasons(item)).toEqual(['first-seen']);
  });

  it('reports a price change once, whether a list or the detail page shows it first', () => {
    const item = foldAll([
      seen(0, 'row', { title: 'a', price: usd('50') }),
      seen(1, 'detail', { title: 'a', price: usd('50'), offers: [offer(5, '50'), offer(10, '90')] }),
      seen(2, 'row', { title: 'a', price: usd('40') }),
      seen(3, 'detail', { title: 'a', price: usd('40'), offers: [offer(5, '40'), offer(10, '90')] }),
    ]);
    expect(reasons(item)).toEqual(['first-seen', 'price']);
    expect(item?.events[1]?.detail).toBe('50 USD -> 40 USD');
    expect(item?.prices.map((point) => [point.price.amount, point.unitPrice?.amount])).toEqual([
      ['50', 10],
      ['40', 8],
    ]);
  });

  it('says nothing of a price when a list shows another currency than the detail page', () => {
    const item = foldAll([
      seen(0, 'detail', { title: 'a', price: usd('50') }),
      seen(1, 'row', { title: 'a', price: { amount: '0.001', currency: 'BTC' } }),
    ]);
    expect(reasons(item)).toEqual(['first-seen']);
    expect(listing(item).price).toEqual(usd('50'));
  });

  it('does not take a "from" price in lists for a change', () => {
    const item = foldAll(
      [0, 10, 20].flatMap((at) => [
        seen(at, 'row', { title: 'a', price: usd('9') }),
        seen(at + 1, 'detail', { title: 'a', price: usd('12') }),
      ]),
    );
    expect(reasons(item)).toEqual(['first-seen']);
    expect(listing(item).price).toEqual(usd('12'));
    expect(item?.prices.map((point) => [point.at, point.price.amount])).toEqual([[hour(0), '12']]);
  });

  it('treats 50 and 50.00 as one price', () => {
    expect(
      reasons(
        foldAll([
          seen(0, 'row', { title: 'a', price: usd('50') }),
          seen(1, 'row', { title: 'a', price: usd('50.00') }),
        ]),
      ),
    ).toEqual(['first-seen']);
  });

  it('counts neither stock nor sold as a change but keeps them current', () => {
    const item = foldAll([
      seen(0, 'detail', { title: 'a', stock: 5, sold: 1 }),
      seen(1, 'detail', { title: 'a', stock: 4, sold: 2 }),
    ]);
    expect(item?.version).toBe(1);
    expect(listing(item)).toMatchObject({ stock: 4, sold: 2 });
  });

  it('is gone, not seen, when its page says so, and comes back', () => {
    const gone = { gone: true, content: null };
    const item = foldAll([seen(0, 'detail', { title: 'a' }), seen(5, 'detail', {}, gone), seen(6, 'detail', {}, gone)]);
    expect(item).toMatchObject({ gone: hour(5), lastSeen: hour(0) });
    expect(reasons(item)).toEqual(['first-seen', 'gone']);
    const back = item && fold(item, seen(9, 'detail', { title: 'a' })).item;
    expect(back?.gone).toBeNull();
    expect(reasons(back)).toEqual(['first-seen', 'gone', 'back']);
  });

  it('does not forget what a later page leaves out', () => {
    const item = foldAll([
      seen(0, 'detail', { title: 'a', shipsFrom: ['NL'] }),
      seen(1, 'detail', { title: 'a', shipsFrom: [] }),
    ]);
    expect(listing(item).shipsFrom).toEqual(['NL']);
    expect(item?.provenance.shipsFrom?.capture).toBe('capture-0-detail');
  });

  it('is the same however its observations arrive', () => {
    const observation = fc.record({
      at: fc.nat({ max: 30 }),
      view: fc.constantFrom('detail' as const, 'row' as const),
      amount: fc.constantFrom('10', '20', '30'),
      title: fc.constantFrom('a', 'b'),
      gone: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(observation, { selector: (each) => `${each.at}${each.view}`, minLength: 1, maxLength: 12 }),
        (parts) => {
          const all = parts.map((part) =>
            seen(
              part.at,
              part.view,
              { title: part.title, price: usd(part.amount) },
              part.gone ? { gone: true, content: null } : {},
            ),
          );
          const canonical = foldAll(all);
          let item: Item | null = null;
          const arrived: Observation[] = [];
          for (const each of all) {
            arrived.push(each);
            item = item === null || isNewer(item, each) ? fold(item, each).item : foldAll(arrived);
          }
          expect(item).toEqual(canonical);
          expect(canonical?.version).toBe(canonical?.events.length);
          expect(canonical?.events.map((event) => event.version)).toEqual(
            canonical?.events.map((_, index) => index + 1),
          );
        },
      ),
      { seed: 7, numRuns: 300 },
    );
  });
});
