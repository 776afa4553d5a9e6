import { Redis } from 'ioredis';
import { errorText, LeadlineError } from '../../model/errors.ts';

export interface RedisOptions {
  /** Such as redis://127.0.0.1:6379, without a password. */
  readonly url: string;
  readonly password?: string;
}

const oldest = [6, 2] as const;
const connectMs = 5_000;

/** The address without the credentials that it may hold. */
export const shownAddress = (url: string): string => (URL.canParse(url) ? `redis at ${new URL(url).host}` : 'redis');

/** A connection that gives up instead of waiting for ever; `onTrouble` hears of each fault while it tries again by itself. */
export function connectRedis({ url, password }: RedisOptions, onTrouble: (error: Error) => void): Redis {
  const redis = new Redis(url, {
    ...(password === undefined ? {} : { password }),
    // The queue's worker asks for this; what must not wait is given a time of its own.
    maxRetriesPerRequest: null,
    connectTimeout: connectMs,
    lazyConnect: true,
    retryStrategy: (attempt) => Math.min(5_000, 100 * 2 ** Math.min(attempt, 6)),
  });
  redis.on('error', onTrouble);
  return redis;
}

const down = (where: string, cause: unknown): LeadlineError =>
  new LeadlineError('redis-down', `Redis cannot be reached (${errorText(cause) || 'no answer'})`, {
    where,
    hint: 'start Redis, or correct redis.url in leadline.yaml',
    cause,
  });

const denied = (where: string, cause: unknown): LeadlineError =>
  new LeadlineError('storage-denied', `Redis refuses the password (${errorText(cause)})`, {
    where,
    hint: 'check redis.passwordFile in leadline.yaml; without a password in Redis, leave it out',
    cause,
  });

/** Rejects when `work` takes longer than `ms`. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1_000} s`)), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

const fieldsOf = (info: string): ReadonlyMap<string, string> =>
  new Map(
    info.split(/\r?\n/).flatMap((line) => {
      const at = line.indexOf(':');
      return at > 0 ? [[line.slice(0, at), line.slice(at + 1)] as const] : [];
    }),
  );

/** What makes a Redis lose turns, and what mends it; null when nothing does. */
export function unsafe(info: string): { readonly what: string; readonly mend: string } | null {
  const fields = fieldsOf(info);
  const version = fields.get('redis_version') ?? '0';
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < oldest[0] || (major === oldest[0] && minor < oldest[1]))
    return { what: `it is version ${version}`, mend: `use Redis ${oldest.join('.')} or newer` };
  if (fields.get('aof_enabled') !== '1')
    return {
      what: 'it has no append-only file, so a crash loses every planned turn',
      mend: 'set "appendonly yes" in redis.conf, or run: redis-cli config set appendonly yes',
    };
  const policy = fields.get('maxmemory_policy') ?? 'noeviction';
  if (policy !== 'noeviction')
    return {
      what: `it drops keys when its memory is full (maxmemory-policy ${policy})`,
      mend: 'set "maxmemory-policy noeviction" in redis.conf, or run: redis-cli config set maxmemory-policy noeviction',
    };
  return null;
}

/** Throws `redis-down`, `storage-denied`, or `redis-unsafe` for a Redis that would lose turns, with what mends it. */
export async function checkRedis(redis: Redis, url: string): Promise<void> {
  const where = shownAddress(url);
  let info: string;
  // The client waits through every fault; here the first one is the answer.
  const { promise: firstFault, reject: hear } = Promise.withResolvers<never>();
  redis.once('error', hear);
  try {
    info = await within(connectMs, Promise.race([redis.connect().then(() => redis.info()), firstFault]));
  } catch (error) {
    throw /NOAUTH|WRONGPASS|invalid password|without any password/i.test(errorText(error))
      ? denied(where, error)
      : down(where, error);
  }
  redis.off('error', hear);
  const fault = unsafe(info);
  if (fault)
    throw new LeadlineError('redis-unsafe', `This Redis is not safe: ${fault.what}`, { where, hint: fault.mend });
}
