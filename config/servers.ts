import { readFileSync } from 'node:fs';
import { errorText, LeadlineError } from '../model/errors.ts';
import type { LoadedConfig } from './load.ts';

/** How the servers of `storage: distributed` are reached. Without a password no user name is sent. */
export interface Servers {
  readonly elastic: {
    readonly node: string;
    readonly prefix: string;
    readonly username?: string;
    readonly password?: string;
  };
  readonly redis: { readonly url: string; readonly password?: string };
}

type Environment = Readonly<Record<string, string | undefined>>;

interface Secret {
  /** Such as "elastic": the part of leadline.yaml that names the file. */
  readonly key: 'elastic' | 'redis';
  readonly file: string | null;
}

/** One line, which its editor may have ended with a line break. */
function readPassword(file: string, from: string): string {
  const fault = (what: string, cause?: unknown) =>
    new LeadlineError('config-invalid', `The password file ${file} ${what}`, {
      where: from,
      hint: `correct ${from}, or the file: it holds the password and nothing else, and this user must be able to read it`,
      cause,
    });
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw fault(`cannot be read: ${errorText(error)}`, error);
  }
  const password = text.replace(/\r?\n$/, '');
  if (password === '') throw fault('is empty');
  if (/\p{Cc}/u.test(password)) throw fault('holds more than one line');
  return password;
}

/** The environment comes first, so that one leadline.yaml serves several places. */
function passwordOf({ key, file }: Secret, env: Environment): string | null {
  const name = `LEADLINE_${key.toUpperCase()}_PASSWORD`;
  const plain = env[name] || null;
  const named = env[`${name}_FILE`] || null;
  if (plain !== null && named !== null)
    throw new LeadlineError('config-invalid', `${name} and ${name}_FILE are both set`, {
      where: name,
      hint: `keep ${name}_FILE: other programs can read the environment of this one`,
    });
  if (plain !== null) return plain;
  if (named !== null) return readPassword(named, `${name}_FILE`);
  return file === null ? null : readPassword(file, `${key}.passwordFile`);
}

/** The servers with their passwords, which are read now: from the environment, else from the files that the configuration names. Throws `config-invalid`. */
export function serversOf({ elastic, redis }: Pick<LoadedConfig, 'elastic' | 'redis'>, env: Environment): Servers {
  const elasticPassword = passwordOf({ key: 'elastic', file: elastic.passwordFile }, env);
  const redisPassword = passwordOf({ key: 'redis', file: redis.passwordFile }, env);
  return {
    elastic: {
      node: elastic.node,
      prefix: elastic.prefix,
      ...(elasticPassword === null ? {} : { username: elastic.username, password: elasticPassword }),
    },
    redis: { url: redis.url, ...(redisPassword === null ? {} : { password: redisPassword }) },
  };
}
