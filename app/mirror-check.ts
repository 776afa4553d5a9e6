import { canonicalUrl, insideOf } from '../crawler/canonical-url.ts';
import { newMirror } from '../crawler/mirrors/health.ts';
import { judgeSite, type SiteVerdict, sharedWords } from '../crawler/mirrors/same-site.ts';
import type { Extraction } from '../extractors/types.ts';
import type { Capture } from '../model/capture.ts';
import { itemId } from '../model/ids.ts';
import { type Mirror, mirrorId } from '../model/mirror.ts';
import { type Content, isWall } from '../model/observation.ts';
import type { Source } from '../model/source.ts';
import type { Write } from '../storage/port.ts';
import type { Parts } from './parts.ts';

export interface Refusal {
  readonly reason: 'other-site' | 'mirror-unproven';
  readonly words: string;
}

/** What a page says of the address that it came from. */
interface MirrorCheck {
  /** Why nothing of the page is taken as the source's. */
  readonly refusal: Refusal | null;
  readonly writes: readonly Write[];
}

export const accepted: MirrorCheck = { refusal: null, writes: [] };
const put = (value: Mirror): Write => ({ do: 'put', collection: 'mirrors', id: value.id, value });

const nameOf = (content: Content | null): string | null => {
  if (content === null) return null;
  if (content.kind === 'listing') return content.value.title;
  return content.kind === 'vendor' ? content.value.handle : content.value.text;
};

/** How many records of a page are stored for the source under the same key and name: keys alone, such as 17, are those of many sites. */
async function storedOf(parts: Parts, source: Source, { drafts }: Extraction): Promise<number> {
  let stored = 0;
  for (const { kind, key, content } of drafts.slice(0, 50)) {
    const name = nameOf(content);
    const known = await parts.storage.items.get(itemId(kind, source.id, key));
    if (name !== null && known && nameOf(known.item.current) === name) stored += 1;
  }
  return stored;
}

const split = (words: string | null): readonly string[] | null =>
  words === null ? null : words.split(' ').filter(Boolean);

async function sharedOf(parts: Parts, source: string): Promise<readonly string[]> {
  const found = await parts.storage.mirrors.find({ where: { source }, limit: 100 });
  const proven = found.values.filter(({ title }) => title !== null);
  proven.sort((a, b) => (b.lastGoodAt ?? '').localeCompare(a.lastGoodAt ?? ''));
  return split(proven[0]?.title ?? null) ?? [];
}

async function judge(parts: Parts, source: Source, capture: Capture, read: Extraction): Promise<SiteVerdict> {
  const before = await parts.storage.observations.find({ where: { source: source.id }, limit: 1 });
  return judgeSite({
    isKnown: before.values.length > 0,
    records: read.drafts.length,
    stored: await storedOf(parts, source, read),
    title: read.title ?? '',
    shared: await sharedOf(parts, source.id),
    isFront: source.addresses.some((address) => canonicalUrl(address) === canonicalUrl(capture.url)),
    knownToProfile:
      source.profile === null ? null : read.profile.startsWith(`${source.profile}@`) && read.page !== 'other',
  });
}

/** Pages with records tell how the source titles its pages. */
function learn(mirror: Mirror, read: Extraction): MirrorCheck {
  const title = read.drafts.length === 0 ? mirror.title : sharedWords(split(mirror.title), read.title ?? '').join(' ');
  return mirror.proven && title === mirror.title
    ? accepted
    : { refusal: null, writes: [put({ ...mirror, proven: true, title })] };
}

/**
 * Looks whether a page that came from one of several addresses is of the source at all, before anything of it is recorded. An address that served
 * something else is marked and refused from then on, also when the archive is read again.
 */
export async function checkMirror(
  parts: Parts,
  source: Source,
  capture: Capture,
  read: Extraction,
): Promise<MirrorCheck> {
  if (source.addresses.length < 2 || isWall(read.page)) return accepted;
  const address = source.addresses.find((each) => insideOf([each])(capture.url));
  if (address === undefined) return accepted;
  const canonical = canonicalUrl(address) ?? address;
  const mirror =
    (await parts.storage.mirrors.get(mirrorId(source.id, canonical)))?.value ?? newMirror(source.id, canonical);
  if (mirror.standing === 'other-site')
    return { refusal: { reason: 'other-site', words: mirror.reason ?? 'it served another site' }, writes: [] };
  if (mirror.proven) return learn(mirror, read);
  const verdict = await judge(parts, source, capture, read);
  if (verdict.kind === 'same') return learn(mirror, read);
  if (verdict.kind === 'silent') return accepted;
  if (verdict.kind === 'unsure') return { refusal: { reason: 'mirror-unproven', words: verdict.reason }, writes: [] };
  const words = `${new URL(canonical).host} serves another site: ${verdict.reason}`;
  return {
    refusal: { reason: 'other-site', words },
    writes: [put({ ...mirror, standing: 'other-site', reason: words })],
  };
}
