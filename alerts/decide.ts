import type { Alert } from '../model/alert.ts';
import { alertId } from '../model/ids.ts';
import type { EventReason, Item, ItemEvent } from '../model/item.ts';
import type { Query } from '../search/ast.ts';
import type { SearchDocument } from '../search/document.ts';
import { matches } from '../search/matches.ts';
import { titleOf } from './message.ts';
import { createRuleIndex, type Rule } from './rules.ts';

/** What happened to one item: its documents before (null: it is new) and after, and the events between the two. */
export interface Change {
  readonly item: Item;
  readonly previous: SearchDocument | null;
  readonly next: SearchDocument;
  readonly events: readonly ItemEvent[];
}

export type Matched = readonly { readonly field: string; readonly text: string }[];
/** matches() of search/: why a document meets a query, or null. */
export type Match = (query: Query, document: SearchDocument) => Matched | null;

export interface Decider {
  /** The alerts that a change fires. Pure: the same change gives the same alerts under the same ids. */
  decide(change: Change): readonly Alert[];
  /** Names of the receivers of a subscription; empty for an unknown one. */
  receivers(subscription: string): readonly string[];
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

function alertsOf({ subscription, query }: Rule, change: Change, match: Match): readonly Alert[] {
  const now = match(query, change.next);
  const before = change.previous && match(query, change.previous);
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
      title: titleOf(change.item),
      detail,
      matched: [...matched],
    }));
}

/** The plain meaning of decide(): every rule against every change. */
export const decideNaively = (rules: readonly Rule[], change: Change, match: Match = matches): readonly Alert[] =>
  rules.filter(({ subscription }) => !subscription.muted).flatMap((rule) => alertsOf(rule, change, match));

/** Decides for a fixed set of rules; thousands of them cost little more than the few that share a word with the item. */
export function createDecider(rules: readonly Rule[], match: Match = matches): Decider {
  const heard = rules.filter(({ subscription }) => !subscription.muted);
  const candidates = createRuleIndex(heard);
  const receivers = new Map(rules.map(({ subscription }) => [subscription.id, subscription.notify]));
  return {
    decide: (change) =>
      candidates(change.previous ? [change.previous, change.next] : [change.next]).flatMap((rule) =>
        alertsOf(rule, change, match),
      ),
    receivers: (subscription) => receivers.get(subscription) ?? [],
  };
}
