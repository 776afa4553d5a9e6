import { mostAttempts } from '../../alerts/deliver.ts';
import type { Alert, Delivery } from '../../model/alert.ts';
import type { DeliveryView } from '../api.ts';
import type { Parts } from '../parts.ts';
import { subscriptions } from './alerts.ts';
import { itemsOf, summariseAll } from './context.ts';

/** Why an alert has not arrived; null where it has. */
function whyNot({ state, attempts, nextAt }: Delivery): string | null {
  const last = attempts.at(-1);
  if (state === 'delivered') return null;
  if (state === 'failed') {
    const answer = last?.answer ?? 'no attempt was made';
    return attempts.length >= mostAttempts
      ? `given up after ${attempts.length} attempts, the last: ${answer}`
      : `not tried again, since it would not help: ${answer}`;
  }
  return last ? `tried again at ${nextAt.slice(0, 16)}, the last attempt: ${last.answer}` : 'not tried yet';
}

/** What operators were told, as deliveries say it. */
async function noticesOf(
  { storage }: Parts,
  ids: readonly string[],
): Promise<ReadonlyMap<string, NonNullable<DeliveryView['about']>>> {
  const found = await Promise.all([...new Set(ids)].map((id) => storage.notices.get(id)));
  return new Map(
    found.flatMap((each) => {
      if (!each) return [];
      const { id, at, name, account, reason, source } = each.value;
      const title = account === null ? reason : `${account}: ${reason}`;
      const about = { subscription: 'operators', at, reason: 'notice', item: source, kind: null, title, vendor: null };
      return [[id, { ...about, market: name }] as const];
    }),
  );
}

/** One page of deliveries with what each of them tells, newest plan first. */
export async function deliveries(
  parts: Parts,
  options: { readonly limit: number; readonly after?: string | null },
): Promise<{ readonly deliveries: readonly DeliveryView[]; readonly next: string | null }> {
  const page = await parts.storage.deliveries.find({
    order: [['nextAt', 'desc']],
    limit: options.limit,
    after: options.after ?? null,
  });
  const found = await Promise.all(
    [...new Set(page.values.map((each) => each.alert))].map((id) => parts.storage.alerts.get(id)),
  );
  const alerts = new Map<string, Alert>(found.flatMap((each) => (each ? [[each.value.id, each.value]] : [])));
  const notices = await noticesOf(
    parts,
    page.values.map((each) => each.alert).filter((id) => !alerts.has(id)),
  );
  const items = await itemsOf(parts, [...new Set([...alerts.values()].map((alert) => alert.item))]);
  const summaries = new Map((await summariseAll(parts, items)).map((each) => [each.id, each]));
  const names = new Map((await subscriptions(parts)).map((each) => [each.id, each.name]));
  const views = page.values.map((delivery): DeliveryView => {
    const alert = alerts.get(delivery.alert);
    const item = alert && summaries.get(alert.item);
    const about = alert
      ? {
          subscription: names.get(alert.subscription) ?? null,
          at: alert.at,
          reason: alert.reason,
          item: alert.item,
          kind: item?.kind ?? null,
          title: alert.title,
          vendor: item?.vendor ?? null,
          market: item?.market ?? null,
        }
      : (notices.get(delivery.alert) ?? null);
    return { ...delivery, about, why: whyNot(delivery) };
  });
  return { deliveries: views, next: page.next };
}
