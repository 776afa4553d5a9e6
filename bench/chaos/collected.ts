import type { Opened } from '../../app/open.ts';
import type { Item } from '../../model/item.ts';

/** What a run came to, in words that another run of the same weeks must repeat. */
export interface Collected {
  /** What each item says, by kind, source and key; several when an item was doubled. */
  readonly items: ReadonlyMap<string, readonly string[]>;
  readonly alerts: ReadonlySet<string>;
}

/** What an item says, without when in the hour it was read: which of two pages is read first is a matter of chance. */
const facts = ({ current, gone, prices }: Item): string =>
  JSON.stringify([gone === null, current, prices.map(({ price, unitPrice }) => [price, unitPrice])]);

export async function collect({ parts: { storage } }: Opened): Promise<Collected> {
  const items: Item[] = [];
  for await (const item of storage.items.each()) items.push(item);
  const alerts = new Set<string>();
  for await (const { id } of storage.alerts.each()) alerts.add(id);
  const named = Map.groupBy(items, ({ kind, source, key }) => `${kind}|${source}|${key}`);
  return { items: new Map([...named].map(([name, found]) => [name, found.map(facts)])), alerts };
}
