import type { SocksRecord } from '../../lab/calls.ts';
import type { Politeness } from '../../model/source.ts';

/** What the lab's own log says of how the workers behaved. */
export interface Traffic {
  readonly requests: number;
  /** Requests of one worker between two of another on the same source, closer together than a turn can change hands. */
  readonly overlaps: readonly string[];
  /** Requests of a source that were open at once, at most. */
  readonly mostInFlight: number;
  /** Stretches of requests of one source that were faster than its pace. */
  readonly hurried: readonly string[];
  /** Sources that came under more than one identity, and identities of more than one source. */
  readonly mixedIdentities: readonly string[];
}

const stretch = 10;
/** A request waits for its connection and for the machine: the pace is judged over several, with a little to spare. */
const spare = 0.8;

interface Request {
  readonly began: number;
  readonly client: string;
  readonly inFlight: number;
  readonly user: string | null;
}

const toRequest = ({ began, client, inFlight, user, password }: SocksRecord): Request => ({
  began: Date.parse(began),
  client,
  inFlight,
  user: user === null ? null : `${user}:${password}`,
});

/** A, B, A within `ms`: A had not lost its turn when B began. */
function overlapsOf(site: string, requests: readonly Request[], ms: number): readonly string[] {
  const lastOf = new Map<string, number>();
  const found: string[] = [];
  requests.forEach((each, at) => {
    const before = lastOf.get(each.client);
    const between = before === undefined ? [] : requests.slice(before + 1, at);
    if (before !== undefined && between.length > 0 && each.began - (requests[before]?.began ?? 0) < ms)
      found.push(
        `${site}: ${between[0]?.client} within the turn of ${each.client} at ${new Date(each.began).toISOString()}`,
      );
    lastOf.set(each.client, at);
  });
  return found;
}

function hurriedOf(site: string, requests: readonly Request[], pace: number): readonly string[] {
  return requests.flatMap(({ began }, at) => {
    const last = requests[at + stretch];
    const took = last ? last.began - began : Number.POSITIVE_INFINITY;
    return took < stretch * pace * spare
      ? [`${site}: ${stretch} in ${took} ms at ${new Date(began).toISOString()}`]
      : [];
  });
}

/** `handOverMs`: the least time in which a turn goes from one worker to another and back. */
export function judgeTraffic(
  log: readonly SocksRecord[],
  politeness: Pick<Politeness, 'minIntervalMs'>,
  handOverMs: number,
): Traffic {
  const asked = log.filter(({ method, site }) => method !== null && site !== null);
  const bySite = [...Map.groupBy(asked, ({ site }) => String(site))].map(
    ([site, records]) => [site, records.map(toRequest).sort((a, b) => a.began - b.began)] as const,
  );
  const users = bySite.map(([site, requests]) => [site, new Set(requests.map(({ user }) => user))] as const);
  const all = users.flatMap(([, names]) => [...names]);
  return {
    requests: asked.length,
    overlaps: bySite.flatMap(([site, requests]) => overlapsOf(site, requests, handOverMs)),
    mostInFlight: Math.max(0, ...asked.map(({ inFlight }) => inFlight)),
    hurried: bySite.flatMap(([site, requests]) => hurriedOf(site, requests, politeness.minIntervalMs)),
    mixedIdentities: users
      .filter(
        ([, names]) =>
          names.size !== 1 || names.has(null) || all.some((name, at) => names.has(name) && all.indexOf(name) !== at),
      )
      .map(([site, names]) => `${site}: ${names.size}`),
  };
}
