import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { errorText, LeadlineError } from '../model/errors.ts';
import type { PinnedList, Source } from '../model/source.ts';
import { type Config, configSchema, type SourceFile, sourceFileSchema, toSource } from './schema.ts';
import { readYaml } from './yaml.ts';

/** The configuration with every path made absolute, and the file it came from (null: built-in defaults). */
export interface LoadedConfig extends Config {
  readonly file: string | null;
}

export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new LeadlineError('file-unreadable', `${file} cannot be read: ${errorText(cause)}`, {
      where: file,
      hint: 'check the path, and that you may read it',
      cause,
    });
  }
}

/** Reads `file`, or ./leadline.yaml where there is one, or gives the defaults. */
export function loadConfig(file: string | null, cwd: string = process.cwd()): LoadedConfig {
  const path = file ? resolve(cwd, file) : join(cwd, 'leadline.yaml');
  if (!existsSync(path)) {
    if (file)
      throw new LeadlineError('config-missing', `${path} does not exist`, {
        where: path,
        hint: 'leadline init writes one',
      });
    return absolute(configSchema.parse({}), cwd, null);
  }
  return checkOperators(absolute(readYaml(readText(path), configSchema, path), dirname(path), path));
}

/** Throws `config-invalid` when an operator is no receiver. */
function checkOperators(config: LoadedConfig): LoadedConfig {
  const unknown = config.operators.find((name) => !(name in config.receivers));
  if (unknown === undefined) return config;
  throw new LeadlineError('config-invalid', `operators: "${unknown}" is no receiver`, {
    ...(config.file === null ? {} : { where: config.file }),
    hint: `name one of receivers: ${Object.keys(config.receivers).join(', ') || 'there are none yet'}`,
  });
}

function absolute(config: Config, base: string, file: string | null): LoadedConfig {
  const at = (path: string) => resolve(base, path);
  const atOrNull = (path: string | null) => (path === null ? null : at(path));
  return {
    ...config,
    file,
    data: at(config.data),
    sources: at(config.sources),
    sites: at(config.sites),
    rates: atOrNull(config.rates),
    tor: {
      ...config.tor,
      path: /[\\/]/.test(config.tor.path) ? at(config.tor.path) : config.tor.path,
      torrc: atOrNull(config.tor.torrc),
    },
    elastic: { ...config.elastic, passwordFile: atOrNull(config.elastic.passwordFile) },
    redis: { ...config.redis, passwordFile: atOrNull(config.redis.passwordFile) },
    sessions: { ...config.sessions, keyFile: atOrNull(config.sessions.keyFile) },
  };
}

const yamlFiles = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => /\.ya?ml$/.test(name))
        .sort()
        .map((name) => join(folder, name))
    : [];

/** A fingerprint as people write it, else null: then it is the path of a key file. */
function fingerprintIn(key: string): string | null {
  const digits = key.replace(/^0x|[\s:]/gi, '').toUpperCase();
  return /^([0-9A-F]{40}|[0-9A-F]{64})$/.test(digits) ? digits : null;
}

/** The key is read here, once: what a source is pinned to does not change with a file. */
function pinnedList(mirrors: NonNullable<SourceFile['mirrors']>, base: string): PinnedList {
  const at = (place: string) => (/^https?:\/\//i.test(place) ? place : resolve(base, place));
  const fingerprint = fingerprintIn(mirrors.key);
  return {
    list: at(mirrors.list),
    signature: mirrors.signature === null ? null : at(mirrors.signature),
    fingerprint,
    armored: fingerprint === null ? readText(resolve(base, mirrors.key)) : null,
    keyAt: mirrors.keyAt === null ? null : at(mirrors.keyAt),
    take: mirrors.take,
  };
}

export function loadSource(file: string): Source {
  const read = readYaml(readText(file), sourceFileSchema, file);
  const source = toSource(read);
  return read.mirrors ? { ...source, mirrors: pinnedList(read.mirrors, dirname(file)) } : source;
}

export const sourceFiles: (folder: string) => readonly string[] = yamlFiles;

export const loadSources = (folder: string): Source[] => yamlFiles(folder).map(loadSource);

export const shippedSites = fileURLToPath(new URL('./sites', import.meta.url));

/** Site profile files by name (the file name without its ending); own ones replace shipped ones of the same name. */
export function siteFiles(ownFolder: string | null): ReadonlyMap<string, string> {
  const named = (folder: string) =>
    yamlFiles(folder).map((file) => [file.replace(/^.*[\\/]/, '').replace(/\.ya?ml$/, ''), file] as const);
  return new Map([...named(shippedSites), ...(ownFolder ? named(ownFolder) : [])]);
}
