import { describe, expect, it } from 'vitest';
import { fixturePages, labPages, shippedProfiles } from '../../bench/extract-pages.ts';
import { extract } from '../../extractors/extract.ts';
import { GiveUp } from '../../model/errors.ts';
import { damagedPage, mutationRun } from './mutation-run.ts';
import { lexicon } from './reading.ts';

const parts = { profiles: shippedProfiles(), lexicon };
const pages = [...fixturePages(), ...labPages(6)].map(({ input }) => input);

/** What a reading comes to, a refusal included. */
function outcome(...args: Parameters<typeof extract>): unknown {
  try {
    return extract(...args);
  } catch (error) {
    if (error instanceof GiveUp) return { code: error.code, message: error.message };
    throw error;
  }
}

describe('a damaged page', () => {
  it('is read, is a wall or is quarantined with a reason, within a second, whatever happened to its bytes', () => {
    const ends = [...mutationRun(1, 400, pages, parts)];
    expect(ends.filter(({ end }) => end === 'crashed')).toEqual([]);
    expect(ends.filter(({ ms }) => ms > 1_000)).toEqual([]);
    expect(new Set(ends.map(({ end }) => end)).size).toBeGreaterThan(2);
  });

  it('is the same page again for the same seed and number', () => {
    for (const number of [0, 17, 230])
      expect(damagedPage(3, number, pages).input).toEqual(damagedPage(3, number, pages).input);
  });

  it('says the same when it is read again', () => {
    for (let number = 0; number < 120; number += 1) {
      const { input } = damagedPage(2, number, pages);
      const reader = { ...parts, profile: number % 3 === 0 ? ('generic' as const) : ('auto' as const) };
      const first = outcome(input, reader);
      expect(outcome({ ...input, bytes: Buffer.from(input.bytes) }, reader)).toEqual(first);
    }
  });
});
