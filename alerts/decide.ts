import type { Alert, Subscription } from '../model/alert.ts';
import { alertId } from '../model/ids.ts';
import type { EventReason, Item, ItemEvent } from '../model/item.ts';
import type { Query } from '../search/ast.ts';
import type { SearchDocument } from '../search/document.ts';
import { createMatcher, type Match } from '../search/matches.ts';
import { titleOf } from './message.ts';
import { type BrokenRule, createRuleIndex, type Rule, readRules } from './rules.ts';

/** What happened to one item: its documents before (null: it is new) and after, and the events between the two. */
export interface Change {
  readonly item: Item;
  readonly previous: SearchDocument | null;
  readonly next: SearchDocument;
  readonly events: readonly ItemEvent[];
}

type Matched = readonly Match[];

export interface Decider {
  /** The alerts that a change fires. Pure: the same change gives the same alerts under the same ids. */
  decide(change: Change): readonly Alert[];
  /** Names of the receivers of a subscription; empty for an unknown one. */
  receivers(subscription: string): readonly string[];
  /** Subscriptions that fire nothing because their query cannot be read any more. */
  readonly broken: readonly BrokenRule[];
}

interface Fired {
  readonly reason: EventReason;
  readonly version: number;
  readonly at: string;
  readonly detail: string | null;
  readonly matched: Matched;
}

/** The first time that an item matches, once for good: version 0 gives it one id however often the item comes and goes. */
const firstSeen = (change: Change, before: Matched | null, now: Matched | null): readonly Fired[] =>
  now === null || before !== null
    ? []
    : [
        {
          reason: 'first-seen',
          version: 0,
          at: change.item.lastObservedAt,
          detail: change.previous === null ? null : 'matches since this change',
          matched: now,
        },
      ];

/** Every other event of an item that matches; one that went is told to those whom it matched before, too. */
const others = (change: Change, before: Matched | null, now: Matched | null): readonly Fired[] =>
  change.events.flatMap((event) => {
    const matched = now ?? (event.reason === 'gone' ? before : null);
    return event.reason === 'first-seen' || matched === null ? [] : [{ ...event, matched }];
  });

/** The alerts of one change for each rule it is asked about; the documents are read once. */
function createJudge(change: Change): (rule: Rule) => readonly Alert[] {
  const matchNow = createMatcher(change.next);
  const matchBefore = change.previous && createMatcher(change.previous);
  const title = titleOf(change.item);
  return ({ subscription, query }) => {
    const now = matchNow(query);
    const before = matchBefore?.(query) ?? null;
    const fired = [...firstSeen(change, before, now), ...others(change, before, now)];
    return fired
      .filter(({ reason }) => subscription.on.includes(reason))
      .map(({ reason, version, at, detail, matched }) => ({
        id: alertId(subscription.id, change.item.id, reason, version),
        subscription: subscription.id,
        item: change.item.id,
        reason,
        version,
        at,
        title,
        detail,
        matched: [...matched],
      }));
  };
}

const isHeard = ({ subscription }: Rule): boolean => !subscription.muted;

/** The plain meaning of decide(): every rule against the change. */
export const decideNaively = (rules: readonly Rule[], change: Change): readonly Alert[] =>
  rules.filter(isHeard).flatMap(createJudge(change));

/** Decides for a fixed set of rules; thousands of them cost little more than the few that share a word with the item. */
export function createRuleDecider(rules: readonly Rule[]): Pick<Decider, 'decide'> {
  const candidates = createRuleIndex(rules.filter(isHeard));
  return {
    decide: (change) => {
      const documents = change.previous ? [change.previous, change.next] : [change.next];
      return candidates(documents).flatMap(createJudge(change));
    },
  };
}

/** A decider for the subscriptions as they are now; `parse` reads a query and throws when it cannot. */
export function createDecider(subscriptions: readonly Subscription[], parse: (query: string) => Query): Decider {
  const { rules, broken } = readRules(subscriptions, parse);
  const receivers = new Map(subscriptions.map(({ id, notify }) => [id, notify]));
  return { ...createRuleDecider(rules), broken, receivers: (subscription) => receivers.get(subscription) ?? [] };
}
