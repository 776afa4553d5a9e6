import type { UrlRecord } from '../model/frontier.ts';
import { dueWhenMissed, missingReason, unlinkedReason, walkedSince } from './recrawl.ts';
import { evidenceOf, looksNeeded, presenceOf } from './recrawl-gone.ts';
import { fetchedThisRound, type Round, requeue } from './round.ts';

/** While many pages that lead to others fail, a missing link says nothing. */
function mostPagesRead(round: Round, among: readonly UrlRecord[]): boolean {
  const visited = among.filter((record) => record.state !== 'skipped' && round.visit(record) === 'every-turn');
  const bad = visited.filter((record) => record.state === 'failed' || record.state === 'quarantined');
  // A page that never could be read never led to anything either.
  const failed = bad.filter((record) => record.lastCapture !== null);
  return failed.length * 10 <= visited.length;
}

/** A missing record is looked for once in a round. */
const isAwaited = (round: Round, record: UrlRecord): boolean =>
  record.reason === missingReason && record.state !== 'waiting' && !fetchedThisRound(round, record);

/** Known listings to which none of the lists leads any more wait for a look, and so do those that were missing before. Answers how many. */
export function lookForMissing(round: Round, among: readonly UrlRecord[], now: number): number {
  const { records, recrawl, visit, daysBetween } = round;
  const all = [...records.values()].filter(({ id }) => !round.inFlight.has(id));
  const { lists, indexes } = walkedSince(all, recrawl, now);
  // Lists of vendors show what those of categories show, and are read less often.
  const walked = Number.isFinite(indexes) ? indexes : lists;
  const walkedFrom = mostPagesRead(round, among) ? walked : Number.NEGATIVE_INFINITY;
  const unlinked = all.filter((record) => dueWhenMissed(record, visit(record), Math.min(walkedFrom, now)));
  const awaited = all.filter((record) => isAwaited(round, record));
  // Many that vanish at once are more likely hidden: that has to be known before the first of them is believed to be gone.
  if (unlinked.length > 0) round.looks = looksNeeded(presenceOf(evidenceOf(all, unlinked.length), daysBetween));
  for (const record of unlinked) requeue(round, record, now, unlinkedReason);
  for (const record of awaited) requeue(round, record, now, missingReason);
  return unlinked.length + awaited.length;
}
