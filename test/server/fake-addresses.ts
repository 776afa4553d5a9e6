import type { Candidates, CandidateView, SourceAddresses } from '../../app/address-views.ts';
import { onionName } from '../../lab/onion.ts';
import { LeadlineError } from '../../model/errors.ts';
import type { Source } from '../../model/source.ts';

const [first, second, third] = ['fake one', 'fake two', 'fake three'].map(onionName);
const at = '2026-08-20T09:00:00.000Z';

const mirror = { standing: 'listed', reason: null, lastGoodAt: at, lastFailureAt: null, lastFailure: null } as const;

/** Addresses of an invented source: one that answers, one that rests, one that served another site. */
export const addressesOf = ({ addresses }: Source): SourceAddresses => ({
  mirrors: [
    {
      ...mirror,
      address: addresses[0] ?? `http://${first}/`,
      failuresInARow: 0,
      restUntil: null,
      medianFirstByteMs: 412,
    },
    {
      ...mirror,
      address: `http://${second}/`,
      lastGoodAt: null,
      lastFailureAt: at,
      lastFailure: 'host-unreachable',
      failuresInARow: 7,
      restUntil: '2026-08-21T09:00:00.000Z',
      medianFirstByteMs: null,
    },
    {
      ...mirror,
      address: `http://${third}/`,
      standing: 'other-site',
      reason: `${third} serves another site: none of its 9 records is known of this source, and its title "<b>Best shop</b>" lacks "halyard"`,
      failuresInARow: 0,
      restUntil: null,
      medianFirstByteMs: 300,
    },
  ],
  mirrorList: {
    list: `http://${first}/mirrors.txt`,
    signedAt: at,
    checkedAt: at,
    refusal: 'The list of addresses is not taken: it is signed by another key (0123456789ABCDEF)',
    addresses: 3,
  },
});

export const candidateAddress = onionName('fake candidate');
export const likeAddress = onionName('fake phish');

const candidate: CandidateView = {
  address: candidateAddress,
  firstSeen: at,
  lastDay: '2026-08-25',
  pages: 12,
  sources: [{ source: 'slipway', pages: 12 }],
  evidence: [
    {
      source: 'slipway',
      url: 'http://forum.invalid/t/5',
      capture: 'c1',
      at,
      context: `<img src=x onerror=alert(7)> new market: ${candidateAddress}`,
    },
  ],
  signedBy: [],
  lookAlike: null,
  decision: null,
};

const likeReal: CandidateView = {
  ...candidate,
  address: likeAddress,
  signedBy: [],
  lookAlike: { host: first ?? '', source: 'halyard', words: 'it looks like another: the first 8 letters are the same' },
};

/** Candidates of an invented Leadline; `calls` takes what was decided. */
export const fakeCandidates = (empty: boolean, source: Source | undefined, calls: unknown[]): Candidates => ({
  candidates: async ({ decided = false } = {}) =>
    empty || decided ? { candidates: [], total: 0 } : { candidates: [likeReal, candidate], total: 2 },
  async approve(address, request) {
    if (!source) throw new LeadlineError('not-found', 'There is no source');
    if (address === likeReal.address && !request.trust)
      throw new LeadlineError('look-alike', 'It looks like another', { hint: 'compare every letter' });
    calls.push({ approve: address, ...request });
    return source;
  },
  async reject(address, reason) {
    calls.push({ reject: address, reason });
    return { id: address, decision: 'rejected', at, reason, source: null };
  },
});
