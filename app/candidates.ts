import { canonicalUrl } from '../crawler/canonical-url.ts';
import { newMirror } from '../crawler/mirrors/health.ts';
import type { Decision } from '../model/candidate.ts';
import { iso } from '../model/clock.ts';
import { LeadlineError } from '../model/errors.ts';
import { mirrorId } from '../model/mirror.ts';
import { politenessSchema, type Source, sourceSchema } from '../model/source.ts';
import { addAddresses, addSource, checkAddress, hostOf } from './add-source.ts';
import type { ApproveRequest } from './address-views.ts';
import { onionOf } from './mentions.ts';
import type { Parts } from './parts.ts';
import { candidateOf } from './queries/candidates.ts';

const inFull = (address: string): string => {
  const whole = /^https?:/i.test(address) ? address : `http://${address}`;
  return URL.canParse(whole) ? (canonicalUrl(whole) ?? whole) : whole;
};

async function decide(
  parts: Parts,
  address: string,
  more: Pick<Decision, 'decision' | 'reason' | 'source'>,
): Promise<Decision> {
  const id = onionOf(inFull(address)) ?? hostOf(inFull(address));
  const value: Decision = { id, at: iso(parts.clock.now()), ...more };
  await parts.storage.decisions.put(id, value);
  return value;
}

const newSource = (address: string, { id, name, kind = 'market', active = false }: ApproveRequest): Source => ({
  id,
  name: name || id,
  kind,
  addresses: [address],
  via: 'tor',
  profile: null,
  account: null,
  politeness: politenessSchema.parse({}),
  everyMs: 86_400_000,
  state: active ? 'active' : 'paused',
  reason: active ? null : `found on other pages and approved; leadline source resume ${id} begins with it`,
  lastTurnAt: null,
  lastSuccessAt: null,
});

/** A person says that the address is the source's, whatever was found on it. */
async function approveMirror(parts: Parts, source: Source, address: string): Promise<Source> {
  const own = source.addresses.find((each) => hostOf(each) === hostOf(address));
  const canonical = canonicalUrl(own ?? address) ?? address;
  const after = own ? source : await addAddresses(parts, source.id, [address]);
  const id = mirrorId(source.id, canonical);
  const mirror = (await parts.storage.mirrors.get(id))?.value ?? newMirror(source.id, canonical);
  await parts.storage.mirrors.put(id, { ...mirror, standing: 'listed', reason: null, proven: true, restUntil: null });
  return after;
}

async function checkKnown(parts: Parts, address: string, source: Source | null, trust: boolean): Promise<void> {
  checkAddress(address);
  if (source?.addresses.some((each) => hostOf(each) === hostOf(address))) return;
  const candidate = await candidateOf(parts, address);
  if (!candidate)
    throw new LeadlineError('not-found', `No page names ${address}, or a source has it already`, {
      hint: 'leadline source candidates lists what pages name; leadline source add FILE watches any other address',
    });
  if (candidate.lookAlike && !trust)
    throw new LeadlineError('look-alike', candidate.lookAlike.words, {
      hint: 'compare every letter with a list that the site has signed; --trust takes it all the same',
    });
}

/**
 * A person approves an address: it becomes one more address of the source `id`, or a new source of that id, which is paused unless `active`. Takes an address
 * of a source back that had served another site. Throws `not-found`, `look-alike`, `usage` for an id that cannot be one.
 */
export async function approve(parts: Parts, candidate: string, request: ApproveRequest): Promise<Source> {
  const { id, trust = false } = request;
  if (!sourceSchema.shape.id.safeParse(id).success)
    throw new LeadlineError('usage', `"${id}" cannot be the id of a source`, {
      hint: 'lower-case letters, digits and dashes',
    });
  const address = inFull(candidate);
  const known = (await parts.storage.sources.get(id))?.value ?? null;
  await checkKnown(parts, address, known, trust);
  const source = known
    ? await approveMirror(parts, known, address)
    : await addSource(parts, newSource(address, request), { trust: true });
  await decide(parts, address, { decision: 'approved', reason: null, source: id });
  return source;
}

/** A person does not want an address; it is asked for no more. Throws `not-found` when nothing names it. */
export async function reject(parts: Parts, candidate: string, reason: string | null): Promise<Decision> {
  if (!(await candidateOf(parts, candidate)))
    throw new LeadlineError('not-found', `No page names ${candidate}, or a source has it already`, {
      hint: 'leadline source candidates lists what pages name',
    });
  return decide(parts, candidate, { decision: 'rejected', reason, source: null });
}
