import { describe, expect, it } from 'vitest';
import type { Item } from '../../model/item.ts';
import { emptyListing, type Listing } from '../../model/listing.ts';
import { emptyVendor } from '../../model/vendor.ts';
import { exportColumns, safeText, toCsv, toJsonl } from '../../search/export.ts';
import { itemOf } from './items.ts';

const context = {
  market: (source: string) => source.toUpperCase(),
  substanceName: (id: string) => `name of ${id}`,
  rates: { usd: (currency: string) => ({ rate: currency === 'USD' ? 1 : 2, source: 'test' }) },
};
const base = (key: string): Item => ({
  ...itemOf({ id: `i${key}`, kind: 'listing', source: 'bazaar', first: 0, seen: 86_400_000 }),
  key,
});
const listing = (key: string, more: Partial<Listing> = {}): Item => ({
  ...base(key),
  current: { kind: 'listing', value: { ...emptyListing('MDMA'), ...more } },
});

async function* from(items: readonly Item[]) {
  yield* items;
}
async function collect(pieces: AsyncIterable<string>): Promise<string> {
  let all = '';
  for await (const piece of pieces) all += piece;
  return all;
}
const csv = async (...items: Item[]): Promise<readonly Record<string, string>[]> => {
  const [header = '', ...lines] = (await collect(toCsv(from(items), context))).trimEnd().split('\n');
  return lines.map((line) =>
    Object.fromEntries(header.split(',').map((name, index) => [name, line.split(',')[index] ?? ''])),
  );
};
const jsonl = async (...items: Item[]): Promise<readonly Record<string, unknown>[]> =>
  (await collect(toJsonl(from(items), context)))
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('export', () => {
  it('leaves negative numbers alone and disarms formulas in text', async () => {
    const vendor: Item = {
      ...base('1'),
      kind: 'vendor',
      current: { kind: 'vendor', value: { ...emptyVendor('=cmd()'), rating: -3 } },
    };
    expect((await csv(vendor))[0]).toMatchObject({ rating: '-3', title: "'=cmd()" });
    expect((await jsonl(vendor))[0]).toMatchObject({ rating: -3, title: '=cmd()' });
    expect(['=1', '+1', '-1', '@x', '\t=1', ' =1', '＝1'].map((text) => safeText(text)[0])).toEqual(Array(7).fill("'"));
    expect(safeText('3-MMC = good')).toBe('3-MMC = good');
  });
  it('keeps ids that look like numbers as text', async () => {
    const rows = await csv(listing('51604e02'), listing('0043210'));
    expect(rows.map((row) => row.key)).toEqual(['51604e02', '0043210']);
    expect((await jsonl(listing('0043210')))[0]?.key).toBe('0043210');
  });
  it('takes types from the columns, whatever the first rows hold', async () => {
    const rows = await jsonl(
      ...Array.from({ length: 1_000 }, (_, index) => listing(String(index))),
      listing('last', { price: { amount: '12.34', currency: 'EUR' } }),
    );
    expect(rows[0]).toMatchObject({ price: null, rating: null });
    expect(rows.at(-1)).toMatchObject({ price: 12.34, currency: 'EUR', price_usd: 24.68 });
  });
  it('has no limit and writes one line an item', async () => {
    const many = Array.from({ length: 12_345 }, (_, index) => listing(String(index)));
    expect((await collect(toCsv(from(many), context))).split('\n').length - 1).toBe(12_346);
    expect((await collect(toJsonl(from(many), context))).split('\n').length - 1).toBe(12_345);
  });
  it('gives a header even for nothing', async () => {
    expect(await collect(toCsv(from([]), context))).toBe(`${exportColumns.map((column) => column.name).join(',')}\n`);
    expect(await collect(toJsonl(from([]), context))).toBe('');
  });
  it('keeps letters of every script byte for byte', async () => {
    const rows = await csv(listing('1', { vendor: 'nоrdlicht' }), listing('2', { vendor: 'nordlicht' }));
    expect(rows.map((row) => row.vendor)).toEqual(['nоrdlicht', 'nordlicht']);
  });
});
