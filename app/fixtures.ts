import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { LoadedConfig } from '../config/load.ts';
import { extract } from '../extractors/extract.ts';
import { toExtractJson } from '../extractors/output.ts';
import { LeadlineError } from '../model/errors.ts';
import { readerFor } from './reader.ts';

export interface CaseResult {
  readonly name: string;
  /** One line for each expected value that was not found. */
  readonly differences: readonly string[];
}

/** Expected values that are not in `actual`; objects may hold more than is expected, lists may not. */
export function differences(expected: unknown, actual: unknown, path = ''): string[] {
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual) || actual.length !== expected.length)
      return [`${path}: expected ${expected.length} entries, found ${Array.isArray(actual) ? actual.length : 'none'}`];
    return expected.flatMap((each, index) => differences(each, actual[index], `${path}[${index}]`));
  }
  if (expected !== null && typeof expected === 'object') {
    const found = (actual ?? {}) as Record<string, unknown>; // compared key by key below
    return Object.entries(expected).flatMap(([key, value]) =>
      differences(value, found[key], path === '' ? key : `${path}.${key}`),
    );
  }
  return isDeepStrictEqual(expected, actual)
    ? []
    : [`${path}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(actual)}`];
}

/** Runs every case of a site: a folder with page.html and expect.json, which may name "url", "capturedAt" and "status" beside "expect". */
export function testProfile(config: LoadedConfig, site: string, folder: string): readonly CaseResult[] {
  const base = join(folder, site);
  if (!existsSync(base))
    throw new LeadlineError('not-found', `There are no fixtures in ${base}`, {
      hint: 'each case is a folder with page.html and expect.json',
    });
  const reader = readerFor(config, site);
  return readdirSync(base, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && existsSync(join(base, entry.name, 'page.html')))
    .map((entry) => {
      const file = join(base, entry.name, 'page.html');
      const wanted = JSON.parse(readFileSync(join(base, entry.name, 'expect.json'), 'utf8')) as {
        url?: string;
        capturedAt?: string;
        status?: number;
        expect?: unknown;
      };
      const {
        url = 'http://site.invalid/',
        capturedAt = '2026-06-01T00:00:00.000Z',
        status = 200,
        expect = wanted,
      } = wanted;
      const extraction = extract({ bytes: readFileSync(file), contentType: '', url, capturedAt, status }, reader);
      return { name: entry.name, differences: differences(expect, toExtractJson(file, extraction)) };
    });
}
