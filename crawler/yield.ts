import type { UrlRecord } from '../model/frontier.ts';
import { barrenReason, kindOf, wasFruitful } from './budget.ts';
import { type Round, requeue, save } from './round.ts';
import { patternOf } from './traps.ts';

/** The kind whose budget the visit of a record needs; null when it needs none: seeds, pages read before, pages under way. */
function needs(round: Round, record: UrlRecord): string | null {
  if (record.lastFetchAt !== null || round.seedIds.has(record.id) || round.begun.has(record.id)) return null;
  return kindOf(record);
}

/** Takes the record's share of its budget; false, and the record held back, when that is used up. */
export function admit(round: Round, record: UrlRecord): boolean {
  const kind = needs(round, record);
  if (kind === null) return true;
  if (!round.budget.admits(kind)) {
    hold(round, record, kind);
    return false;
  }
  round.budget.spend(kind);
  round.begun.add(record.id);
  return true;
}

function hold(round: Round, { id }: UrlRecord, kind: string): void {
  const held = round.held.get(kind) ?? new Set();
  round.held.set(kind, held.add(id));
}

/** An address that was left out in an earlier round stays so while its like brings nothing; true when that is the case. */
export function staysHeld(round: Round, record: UrlRecord): boolean {
  const kind = record.reason === barrenReason ? needs(round, record) : null;
  if (kind === null || round.budget.admits(kind)) return false;
  hold(round, record, kind);
  return true;
}

/** Lets those wait again that were held back; each takes its share of the grown budget when its turn comes. */
function release(round: Round, kind: string, now: number): void {
  const held = round.held.get(kind);
  if (!held) return;
  round.held.delete(kind);
  for (const id of held) {
    const record = round.records.get(id);
    if (record?.state === 'waiting') round.queue.push(record);
    else if (record?.state === 'skipped') requeue(round, record, now);
  }
}

function credit(round: Round, id: string, now: number): void {
  const record = round.records.get(id);
  const kind = record ? kindOf(record) : null;
  if (!record || kind === null || record.fruitful === true) return;
  save(round, { ...record, fruitful: true });
  round.budget.grow(kind);
  release(round, kind, now);
}

/**
 * Notes what a page showed (ids of what was read on it, whatever they are). Something that no other page of its pattern showed in this round is a
 * credit to the page and to the page that led to it.
 */
export function noteYield(round: Round, { id }: UrlRecord, shows: readonly string[], now: number): void {
  const record = round.records.get(id);
  if (!record) return;
  const pattern = patternOf(record.url);
  const shown = round.shown.get(pattern) ?? new Set<string>();
  round.shown.set(pattern, shown);
  const isNew = shows.some((each) => !shown.has(each));
  for (const each of shows) shown.add(each);
  if (isNew) {
    credit(round, id, now);
    const parent = round.parents.get(id);
    if (parent !== undefined) credit(round, parent, now);
  } else if (record.fruitful === undefined && kindOf(record) !== null) save(round, { ...record, fruitful: false });
}

/** Counts what earlier turns read. */
export function countYield(round: Round): void {
  for (const record of round.records.values()) {
    const kind = record.lastFetchAt === null ? null : kindOf(record);
    if (kind === null) continue;
    round.budget.spend(kind);
    if (wasFruitful(record)) round.budget.grow(kind);
  }
}

/** At the end of a round: what is still held back is left out, with the reason. Answers how many wait again since a profile came to know them. */
export function closeHeld(round: Round, now: number): number {
  let again = 0;
  for (const ids of round.held.values()) {
    for (const id of ids) {
      const record = round.records.get(id);
      if (record?.state !== 'waiting') continue;
      if (needs(round, record) === null) {
        requeue(round, record, now);
        again += 1;
      } else save(round, { ...record, state: 'skipped', reason: barrenReason });
    }
  }
  round.held.clear();
  return again;
}
