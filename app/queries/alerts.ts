import type { Subscription } from '../../model/alert.ts';
import { iso } from '../../model/clock.ts';
import { LeadlineError } from '../../model/errors.ts';
import { idOf } from '../../model/ids.ts';
import type { Item } from '../../model/item.ts';
import type { AlertView, BackTest } from '../api.ts';
import type { Parts } from '../parts.ts';
import { allOf, itemsOf, readQuery, summariseAll } from './context.ts';
import { hintsOn } from './hints.ts';

export async function subscriptions(parts: Parts): Promise<readonly Subscription[]> {
  const all: Subscription[] = [];
  for await (const each of parts.storage.subscriptions.each()) all.push(each);
  return all.sort((a, b) => a.name.localeCompare(b.name));
}

export interface NewSubscription {
  readonly name: string;
  readonly query: string;
  readonly on?: readonly Subscription['on'][number][];
  readonly notify?: readonly string[];
  readonly owner?: string;
}

/** Checks the query and the receivers before anything is saved. Throws `query-syntax`, `exists` or `not-found` (a receiver). */
export async function subscribe(
  parts: Parts,
  receivers: readonly string[],
  input: NewSubscription,
): Promise<Subscription> {
  readQuery(parts, input.query);
  const missing = input.notify?.find((name) => !receivers.includes(name));
  if (missing !== undefined) {
    const known =
      receivers.length > 0 ? `known receivers: ${receivers.join(', ')}` : 'leadline.yaml names no receivers yet';
    throw new LeadlineError('not-found', `There is no receiver "${missing}"`, { hint: known });
  }
  const subscription: Subscription = {
    id: idOf('subscription', input.name),
    owner: input.owner ?? 'local',
    name: input.name,
    query: input.query,
    on: [...(input.on ?? ['first-seen', 'price'])],
    notify: [...(input.notify ?? [])],
    muted: false,
    createdAt: iso(parts.clock.now()),
  };
  if (!(await parts.storage.subscriptions.create(subscription.id, subscription))) {
    throw new LeadlineError('exists', `There is already an alert named "${input.name}"`, {
      hint: 'choose another name; leadline alert list shows them',
    });
  }
  return subscription;
}

export async function findSubscription(parts: Parts, nameOrId: string): Promise<Subscription> {
  const found = (await subscriptions(parts)).find((each) => each.id === nameOrId || each.name === nameOrId);
  if (!found)
    throw new LeadlineError('not-found', `There is no alert "${nameOrId}"`, { hint: 'leadline alert list shows them' });
  return found;
}

/** A muted subscription records nothing until it is heard again. */
export async function mute(parts: Parts, nameOrId: string, muted: boolean): Promise<Subscription> {
  const subscription = { ...(await findSubscription(parts, nameOrId)), muted };
  await parts.storage.subscriptions.put(subscription.id, subscription);
  return subscription;
}

interface AlertsRequest {
  readonly subscription?: string;
  readonly limit: number;
  readonly after?: string | null;
}

export async function alerts(
  parts: Parts,
  request: AlertsRequest,
): Promise<{ readonly alerts: readonly AlertView[]; readonly next: string | null; readonly total: number }> {
  const where =
    request.subscription === undefined
      ? {}
      : { subscription: (await findSubscription(parts, request.subscription)).id };
  const page = await parts.storage.alerts.find({
    where,
    order: [['at', 'desc']],
    limit: request.limit,
    after: request.after ?? null,
  });
  const byId = new Map((await subscriptions(parts)).map((each) => [each.id, each]));
  const items = await itemsOf(parts, [...new Set(page.values.map((alert) => alert.item))]);
  const summaries = new Map((await summariseAll(parts, items)).map((each) => [each.id, each]));
  const views = page.values.map(async (alert) => ({
    alert,
    subscription: byId.get(alert.subscription) ?? null,
    item: summaries.get(alert.item) ?? null,
    deliveries: (await parts.storage.deliveries.find({ where: { alert: alert.id }, limit: 50 })).values,
  }));
  return { alerts: await Promise.all(views), next: page.next, total: await parts.storage.alerts.count(where) };
}

const reasonOf = (item: Item, since: string): string =>
  item.firstSeen >= since ? 'first-seen' : (item.events.findLast((event) => event.at >= since)?.reason ?? 'seen');

/** What the query would have found among items that were first seen or changed in the last `lastMs` milliseconds. */
export async function backTest(parts: Parts, text: string, lastMs: number): Promise<BackTest> {
  const { query, reads } = readQuery(parts, text);
  const from = parts.clock.now() - lastMs;
  const recent = allOf(query, { kind: 'number', field: 'seen', range: { gte: from } });
  const page = await parts.storage.items.search(recent, { sort: 'first', limit: 50 });
  const items = await itemsOf(parts, page.ids);
  const summaries = await summariseAll(parts, items, query);
  const since = iso(from);
  const fired = items.flatMap((item, index) => {
    const summary = summaries[index];
    const event = item.events.findLast((each) => each.at >= since);
    return summary && event ? [{ item: summary, reason: reasonOf(item, since), at: event.at }] : [];
  });
  return { query: text, reads, hints: await hintsOn(parts, query), since, matches: fired, total: page.total };
}
