import { weekMs } from '../../lab/calendar.ts';
import type { LabSource } from '../../lab/start.ts';
import { politenessSchema, type Source } from '../../model/source.ts';

/** A site of the lab as a source, visited weekly. */
export const labSource = (site: Pick<LabSource, 'id' | 'name' | 'kind' | 'address'>): Source => ({
  id: site.id,
  name: site.name,
  kind: site.kind,
  addresses: [site.address],
  via: 'tor',
  profile: site.id,
  account: null,
  politeness: politenessSchema.parse({ minIntervalMs: 1_000, maxInFlight: 2 }),
  everyMs: weekMs,
  state: 'active',
  reason: null,
  lastTurnAt: null,
  lastSuccessAt: null,
});
