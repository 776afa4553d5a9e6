import { type LeadlineError, TryLater } from '../../model/errors.ts';
import type { Mirror } from '../../model/mirror.ts';
import type { Source } from '../../model/source.ts';
import { canonicalUrl, insideOf, onMirror } from '../canonical-url.ts';
import { cannotReach } from '../fetch/socks.ts';
import { afterFailure, afterGood, inOrderOfUse, newMirror } from './health.ts';

/** The addresses of one source during one turn: which is used now, and how each has answered. */
export interface Mirrors {
  /** The same page on the address that is used now. */
  urlOf(url: string): string;
  /** An answer came from there. `firstByteMs` null: not measured. */
  good(url: string, firstByteMs: number | null, now: number): void;
  /** No answer came from there; after enough of them another address is used. Failures of the proxy or of single pages do not count. */
  failed(url: string, error: LeadlineError, now: number): void;
  /** The address served something that is not the source: it is never used again. */
  refuse(url: string, reason: string, now: number): void;
  /** No address is left that may be used. */
  isSpent(): boolean;
  /** Those that changed since the last call. */
  drain(): readonly Mirror[];
}

export interface MirrorsOptions {
  readonly source: Pick<Source, 'id' | 'addresses'>;
  /** As stored; addresses without a record are new. */
  readonly known: readonly Mirror[];
  readonly now: number;
  /** True for an address at which a person logged in: while there is one, no other address is used. */
  readonly hasSession?: (address: string) => boolean;
}

/** Failures of the way to a host or of the host as a whole; a single slow page is none before it happens twice. */
const weight = (error: LeadlineError): number => {
  if (cannotReach(error)) return 2;
  const hostFails =
    error.code === 'fetch-timeout' || error.code === 'fetch-interrupted' || error.code === 'http-status';
  return error instanceof TryLater && hostFails ? 1 : 0;
};

interface Entry {
  readonly number: number;
  readonly isInside: (url: string) => boolean;
  mirror: Mirror;
  /** Weight of the failures since the last answer. */
  strikes: number;
}

function entriesOf({ source, known }: MirrorsOptions): readonly Entry[] {
  const stored = new Map(known.map((mirror) => [mirror.address, mirror] as const));
  return source.addresses.map((each, number) => {
    const address = canonicalUrl(each) ?? each;
    const mirror = stored.get(address) ?? newMirror(source.id, address);
    return { number, isInside: insideOf([address]), mirror, strikes: 0 };
  });
}

/** Opens the addresses of a source for one turn; the one most recently good is used first. */
export function openMirrors(options: MirrorsOptions): Mirrors {
  const entries = entriesOf(options);
  const move = onMirror(options.source.addresses);
  const changed = new Set<Entry>();
  const bound = entries.filter(({ mirror }) => options.hasSession?.(mirror.address));
  const usable = bound.length > 0 ? bound : entries;
  const best = (now: number): Entry | null => {
    const [first] = inOrderOfUse(
      usable.map(({ mirror }) => mirror),
      now,
    );
    return usable.find(({ mirror }) => mirror === first) ?? null;
  };
  let current = best(options.now);
  const entryOf = (url: string) => entries.find(({ isInside }) => isInside(url));
  const change = (entry: Entry, mirror: Mirror) => {
    entry.mirror = mirror;
    changed.add(entry);
  };
  return {
    urlOf: (url) => (current === null || entries.length < 2 ? url : move(url, current.number)),
    good(url, firstByteMs, now) {
      const entry = entryOf(url);
      if (!entry) return;
      entry.strikes = 0;
      change(entry, afterGood(entry.mirror, now, firstByteMs));
    },
    failed(url, error, now) {
      const entry = entryOf(url);
      const strikes = weight(error);
      if (!entry || strikes === 0) return;
      entry.strikes += strikes;
      if (entry.strikes < 2) return;
      entry.strikes = 0;
      change(entry, afterFailure(entry.mirror, error.code, now));
      if (entry === current) current = best(now);
    },
    refuse(url, reason, now) {
      const entry = entryOf(url);
      if (!entry) return;
      change(entry, { ...entry.mirror, standing: 'other-site', reason });
      if (entry === current) current = best(now);
    },
    isSpent: () => current === null,
    drain() {
      const mirrors = [...changed].map(({ mirror }) => mirror);
      changed.clear();
      return mirrors;
    },
  };
}
