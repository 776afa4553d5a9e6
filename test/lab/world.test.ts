import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newcomer, newcomerWeek } from '../../lab/catalogue.ts';
import { marketNames } from '../../lab/nouns.ts';
import { publicKeys } from '../../lab/public-keys.data.ts';
import { truthOf } from '../../lab/truth.ts';
import { bitcoinAddress } from '../../lab/vendors.ts';
import { createWorld, inCategory, isLive, onVendorPage } from '../../lab/world.ts';

const full = createWorld({ seed: 1, size: 'full' });
const small = createWorld({ seed: 1, size: 'small' });

describe('the world', () => {
  it('is the same for the same seed and another for another', () => {
    expect(createWorld({ seed: 7, size: 'small' })).toEqual(createWorld({ seed: 7, size: 'small' }));
    expect(createWorld({ seed: 8, size: 'small' })).not.toEqual(createWorld({ seed: 7, size: 'small' }));
  });

  it('has the promised size', () => {
    expect(full.listings.length).toBeGreaterThanOrEqual(1_500);
    expect(full.vendors.length).toBeGreaterThanOrEqual(150);
    expect(full.topics.length).toBeGreaterThanOrEqual(40);
    expect(full.messages.filter(({ site }) => site === 'slacktide').length).toBeGreaterThanOrEqual(120);
    expect(small.listings.length).toBeGreaterThanOrEqual(60);
    expect(small.vendors).toHaveLength(12);
  });

  it('gives every listing of a site its own id', () => {
    for (const seed of [1, 2, 3, 4, 5]) {
      const { listings } = createWorld({ seed, size: 'full' });
      expect(new Set(listings.map(({ site, key }) => `${site}|${key}`)).size).toBe(listings.length);
    }
  });

  it('gives the busiest tenth of the vendors a third of the listings or more', () => {
    for (const site of marketNames) {
      const own = full.listings.filter((listing) => listing.site === site);
      const counts = [...Map.groupBy(own, ({ vendor }) => vendor).values()]
        .map(({ length }) => length)
        .sort((a, b) => b - a);
      const top = counts.slice(0, Math.ceil(counts.length / 10)).reduce((sum, count) => sum + count, 0);
      expect(top / own.length).toBeGreaterThan(1 / 3);
    }
  });

  it('holds together for any seed and length: lives inside the calendar, a price a week, sellers that exist, rising post numbers', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000 }), fc.integer({ min: 1, max: 20 }), (seed, weeks) => {
        const { listings, vendors, messages, closing } = createWorld({ seed, size: 'small', weeks });
        const handles = new Set(vendors.map(({ site, handle }) => `${site}|${handle}`));
        for (const { site, vendor, firstWeek, lastWeek, prices, title, tiers } of listings) {
          const last = site === closing.site ? Math.min(weeks, closing.week - 1) : weeks;
          expect(1 <= firstWeek && firstWeek <= lastWeek && lastWeek <= last).toBe(true);
          expect(prices).toHaveLength(lastWeek - firstWeek + 1);
          expect(prices.every((price) => /^\d+\.\d\d$/.test(price) && Number(price) > 0)).toBe(true);
          expect(handles.has(`${site}|${vendor}`) && title.trim() === title && tiers.length > 0).toBe(true);
        }
        for (const site of ['slipway', 'slacktide']) {
          const own = messages.filter((message) => message.site === site);
          expect(
            own.every(
              ({ number, sentAt }, index) =>
                index === 0 || (number > (own[index - 1]?.number ?? 0) && sentAt >= (own[index - 1]?.sentAt ?? 0)),
            ),
          ).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('sells the newcomer from its week on and never before', () => {
    for (const world of [small, full]) {
      const weeks = world.listings
        .filter(({ substances }) => substances.includes(newcomer.substance ?? ''))
        .map(({ firstWeek }) => firstWeek);
      expect(Math.min(...weeks)).toBe(newcomerWeek);
    }
  });

  it('has one vendor on two markets under two handles with one key', () => {
    for (const world of [small, full]) {
      const both = world.vendors.filter(({ pgp }) => pgp === 0);
      expect(both.map(({ site }) => site).sort()).toEqual(['fathom', 'halyard']);
      expect(new Set(both.map(({ handle }) => handle)).size).toBe(2);
      expect(both[0]?.wallets).toEqual(both[1]?.wallets);
    }
  });

  it('shows every living listing on its category page or on its vendor page, and hides some of them in each way', () => {
    const shown = full.listings.flatMap((listing) =>
      Array.from({ length: full.weeks }, (_, index) => index + 1)
        .filter((week) => isLive(listing, week))
        .map((week) => ({ category: inCategory(listing, week), vendor: onVendorPage(listing, week) })),
    );
    expect(shown.every(({ category, vendor }) => category || vendor)).toBe(true);
    expect(shown.filter(({ category }) => !category).length / shown.length).toBeCloseTo(0.03, 2);
    expect(shown.filter(({ vendor }) => !vendor).length / shown.length).toBeCloseTo(0.04, 2);
  });

  it('makes wallets whose checksum is right', async () => {
    const { base58check } = await import('@scure/base');
    const { createHash } = await import('node:crypto');
    const sha256 = (bytes: Uint8Array) => new Uint8Array(createHash('sha256').update(bytes).digest());
    for (const text of ['a', 'b', 'c', 'd']) expect(base58check(sha256).decode(bitcoinAddress(text))).toHaveLength(21);
  });

  it('ships public keys that any reader can read', async () => {
    const { readKey } = await import('openpgp');
    for (const { block, fingerprint } of publicKeys) {
      expect((await readKey({ armoredKey: block })).getFingerprint().toUpperCase()).toBe(fingerprint);
    }
  });
});

describe('the truth', () => {
  it('tells of a week only what could be seen by then', () => {
    const early = truthOf(full, 3);
    expect(early.listings.every(({ firstWeek, lastWeek }) => firstWeek <= 3 && lastWeek <= 3)).toBe(true);
    expect(early.events.every(({ week }) => week <= 3)).toBe(true);
    expect(early.closedSites).toEqual([]);
    expect(early.listings.length).toBeLessThan(truthOf(full).listings.length);
  });

  it('survives a trip through JSON', () => {
    const truth = truthOf(small);
    expect(JSON.parse(JSON.stringify(truth))).toEqual(truth);
  });

  it('has one first for every record, and a price event for each step of a price row', () => {
    const { events, listings, vendors, posts, messages } = truthOf(full);
    const of = (reason: string) => events.filter((event) => event.reason === reason);
    expect(of('first')).toHaveLength(listings.length + vendors.length + posts.length + messages.length);
    const steps = listings.flatMap(({ prices }) =>
      prices.filter(({ amount }, index) => index > 0 && amount !== prices[index - 1]?.amount),
    );
    expect(of('price')).toHaveLength(steps.length);
    expect(steps.length).toBeGreaterThan(100);
  });

  it('says that the closing market shows nothing from its week on', () => {
    const { closedSites, listings } = truthOf(full);
    expect(closedSites).toEqual([{ site: 'fathom', week: 10 }]);
    expect(Math.max(...listings.filter(({ site }) => site === 'fathom').map(({ lastWeek }) => lastWeek))).toBe(9);
  });
});
