import { z } from 'zod';

/** Names the session and the use of one account of a source; a source without accounts has one of its own. */
export const accountId = (source: string, account: string | null): string => `${source}/${account ?? ''}`;

/** The cookies of one (source, account) as they are stored: sealed, so that whoever has the store has no session. The rest tells nothing secret. */
export const sealedSessionSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  account: z.string().nullable(),
  /** Counts the sealings; the seal holds for this one, this source and this account only. */
  revision: z.number().int().min(1),
  /** Which key opens it: the first digits of a digest of the key. */
  key: z.string(),
  sealed: z.string(),
  cookies: z.number().int().min(0),
  /** When a person handed it in; null: the site set cookies by itself. */
  handedInAt: z.string().nullable(),
  changedAt: z.string(),
  /** When the first of the cookies that hold the login ends; null: none has a date. */
  endsAt: z.string().nullable(),
});
export type SealedSession = z.infer<typeof sealedSessionSchema>;

/** How much an account was used, and whether a person has to act for it. `pages` and `busyMs` are of the UTC day `day`. */
export const accountUseSchema = z.strictObject({
  id: z.string(),
  source: z.string(),
  account: z.string().nullable(),
  day: z.string(),
  pages: z.number().int().min(0),
  busyMs: z.number().int().min(0),
  lastUsedAt: z.string().nullable(),
  /** Until when the account cools down. */
  restUntil: z.string().nullable(),
  parked: z.strictObject({ code: z.string(), reason: z.string(), at: z.string() }).nullable(),
});
export type AccountUse = z.infer<typeof accountUseSchema>;

/** What was taken over of a session that a person handed in, and what was not. */
export interface HandIn {
  readonly source: string;
  readonly account: string | null;
  readonly taken: number;
  /** Domains of other sites with the number of their cookies. */
  readonly foreign: readonly { readonly domain: string; readonly number: number }[];
  readonly expired: number;
  readonly endsAt: string | null;
  /** Foreign domains that look like an address of the source: whoever logged in there gave the password to somebody else. */
  readonly lookAlikes: readonly { readonly domain: string; readonly like: string; readonly why: string }[];
}

const some = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const lookAlikeWords = ({ domain, like, why }: HandIn['lookAlikes'][number]): string =>
  `${domain} is not ${like}, although ${why}; a password that was typed there is known to strangers`;

/** The same in one sentence for people. */
export function handInWords({ source, account, taken, foreign, expired, endsAt, lookAlikes }: HandIn): string {
  const others = foreign.reduce((sum, { number }) => sum + number, 0);
  const domains = foreign.slice(0, 5).map(({ domain }) => domain);
  const left = [
    ...(others > 0 ? [`${others} of other sites (${domains.join(', ')}${foreign.length > 5 ? ', …' : ''})`] : []),
    ...(expired > 0 ? [some(expired, 'that has expired', 'that have expired')] : []),
  ];
  return [
    `${some(taken, 'cookie', 'cookies')} taken for ${source}${account === null ? '' : `, account ${account}`}`,
    left.length === 0 ? '' : `; not taken: ${left.join(', ')}`,
    endsAt === null ? '' : `; the session ends at ${endsAt.slice(0, 16).replace('T', ' ')} UTC`,
    ...lookAlikes.map((each) => `. CAREFUL: ${lookAlikeWords(each)}`),
  ].join('');
}

const hour = 3_600_000;

/** "20 min", "5 h", "3 days". */
export function roughly(ms: number): string {
  if (ms < 2 * hour) return `${Math.max(1, Math.round(ms / 60_000))} min`;
  return ms < 48 * hour ? `${Math.round(ms / hour)} h` : `${Math.round(ms / (24 * hour))} days`;
}

/** For people: "session of halyard (account alder)". */
export const sessionName = (source: string, account: string | null): string =>
  `session of ${source}${account === null ? '' : ` (account ${account})`}`;

/** What an operator should hear of the end of a session before the archive fills with logins: within its last hour, or when it ends before the next turn. */
export function sessionWarning(endsAt: number, now: number, nextTurnAt: string | null): string | null {
  if (endsAt <= now) return `ended ${roughly(now - endsAt)} ago`;
  const left = endsAt - now;
  if (left <= hour) return `ends in ${roughly(left)}`;
  const turn = nextTurnAt === null ? null : Date.parse(nextTurnAt);
  return turn !== null && endsAt <= turn ? `ends in ${roughly(left)}, before the next turn` : null;
}
