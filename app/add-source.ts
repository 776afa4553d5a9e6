import { canonicalUrl } from '../crawler/canonical-url.ts';
import { type KnownHost, type LookAlike, lookAlikeOf } from '../crawler/mirrors/look-alike.ts';
import { LeadlineError } from '../model/errors.ts';
import { isOnion } from '../model/onion.ts';
import type { Source } from '../model/source.ts';
import type { Parts } from './parts.ts';
import { noteSource } from './source-note.ts';

/** Only addresses that the proxy can resolve: http(s), and for onion names a correct checksum. */
export function checkAddress(address: string): void {
  const url = URL.parse(address);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new LeadlineError('address-invalid', `${address} is no http or https address`, {
      hint: 'write it in full, such as http://….onion/',
    });
  if (url.hostname.endsWith('.onion') && !isOnion(url.hostname)) {
    throw new LeadlineError('address-invalid', `${address} is no version 3 onion address: its checksum is wrong`, {
      hint: 'copy the whole address again; one letter differs',
    });
  }
}

export const hostOf = (address: string): string => URL.parse(address)?.hostname ?? address;

/** Every host of every source: its addresses, and those of the newest list that its key has signed. */
export async function knownHosts({ storage }: Parts): Promise<readonly KnownHost[]> {
  const known: KnownHost[] = [];
  for await (const { id, addresses } of storage.sources.each())
    known.push(...addresses.map((address) => ({ host: hostOf(address), source: id })));
  for await (const { id, addresses } of storage.mirrorlists.each())
    known.push(...addresses.map((address) => ({ host: hostOf(address), source: id })));
  return known;
}

export const lookAlikeWords = ({ host, like, why }: LookAlike): string =>
  `${host} looks like ${like.host} of ${like.source}, and is another: ${why}`;

/** Throws `look-alike` when a new address of a source looks like a known one, unless a person says that it is right. */
export async function refuseLookAlikes(parts: Parts, addresses: readonly string[], hint?: string): Promise<void> {
  const known = await knownHosts(parts);
  for (const address of addresses) {
    const found = lookAlikeOf(hostOf(address), known);
    if (found)
      throw new LeadlineError('look-alike', lookAlikeWords(found), { where: address, ...(hint ? { hint } : {}) });
  }
}

export interface AddOptions {
  /** A person has compared the addresses letter by letter. */
  readonly trust?: boolean;
}

/** Watches a source. Throws `exists`, `address-invalid` or `look-alike`. */
export async function addSource(parts: Parts, source: Source, { trust = false }: AddOptions = {}): Promise<Source> {
  for (const address of source.addresses) checkAddress(address);
  if (source.via === 'tor' && source.addresses.length === 0)
    throw new LeadlineError('address-invalid', `The source ${source.id} names no address`, {
      hint: 'list it under addresses:, or write via: import for a source that is only fed by leadline import',
    });
  if (!trust) await refuseLookAlikes(parts, source.addresses);
  if (!(await parts.storage.sources.create(source.id, source)))
    throw new LeadlineError('exists', `There is already a source "${source.id}"`, {
      hint: 'leadline source list shows all; give this one another id',
    });
  await noteSource(parts, source);
  await parts.storage.leases.schedule(source.id, parts.clock.now());
  return source;
}

const sameAddress = (a: string, b: string): boolean => canonicalUrl(a) === canonicalUrl(b);

/** Gives a source further addresses, at the end; those that it has stay where they are. */
export async function addAddresses(parts: Parts, id: string, more: readonly string[]): Promise<Source> {
  const found = await parts.storage.sources.get(id);
  if (!found) throw new LeadlineError('not-found', `There is no source "${id}"`);
  const { addresses } = found.value;
  const fresh = more.filter((address) => !addresses.some((known) => sameAddress(known, address)));
  if (fresh.length === 0) return found.value;
  const source: Source = { ...found.value, addresses: [...addresses, ...fresh] };
  if (!(await parts.storage.sources.put(id, source, found.version))) return addAddresses(parts, id, more);
  await noteSource(parts, source);
  return source;
}
