import type { Extraction } from '../extractors/types.ts';
import type { Capture } from '../model/capture.ts';
import { itemId, observationId } from '../model/ids.ts';
import type { Draft, Observation } from '../model/observation.ts';

/**
 * One observation for each record of a page; where a page states a record twice, its detail view counts, else the first. A record that may only be
 * hidden is not said to be gone.
 */
export function toObservations(capture: Capture, extraction: Extraction): readonly Observation[] {
  const byRecord = new Map<string, Draft>();
  for (const draft of extraction.drafts) {
    if (draft.gone && capture.unconfirmed) continue;
    const name = `${draft.kind}|${draft.key}`;
    const known = byRecord.get(name);
    if (!known || (known.view === 'row' && draft.view === 'detail')) byRecord.set(name, draft);
  }
  return [...byRecord.values()].map((draft) => ({
    ...draft,
    id: observationId(capture.id, draft.kind, draft.key),
    item: itemId(draft.kind, capture.source, draft.key),
    source: capture.source,
    capture: capture.id,
    observedAt: capture.capturedAt,
    page: extraction.page,
    profile: extraction.profile,
  }));
}
