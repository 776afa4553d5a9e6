import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Delivery } from '../../model/alert.ts';
import type { UrlRecord } from '../../model/frontier.ts';
import type { Where } from '../../model/ports.ts';
import type { Storage } from '../../storage/port.ts';

/** Opens an empty store. Each test closes what it opened. */
export type OpenStorage = () => Promise<Storage>;

export const deliveryOf = (id: string, fields: Partial<Delivery> = {}): Delivery => ({
  id,
  alert: 'alert-1',
  to: 'inbox',
  state: 'waiting',
  attempts: [],
  nextAt: '2026-01-01T00:00:00.000Z',
  ...fields,
});

const urlOf = (id: string, fields: Partial<UrlRecord> = {}): UrlRecord => ({
  id,
  source: 'bazaar',
  url: `http://bazaar.onion/${id}`,
  state: 'waiting',
  reason: null,
  page: null,
  key: null,
  depth: 0,
  priority: 0,
  dueAt: '2026-01-01T00:00:00.000Z',
  attempts: 0,
  discoveredAt: '2026-01-01T00:00:00.000Z',
  linkedAt: '2026-01-01T00:00:00.000Z',
  lastFetchAt: null,
  lastCapture: null,
  etag: null,
  lastModified: null,
  hint: null,
  ...fields,
});

const drain = async <T>(values: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const each of values) all.push(each);
  return all;
};

/** Every page of a find, two records at a time. */
async function pages(storage: Storage, where: Where, order: readonly (readonly [string, 'asc' | 'desc'])[]) {
  const all: UrlRecord[] = [];
  let after: string | null = null;
  do {
    const page = await storage.urls.find({ where, order, after, limit: 2 });
    all.push(...page.values);
    after = page.next;
  } while (after !== null);
  return all;
}

const sample = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 4 }),
    key: fc.option(fc.constantFrom('a', 'b', 'ü', "o'neil")),
    priority: fc.integer({ min: -2, max: 2 }),
  }),
  { selector: ({ id }) => id, maxLength: 25 },
);
const direction = fc.constantFrom('asc' as const, 'desc' as const);
const condition = fc.oneof(
  fc.constant<Where>({}),
  fc.constant<Where>({ key: null }),
  fc.constant<Where>({ key: { in: ['a', "o'neil"] } }),
  fc.constant<Where>({ key: { in: [] } }),
  fc
    .tuple(fc.integer({ min: -2, max: 2 }), fc.integer({ min: -2, max: 2 }))
    .map<Where>(([gte, lt]) => ({ priority: { gte, lt } })),
  fc.constant<Where>({ priority: 1, key: 'b' }),
);

/** What a condition means, in one line a kind. */
const meets = (record: UrlRecord, where: Where): boolean =>
  Object.entries(where).every(([name, test]) => {
    const value = name === 'key' ? record.key : record.priority;
    if (test === null || typeof test !== 'object') return value === test;
    if ('in' in test) return value !== null && test.in.includes(value);
    return (
      value !== null && (test.gte === undefined || value >= test.gte) && (test.lt === undefined || value < test.lt)
    );
  });

const bytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const inOrder = (a: string | number | null, b: string | number | null): number =>
  a === b
    ? 0
    : a === null
      ? -1
      : b === null
        ? 1
        : typeof a === 'number' && typeof b === 'number'
          ? a - b
          : bytes(String(a), String(b));

/** `runs`: how many random cases; fewer where each costs round trips to a server. */
export function collectionContract(name: string, open: OpenStorage, runs = 150): void {
  const using = async (work: (storage: Storage) => Promise<void>): Promise<void> => {
    const storage = await open();
    try {
      await work(storage);
    } finally {
      await storage.close();
    }
  };

  describe(`${name}: a collection`, () => {
    it('creates an id once and never overwrites it', () =>
      using(async ({ deliveries }) => {
        expect(await deliveries.get('d')).toBeNull();
        expect(await deliveries.create('d', deliveryOf('d'))).toBe(true);
        expect(await deliveries.create('d', deliveryOf('d', { state: 'failed' }))).toBe(false);
        expect(await deliveries.get('d')).toEqual({ value: deliveryOf('d'), version: 1 });
      }));

    it('replaces a value only when the expected version is the stored one', () =>
      using(async ({ deliveries }) => {
        expect(await deliveries.put('d', deliveryOf('d'), 1)).toBe(false);
        expect(await deliveries.put('d', deliveryOf('d'), 0)).toBe(true);
        expect(await deliveries.put('d', deliveryOf('d', { state: 'failed' }), 0)).toBe(false);
        expect(await deliveries.put('d', deliveryOf('d', { state: 'delivered' }), 1)).toBe(true);
        expect(await deliveries.put('d', deliveryOf('d', { state: 'failed' }), 1)).toBe(false);
        expect(await deliveries.put('d', deliveryOf('d', { to: 'desk' }))).toBe(true);
        expect(await deliveries.get('d')).toEqual({ value: deliveryOf('d', { to: 'desk' }), version: 3 });
      }));

    it('lets exactly one of many writers win a version', () =>
      using(async ({ deliveries }) => {
        await deliveries.create('d', deliveryOf('d'));
        const won = await Promise.all(
          Array.from({ length: 20 }, (_, n) => deliveries.put('d', deliveryOf('d', { to: `w${n}` }), 1)),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
      }));

    it('forgets a removed record, and removing it again is no fault', () =>
      using(async ({ deliveries }) => {
        await deliveries.create('d', deliveryOf('d'));
        await deliveries.remove('d');
        await deliveries.remove('d');
        expect(await deliveries.get('d')).toBeNull();
        expect(await deliveries.create('d', deliveryOf('d'))).toBe(true);
      }));

    it('refuses a value that does not meet its schema', () =>
      using(async ({ deliveries }) => {
        const broken = { ...deliveryOf('d'), state: 'perhaps' } as unknown as Delivery; // the fault under test
        await expect(deliveries.create('d', broken)).rejects.toThrow();
        expect(await deliveries.get('d')).toBeNull();
      }));

    it('names the fields that can be searched when asked for another', () =>
      using(async ({ deliveries }) => {
        await expect(deliveries.find({ where: { attempts: 1 }, limit: 1 })).rejects.toThrow(
          /"attempts" cannot be searched/,
        );
        await expect(deliveries.find({ order: [['x" --', 'asc']], limit: 1 })).rejects.toThrow(/cannot be searched/);
      }));

    it('refuses a page mark of another list', () =>
      using(async ({ deliveries }) => {
        await expect(deliveries.find({ after: 'nonsense', limit: 1 })).rejects.toMatchObject({ code: 'usage' });
      }));

    it('finds what the conditions say, in the order asked for, page by page, none twice and none left out', () =>
      using((storage) =>
        fc.assert(
          fc.asyncProperty(sample, condition, direction, direction, async (records, where, first, second) => {
            const all = records.map((record) => urlOf(record.id, record));
            await storage.commit(all.map((value) => ({ do: 'create', collection: 'urls', id: value.id, value })));
            const expected = all
              .filter((record) => meets(record, where))
              .sort(
                (a, b) =>
                  inOrder(a.key, b.key) * (first === 'asc' ? 1 : -1) ||
                  inOrder(a.priority, b.priority) * (second === 'asc' ? 1 : -1) ||
                  bytes(a.id, b.id),
              );
            const found = await pages(storage, where, [
              ['key', first],
              ['priority', second],
            ]);
            const count = await storage.urls.count(where);
            await storage.commit(all.map(({ id }) => ({ do: 'remove', collection: 'urls', id })));
            expect(found.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
            expect(count).toBe(expected.length);
          }),
          { numRuns: runs },
        ),
      ));

    it('walks every match in id order, also while records are written', () =>
      using(async (storage) => {
        const all = Array.from({ length: 1_203 }, (_, n) => urlOf(`u${String(n).padStart(5, '0')}`));
        await storage.commit(all.map((value) => ({ do: 'put', collection: 'urls', id: value.id, value })));
        const seen: string[] = [];
        for await (const record of storage.urls.each({ state: 'waiting' })) {
          seen.push(record.id);
          if (seen.length % 100 === 0) await storage.urls.put(record.id, { ...record, state: 'captured' });
        }
        expect(seen).toEqual(all.map(({ id }) => id));
        expect(await drain(storage.urls.each({ state: 'captured' }))).toHaveLength(12);
      }));
  });
}
