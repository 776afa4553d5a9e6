import { canonicalUrl } from '../../crawler/canonical-url.ts';
import { inOrderOfUse, medianFirstByte, newMirror } from '../../crawler/mirrors/health.ts';
import { mirrorId } from '../../model/mirror.ts';
import type { Source } from '../../model/source.ts';
import type { MirrorListView, MirrorView } from '../address-views.ts';
import type { Parts } from '../parts.ts';

/** The addresses of a source in the order in which they are used, with how each has answered. */
export async function mirrorViews({ storage, clock }: Parts, source: Source): Promise<readonly MirrorView[]> {
  const all = await Promise.all(
    source.addresses.map(async (each) => {
      const address = canonicalUrl(each) ?? each;
      return (await storage.mirrors.get(mirrorId(source.id, address)))?.value ?? newMirror(source.id, address);
    }),
  );
  const used = inOrderOfUse(all, clock.now());
  const refused = all.filter((mirror) => !used.includes(mirror));
  return [...used, ...refused].map((mirror) => ({
    address: mirror.address,
    standing: mirror.standing,
    reason: mirror.reason,
    lastGoodAt: mirror.lastGoodAt,
    lastFailureAt: mirror.lastFailureAt,
    lastFailure: mirror.lastFailure,
    failuresInARow: mirror.failuresInARow,
    restUntil: mirror.restUntil !== null && Date.parse(mirror.restUntil) > clock.now() ? mirror.restUntil : null,
    medianFirstByteMs: medianFirstByte(mirror),
  }));
}

export async function mirrorListView({ storage }: Parts, source: Source): Promise<MirrorListView | null> {
  if (!source.mirrors) return null;
  const known = (await storage.mirrorlists.get(source.id))?.value ?? null;
  return {
    list: source.mirrors.list,
    signedAt: known?.signedAt ?? null,
    checkedAt: known?.checkedAt ?? null,
    refusal: known?.refusal ?? null,
    addresses: known?.addresses.length ?? 0,
  };
}
