import type { ErrorCode } from '../model/errors.ts';
import type { EventReason } from '../model/item.ts';
import type { Money } from '../model/money.ts';
import type { ItemKind } from '../model/observation.ts';

/** One alert as receivers get it. `id` is the alert's own: the same in every attempt and to every receiver. Times are ISO 8601. */
export interface AlertMessage {
  readonly type: 'alert';
  readonly id: string;
  /** When it fired. */
  readonly timestamp: string;
  readonly data: {
    readonly subscription: string;
    /** The subscription's name. */
    readonly name: string;
    readonly query: string;
    readonly reason: EventReason;
    readonly detail: string | null;
    readonly item: ItemBrief;
    /** The fields and the texts that met the query. */
    readonly matched: readonly { readonly field: string; readonly text: string }[];
    /** The item's own page at its source, where known. */
    readonly url: string | null;
  };
}

/** What an operator gets: a source, or one account of it, waits for a person. Sent once for each time. */
export interface NoticeMessage {
  readonly type: 'notice';
  readonly id: string;
  readonly timestamp: string;
  readonly data: {
    readonly source: string;
    /** The source's name. */
    readonly name: string;
    readonly account: string | null;
    readonly code: ErrorCode | null;
    readonly reason: string;
    /** What to do next. */
    readonly hint: string;
  };
}

export type Message = AlertMessage | NoticeMessage;

/** Enough of an item to judge an alert without looking it up. Everything but id and title is null when the item is gone from the store. */
export interface ItemBrief {
  readonly id: string;
  readonly title: string;
  readonly kind: ItemKind | null;
  readonly source: string | null;
  readonly vendor: string | null;
  readonly price: Money | null;
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly gone: string | null;
}

/** How one attempt ended. `retry` false: another attempt can never succeed. `afterMs`: how long the receiver asks to wait. */
export interface Answer {
  readonly ok: boolean;
  readonly retry: boolean;
  /** For the delivery log: what the receiver said, or why there was no answer. */
  readonly answer: string;
  readonly afterMs?: number;
}

/** A way to tell one receiver. Every failure is an answer; what is thrown all the same counts as one to be retried. */
export interface Notifier {
  readonly name: string;
  /** How many messages one call takes; all of them share its answer. */
  readonly most: number;
  notify(messages: readonly Message[], signal: AbortSignal): Promise<Answer>;
}
