import type { Sightings, UrlRecord } from '../model/frontier.ts';

/** How surely one look meets what is there, and how surely what is there has ended by the next look. */
export interface Presence {
  readonly sighting: number;
  readonly ending: number;
}

/** Of the looks that missed a record so often in a row, how many fell in the time when it was there, on average over both possibilities. */
function hiddenLooks({ sighting, ending }: Presence, misses: number): number {
  const hidden = (1 - ending) * (1 - sighting);
  let [weight, looks] = [0, 0];
  for (let before = 0; before <= misses; before += 1) {
    const odds = hidden ** before * (before === misses ? 1 : ending);
    weight += odds;
    looks += odds * before;
  }
  return looks / weight;
}

/** The odds that a record which `misses` looks in a row missed is still there, against that it has ended. */
function stillThere({ sighting, ending }: Presence, misses: number): number {
  const hidden = (1 - ending) * (1 - sighting);
  const alive = hidden ** misses;
  const ended = (ending * (1 - alive)) / (1 - hidden);
  return alive / (alive + ended);
}

const mostLooks = 40;
const wrongAtMost = 0.05;
/** Of the verdicts; a little less than is promised, since the probabilities are estimates. */
const stillThereAtMost = 0.035;

/**
 * How many looks in a row have to miss a record before it is believed to be gone: no fewer than the smallest k with (1 - p)^k <= 0.05 at the
 * sighting probability p, and enough of them that of those which were missed so often hardly one in thirty is still there. The second needs more
 * looks, since a record lives through many of them and most records are there.
 */
export function looksNeeded(presence: Presence): number {
  for (let looks = 1; looks < mostLooks; looks += 1) {
    if ((1 - presence.sighting) ** looks <= wrongAtMost && stillThere(presence, looks) <= stillThereAtMost)
      return looks;
  }
  return mostLooks;
}

/** What all records of a source tell: looks that met them, misses of such as came back, and how many are missed n times in a row now. */
export interface Evidence {
  readonly met: number;
  readonly returned: number;
  readonly missing: ReadonlyMap<number, number>;
}

/** A page that answers is a page that is there: very nearly always, until a source shows otherwise. */
const usualSighting = { met: 200, missed: 0.05 };
/** A market does not lose a tenth of its listings a day: believed as firmly as 500 looks. */
const usualEnding = { looks: 500, perDay: 0.02, atMost: 0.3 };

/**
 * The probabilities under which the evidence is likeliest. Of a record that is missing now nobody knows whether it is hidden or has ended, so
 * both are weighed by turns (expectation maximisation). `daysBetween`: days from one look to the next.
 */
export function presenceOf({ met, returned, missing }: Evidence, daysBetween: number): Presence {
  const usual = Math.min(usualEnding.atMost, usualEnding.perDay * daysBetween);
  let presence: Presence = { sighting: usualSighting.met / (usualSighting.met + usualSighting.missed), ending: usual };
  for (let round = 0; round < 60; round += 1) {
    let hidden = 0;
    let ended = 0;
    for (const [misses, records] of missing) {
      const there = stillThere(presence, misses) * records;
      hidden += records * hiddenLooks(presence, misses);
      ended += records - there;
    }
    // Each miss that came back, or probably will, speaks against what is usual.
    const seen = usualSighting.met / (1 + returned + hidden) + met;
    const looks = usualEnding.looks + met + returned + hidden;
    presence = {
      sighting: seen / (seen + usualSighting.missed + returned + hidden),
      ending: (usual * usualEnding.looks + ended) / (looks + ended),
    };
  }
  return presence;
}

const unmet: Sightings = { met: 0, returned: 0, missed: 0 };

/** Something led to the record, or its page was there: misses before that were no end. */
export function met(sightings: Sightings = unmet): Sightings {
  return { met: sightings.met + 1, returned: sightings.returned + sightings.missed, missed: 0 };
}

export const missed = (sightings: Sightings = unmet): Sightings => ({ ...sightings, missed: sightings.missed + 1 });

/** Adds up what records tell; `unlinked`: how many more are missing from every list, and not yet looked for. */
export function evidenceOf(records: Iterable<UrlRecord>, unlinked = 0): Evidence {
  let [seen, returned] = [0, 0];
  const missing = new Map<number, number>(unlinked > 0 ? [[1, unlinked]] : []);
  for (const { sightings } of records) {
    if (!sightings) continue;
    seen += sightings.met;
    returned += sightings.returned;
    if (sightings.missed > 0) missing.set(sightings.missed, (missing.get(sightings.missed) ?? 0) + 1);
  }
  return { met: seen, returned, missing };
}
