import { accountsOf } from '../crawler/accounts.ts';
import { accountId } from '../model/session.ts';
import type { Source } from '../model/source.ts';
import type { Write } from '../storage/port.ts';
import { hostOf } from './add-source.ts';
import type { Parts } from './parts.ts';
import { sourceById } from './queries/sources.ts';
import { noteSource } from './source-note.ts';

/** Forgets the sessions and the use of accounts that the source no longer names. */
async function forgotten(parts: Parts, source: Source): Promise<readonly Write[]> {
  const kept = new Set(accountsOf(source).map(({ name }) => accountId(source.id, name)));
  const writes: Write[] = [];
  for (const collection of ['sessions', 'accounts'] as const)
    for await (const { id } of parts.storage[collection].each({ source: source.id }))
      if (!kept.has(id)) writes.push({ do: 'remove', collection, id });
  return writes;
}

/** Addresses that people approved, or that a signed list gave, since the file was written. */
async function takenSince(parts: Parts, described: Source, before: Source): Promise<readonly string[]> {
  const approved = new Set<string>();
  for await (const { id, source } of parts.storage.decisions.each({ decision: 'approved' }))
    if (source === described.id) approved.add(id);
  const list = described.mirrors?.take === 'signed' ? await parts.storage.mirrorlists.get(described.id) : null;
  const signed = new Set(list?.value.addresses.map(hostOf) ?? []);
  const stated = new Set(described.addresses.map(hostOf));
  return before.addresses.filter((address) => {
    const host = hostOf(address);
    return !stated.has(host) && (approved.has(host) || signed.has(host));
  });
}

/** Takes over what the file of a known source says now; what happened to it since stays. Throws `not-found`. */
export async function updateSource(parts: Parts, described: Source): Promise<Source> {
  const before = await sourceById(parts, described.id);
  const { state, reason, lastTurnAt, lastSuccessAt } = before;
  const addresses = [...described.addresses, ...(await takenSince(parts, described, before))];
  const source: Source = { ...described, addresses, state, reason, lastTurnAt, lastSuccessAt };
  await parts.storage.commit([
    { do: 'put', collection: 'sources', id: source.id, value: source },
    ...(await forgotten(parts, source)),
  ]);
  await noteSource(parts, source);
  return source;
}
