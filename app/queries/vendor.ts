import { LeadlineError } from '../../model/errors.ts';
import type { Item } from '../../model/item.ts';
import type { ItemSummary, VendorView } from '../api.ts';
import type { Parts } from '../parts.ts';
import { allOf, findVendor, itemsOf, keyword, marketNames, summariseAll } from './context.ts';
import { itemById } from './item.ts';

const most = 200;

async function offersOf(
  parts: Parts,
  source: string,
  handle: string,
  kind: 'listing' | 'message',
): Promise<readonly ItemSummary[]> {
  const query = allOf(keyword('kind', kind), keyword('source', source), keyword('vendor', handle));
  const page = await parts.storage.items.search(query, { sort: 'seen', limit: most });
  return summariseAll(parts, await itemsOf(parts, page.ids));
}

/** Vendors elsewhere that state the same key, wallet or contact: candidates, for a person to judge. */
async function linksOf(parts: Parts, item: Item): Promise<VendorView['links']> {
  if (item.current?.kind !== 'vendor') return [];
  const { pgp, wallets, contacts } = item.current.value;
  const shared = [
    ...pgp.map((value) => ({ by: 'pgp' as const, value })),
    ...wallets.map((value) => ({ by: 'wallet' as const, value })),
    ...contacts.map((value) => ({ by: 'contact' as const, value })),
  ];
  const found = await Promise.all(
    shared.map(async ({ by, value }) => {
      const query = allOf(keyword('kind', 'vendor'), keyword(by, value));
      const page = await parts.storage.items.search(query, { sort: 'seen', limit: 20 });
      const others = (await itemsOf(parts, page.ids)).filter((other) => other.id !== item.id);
      return (await summariseAll(parts, others)).map((vendor) => ({ vendor, by, value }));
    }),
  );
  return found.flat();
}

export async function vendorByHandle(parts: Parts, source: string, handle: string): Promise<VendorView> {
  const id = await findVendor(parts, source, handle);
  const stored = id === null ? null : ((await parts.storage.items.get(id))?.item ?? null);
  const listings = await offersOf(parts, source, handle, 'listing');
  const messages = await offersOf(parts, source, handle, 'message');
  if (!stored && listings.length + messages.length === 0) {
    throw new LeadlineError('not-found', `No vendor ${handle} was seen on ${source}`, {
      hint: 'leadline search "kind:vendor" lists the known ones',
    });
  }
  const summary = stored ? ((await summariseAll(parts, [stored]))[0] ?? null) : null;
  return {
    summary,
    item: stored,
    handle: stored?.current?.kind === 'vendor' ? stored.current.value.handle : handle,
    market: (await marketNames(parts)).get(source) ?? source,
    source,
    listings,
    messages,
    links: stored ? await linksOf(parts, stored) : [],
  };
}

/** `id`: the item id of a vendor, its key, or SOURCE/HANDLE. */
export async function vendor(parts: Parts, id: string): Promise<VendorView> {
  const [source, ...rest] = id.split('/');
  if (source && rest.length > 0) return vendorByHandle(parts, source, rest.join('/'));
  const item = await itemById(parts, id);
  if (item.current?.kind !== 'vendor')
    throw new LeadlineError('not-found', `${id} is a ${item.kind}, not a vendor`, {
      hint: 'leadline show ID shows it',
    });
  return vendorByHandle(parts, item.source, item.current.value.handle);
}
