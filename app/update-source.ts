import { accountsOf } from '../crawler/accounts.ts';
import { accountId } from '../model/session.ts';
import type { Source } from '../model/source.ts';
import type { Write } from '../storage/port.ts';
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

/** Takes over what the file of a known source says now; what happened to it since stays. Throws `not-found`. */
export async function updateSource(parts: Parts, described: Source): Promise<Source> {
  const { state, reason, lastTurnAt, lastSuccessAt } = await sourceById(parts, described.id);
  const source: Source = { ...described, state, reason, lastTurnAt, lastSuccessAt };
  await parts.storage.commit([
    { do: 'put', collection: 'sources', id: source.id, value: source },
    ...(await forgotten(parts, source)),
  ]);
  await noteSource(parts, source);
  return source;
}
