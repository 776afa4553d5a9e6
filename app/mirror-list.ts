import { readText } from '../config/load.ts';
import { canonicalUrl } from '../crawler/canonical-url.ts';
import type { CookieJar } from '../crawler/fetch/cookies.ts';
import type { Fetch } from '../crawler/fetch/http.ts';
import type { Identity } from '../crawler/fetch/identity.ts';
import { newMirror } from '../crawler/mirrors/health.ts';
import { readSignedList, type SignedList } from '../crawler/mirrors/signed-list.ts';
import { iso } from '../model/clock.ts';
import { isCode, LeadlineError } from '../model/errors.ts';
import { type MirrorList, mirrorId } from '../model/mirror.ts';
import type { Lease } from '../model/ports.ts';
import type { PinnedList, Source } from '../model/source.ts';
import type { Write } from '../storage/port.ts';
import { addAddresses, hostOf, knownHosts } from './add-source.ts';
import { ingest } from './ingest.ts';
import type { Parts } from './parts.ts';

/** How the pages of the source are fetched in this turn: a list comes by the same circuit. */
export interface ListWay {
  readonly fetch: Fetch;
  readonly identity: Identity;
  readonly cookies: CookieJar;
  readonly lease: () => Promise<Lease>;
}

/** A list is looked at before a turn, but not more often than this. */
const leastWaitMs = 3_600_000;

/** The text of a file, or of an address: archived like every answer, and read from there. */
async function textAt(parts: Parts, source: Source, place: string, way: ListWay): Promise<string> {
  if (!/^https?:/i.test(place)) return readText(place);
  const { fetch, identity, cookies } = way;
  const { exchanges } = await fetch({ source: source.id, url: place, identity, cookies });
  const [answer, ...before] = [...exchanges].reverse();
  if (!answer) throw new LeadlineError('mirror-list', 'The list of addresses is not taken: nothing answered');
  for (const exchange of before.reverse()) {
    const hop = await parts.archive.append(exchange);
    await parts.storage.captures.create(hop.id, hop);
  }
  const capture = await parts.archive.append(answer);
  await ingest(parts, source, capture, { decider: null, lease: await way.lease() });
  if (answer.response.status >= 400)
    throw new LeadlineError('mirror-list', `The list of addresses is not taken: HTTP ${answer.response.status}`);
  return Buffer.from(await parts.archive.read(capture)).toString('utf8');
}

async function readList(
  parts: Parts,
  source: Source,
  pinned: PinnedList,
  newest: string | null,
  way: ListWay,
): Promise<SignedList> {
  const text = await textAt(parts, source, pinned.list, way);
  const signature = pinned.signature === null ? null : await textAt(parts, source, pinned.signature, way);
  const keyText = pinned.keyAt === null ? null : await textAt(parts, source, pinned.keyAt, way);
  const { fingerprint, armored } = pinned;
  return readSignedList(text, { pin: { fingerprint, armored, keyText }, now: parts.clock.now(), newest, signature });
}

/** Addresses that the newest list does not name are kept and marked; those that it names again are in use again. */
async function standingWrites(parts: Parts, source: Source, list: SignedList): Promise<readonly Write[]> {
  const named = new Set(list.addresses.map(hostOf));
  const writes: Write[] = [];
  for (const each of source.addresses) {
    const address = canonicalUrl(each) ?? each;
    const stored =
      (await parts.storage.mirrors.get(mirrorId(source.id, address)))?.value ?? newMirror(source.id, address);
    const standing = named.has(hostOf(address)) ? 'listed' : 'lost';
    if (stored.standing === 'other-site' || stored.standing === standing) continue;
    const reason =
      standing === 'lost' ? `it is not on the list that was signed on ${list.signedAt.slice(0, 10)}` : null;
    writes.push({ do: 'put', collection: 'mirrors', id: stored.id, value: { ...stored, standing, reason } });
  }
  return writes;
}

/** New addresses of a list that are not those of another source. */
async function freshOf(parts: Parts, source: Source, list: SignedList): Promise<readonly string[]> {
  const known = new Map((await knownHosts(parts)).map(({ host, source: id }) => [host, id] as const));
  const own = new Set(source.addresses.map(hostOf));
  return list.addresses.filter((address) => {
    const host = hostOf(address);
    return !own.has(host) && (known.get(host) ?? source.id) === source.id;
  });
}

async function take(parts: Parts, source: Source, list: SignedList, way: ListWay): Promise<Source> {
  const value: MirrorList = {
    id: source.id,
    ...list,
    addresses: [...list.addresses],
    checkedAt: iso(parts.clock.now()),
    refusal: null,
  };
  const writes = await standingWrites(parts, source, list);
  await parts.storage.commit(
    [{ do: 'put', collection: 'mirrorlists', id: source.id, value }, ...writes],
    await way.lease(),
  );
  if (source.mirrors?.take !== 'signed') return source;
  const { addresses } = await addAddresses(parts, source.id, await freshOf(parts, source, list));
  return { ...source, addresses };
}

/** What is known stays in use; the reason stands on the page of the source. */
async function noteRefusal(parts: Parts, source: Source, known: MirrorList | null, refusal: string): Promise<Source> {
  const value: MirrorList = {
    id: source.id,
    signedAt: known?.signedAt ?? null,
    addresses: known?.addresses ?? [],
    checkedAt: iso(parts.clock.now()),
    refusal,
  };
  await parts.storage.mirrorlists.put(source.id, value);
  return source;
}

/**
 * Looks at the signed list of a source's addresses, if it has one, and answers the source as it stands afterwards. A list that is not taken, or cannot be
 * read, changes nothing but its own record; only a proxy that is down and a lost lease are thrown.
 */
export async function refreshMirrorList(parts: Parts, source: Source, way: ListWay): Promise<Source> {
  const { mirrors } = source;
  if (!mirrors) return source;
  const known = (await parts.storage.mirrorlists.get(source.id))?.value ?? null;
  if (known && parts.clock.now() - Date.parse(known.checkedAt) < leastWaitMs) return source;
  try {
    return await take(parts, source, await readList(parts, source, mirrors, known?.signedAt ?? null, way), way);
  } catch (error) {
    if (!(error instanceof LeadlineError) || isCode(error, 'lease-lost')) throw error;
    if (/^(proxy|tor|storage|disk|archive|stopped)/.test(error.code)) throw error;
    return noteRefusal(parts, source, known, error.message);
  }
}
