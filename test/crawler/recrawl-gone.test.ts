import { describe, expect, it } from 'vitest';
import { type Ending, openFrontier } from '../../crawler/frontier.ts';
import { looksNeeded, presenceOf } from '../../crawler/recrawl-gone.ts';
import { createRandom } from '../../lab/random.ts';
import type { Link, UrlRecord } from '../../model/frontier.ts';

const day = 86_400_000;
const monday = Date.UTC(2026, 5, 1);
const source = { id: 'bazaar', addresses: ['http://aaa.onion/'] };

interface Life {
  readonly from: number;
  readonly to: number;
}

/** A market that is read daily, and shows each of its listings, in its list as on its own page, with a probability on each day. */
function watch(lives: readonly Life[], sighting: number, days: number) {
  const random = createRandom(`watch ${sighting}`);
  const stored = new Map<string, UrlRecord>();
  const link = (index: number): Link => ({
    url: `http://aaa.onion/item/${index}`,
    page: 'listing',
    key: String(index),
    priority: 3,
    hint: null,
    skip: null,
  });
  let [told, wrong, requests] = [0, 0, 0];
  const late: number[] = [];
  for (let today = 0; today < days; today += 1) {
    const now = monday + today * day;
    const shown = lives.map(({ from, to }) => from <= today && today <= to && random.chance(sighting));
    const frontier = openFrontier({ source, records: [...stored.values()], now, freshMs: day });
    do {
      for (let record = frontier.next(now); record; record = frontier.next(now)) {
        const index = Number(/item\/(\d+)/.exec(record.url)?.[1] ?? Number.NaN);
        const missing = !Number.isNaN(index) && !shown[index];
        const believed = !frontier.doubts(record);
        const ending: Ending = { state: 'captured', reason: missing ? 'gone' : null, capture: 'c', news: 0 };
        requests += 1;
        frontier.settle(record, ending, now);
        if (Number.isNaN(index))
          frontier.add(
            lives.flatMap((_, each) => (shown[each] ? [link(each)] : [])),
            record,
            now,
          );
        if (!missing || !believed) continue;
        told += 1;
        const end = lives[index]?.to ?? 0;
        if (today <= end) wrong += 1;
        else late.push(today - end);
      }
    } while (frontier.sweep(now) > 0);
    for (const record of frontier.drain()) stored.set(record.id, record);
  }
  return { told, wrong, requests, late, stored };
}

/** Listings that begin at any time and end with a chance of one in fifty a day. */
function livesOf(count: number, days: number): readonly Life[] {
  const random = createRandom('lives');
  return Array.from({ length: count }, () => {
    const from = Math.max(0, random.int(-days, days - 1));
    let to = from;
    while (!random.chance(0.02)) to += 1;
    return { from, to };
  });
}

describe('the end of a listing', () => {
  it('is told wrongly in at most one case of twenty at a sighting probability of 0.3', () => {
    const { told, wrong } = watch(livesOf(500, 84), 0.3, 84);
    expect(told).toBeGreaterThan(200);
    expect(wrong / told).toBeLessThanOrEqual(0.05);
  });

  it('is told at once, and never wrongly, where what is there is always shown', () => {
    const lives = livesOf(300, 60);
    const { told, wrong, late } = watch(lives, 1, 60);
    expect(wrong).toBe(0);
    expect(told).toBe(lives.filter(({ to }) => to < 59).length);
    expect(late.filter((days) => days === 1).length / late.length).toBeGreaterThan(0.95);
    expect(Math.max(...late)).toBeLessThanOrEqual(3);
  });

  it('says meanwhile that the listing is missing, and forgets it when the listing comes back', () => {
    const hidden = Array.from({ length: 40 }, (): Life => ({ from: 0, to: 100 }));
    const { stored } = watch(hidden, 0.5, 12);
    const items = [...stored.values()].filter(({ page }) => page === 'listing');
    expect(items.filter(({ reason }) => reason === 'gone')).toEqual([]);
    expect(items.some(({ reason }) => reason === 'missing, asked again')).toBe(true);
    for (const { sightings } of items.filter(({ reason }) => reason === null)) expect(sightings?.missed ?? 0).toBe(0);
  });
});

describe('the number of looks', () => {
  it('is one where nothing is known yet, and where nothing ever came back', () => {
    const nothing = { met: 0, returned: 0, missing: new Map() };
    expect(looksNeeded(presenceOf(nothing, 1))).toBe(1);
    expect(looksNeeded(presenceOf({ met: 5_000, returned: 0, missing: new Map([[1, 700]]) }, 7))).toBe(1);
  });

  it('is no smaller than the smallest k with (1 - p)^k <= 0.05', () => {
    for (const sighting of [0.2, 0.3, 0.5, 0.8, 0.95])
      expect((1 - sighting) ** looksNeeded({ sighting, ending: 0.02 })).toBeLessThanOrEqual(0.05);
  });

  it('grows with each miss that came back, and with many that vanish at once', () => {
    const looks = (returned: number, vanished: number) =>
      looksNeeded(presenceOf({ met: 500, returned, missing: new Map([[1, vanished]]) }, 1));
    expect(looks(40, 5)).toBeGreaterThan(looks(4, 5));
    expect(looks(4, 5)).toBeGreaterThan(looks(0, 5));
    expect(looks(0, 250)).toBeGreaterThan(looks(0, 5));
  });

  it('finds the sighting probability behind what was seen', () => {
    const random = createRandom('presence');
    const runs = new Map<number, number>();
    let [met, returned] = [0, 0];
    for (let listing = 0; listing < 400; listing += 1) {
      let missed = 0;
      for (let look = 0; look < 60; look += 1) {
        if (random.chance(0.02)) {
          missed += 12;
          break;
        }
        if (random.chance(0.4)) {
          met += 1;
          returned += missed;
          missed = 0;
        } else missed += 1;
      }
      if (missed > 0) runs.set(missed, (runs.get(missed) ?? 0) + 1);
    }
    const { sighting, ending } = presenceOf({ met, returned, missing: runs }, 1);
    expect(sighting).toBeGreaterThan(0.37);
    expect(sighting).toBeLessThan(0.43);
    expect(ending).toBeGreaterThan(0.01);
    expect(ending).toBeLessThan(0.03);
  });
});
