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

const minus = (some: Iterable<string>, others: { has(id: string): boolean }): readonly string[] =>
  [...some].filter((each) => !others.has(each));

/** How what was made differs from what was wanted. */
export function compare(made: Collected, wanted: Collected) {
  const different = [...made.items].filter(([name, said]) => {
    const should = wanted.items.get(name);
    return should !== undefined && said[0] !== should[0];
  });
  return {
    items: made.items.size,
    lost: minus(wanted.items.keys(), made.items),
    doubled: [
      ...minus(made.items.keys(), wanted.items),
      ...[...made.items].flatMap(([name, said]) => (said.length > 1 ? [name] : [])),
    ],
    different: different.map(([name, said]) => `${name}: ${said[0]} instead of ${wanted.items.get(name)?.[0]}`),
    alerts: made.alerts.size,
    alertsLost: minus(wanted.alerts, made.alerts),
    alertsMadeUp: minus(made.alerts, wanted.alerts),
  };
}
