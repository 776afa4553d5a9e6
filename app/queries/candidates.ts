import { type KnownHost, lookAlikeOf } from '../../crawler/mirrors/look-alike.ts';
import type { Candidate, Decision } from '../../model/candidate.ts';
import { hostOf, knownHosts, lookAlikeWords } from '../add-source.ts';
import type { CandidatesAnswer, CandidatesRequest, CandidateView } from '../address-views.ts';
import { onionOf } from '../mentions.ts';
import type { Parts } from '../parts.ts';

/** One onion address with all that was said of it, before evidence is looked up. */
interface Gathered {
  readonly address: string;
  readonly said: readonly Candidate[];
  /** Sources on whose signed list it stands. */
  readonly signedBy: readonly string[];
  readonly decision: Decision | null;
}

const evidenceShown = 3;
const pagesOf = ({ said }: Gathered): number => said.reduce((sum, { pages }) => sum + pages, 0);

async function signedAddresses({ storage }: Parts): Promise<ReadonlyMap<string, readonly string[]>> {
  const signed = new Map<string, string[]>();
  for await (const { id, addresses } of storage.mirrorlists.each())
    for (const onion of addresses.map(onionOf)) if (onion) signed.set(onion, [...(signed.get(onion) ?? []), id]);
  return signed;
}

/** Addresses of sources are no candidates any more, whatever pages say of them. */
async function gatherAll(parts: Parts): Promise<readonly Gathered[]> {
  const { storage } = parts;
  const own = new Set<string | null>();
  for await (const { addresses } of storage.sources.each()) for (const each of addresses) own.add(onionOf(each));
  const decisions = new Map<string, Decision>();
  for await (const decision of storage.decisions.each()) decisions.set(decision.id, decision);
  const said = new Map<string, Candidate[]>();
  for await (const candidate of storage.candidates.each())
    said.set(candidate.address, [...(said.get(candidate.address) ?? []), candidate]);
  const signed = await signedAddresses(parts);
  return [...new Set([...said.keys(), ...signed.keys()])]
    .filter((address) => !own.has(address))
    .map((address) => ({
      address,
      said: said.get(address) ?? [],
      signedBy: signed.get(address) ?? [],
      decision: decisions.get(address) ?? null,
    }));
}

async function viewOf(parts: Parts, gathered: Gathered, known: readonly KnownHost[]): Promise<CandidateView> {
  const { address, said, signedBy, decision } = gathered;
  const evidence = await parts.storage.mentions.find({
    where: { address },
    order: [['at', 'asc']],
    limit: evidenceShown,
  });
  const like = lookAlikeOf(address, known);
  return {
    address,
    firstSeen: said.map(({ firstSeen }) => firstSeen).sort()[0] ?? null,
    lastDay:
      said
        .map(({ lastDay }) => lastDay)
        .sort()
        .at(-1) ?? null,
    pages: pagesOf(gathered),
    sources: said.map(({ source, pages }) => ({ source, pages })).sort((a, b) => b.pages - a.pages),
    evidence: evidence.values.map(({ source, url, capture, at, context }) => ({ source, url, capture, at, context })),
    signedBy,
    lookAlike: like ? { host: like.like.host, source: like.like.source, words: lookAlikeWords(like) } : null,
    decision: decision ? { decision: decision.decision, at: decision.at, reason: decision.reason } : null,
  };
}

/** Onion addresses that sources name and nobody watches: on signed lists first, then by how many sources and pages name them. */
export async function candidates(
  parts: Parts,
  { decided = false, limit = 100 }: CandidatesRequest = {},
): Promise<CandidatesAnswer> {
  const all = (await gatherAll(parts)).filter(({ decision }) => (decision !== null) === decided);
  all.sort(
    (a, b) =>
      b.signedBy.length - a.signedBy.length ||
      b.said.length - a.said.length ||
      pagesOf(b) - pagesOf(a) ||
      (a.address < b.address ? -1 : 1),
  );
  const known = await knownHosts(parts);
  const shown: CandidateView[] = [];
  for (const each of all.slice(0, limit)) shown.push(await viewOf(parts, each, known));
  return { candidates: shown, total: all.length };
}

/** The candidate of an address, as a person or a page writes it; null when nothing names it. */
export async function candidateOf(parts: Parts, address: string): Promise<CandidateView | null> {
  const host = /\./.test(address)
    ? hostOf(/^https?:/i.test(address) ? address : `http://${address}`)
    : `${address}.onion`;
  const onion = onionOf(`http://${host}`);
  const found = (await gatherAll(parts)).find((each) => each.address === onion);
  return found ? viewOf(parts, found, await knownHosts(parts)) : null;
}
