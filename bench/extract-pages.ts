import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadProfile } from '../app/reader.ts';
import { siteFiles } from '../config/load.ts';
import type { CompiledProfile } from '../extractors/sites/compile.ts';
import type { PageInput } from '../extractors/types.ts';
import { weekStart } from '../lab/calendar.ts';
import { developMarkets, renderMarket } from '../lab/markets.ts';
import type { PageKind } from '../lab/pages/shown.ts';
import { createWorld } from '../lab/world.ts';

/** A page to read; `kind` is null where nobody wrote it down. */
export interface BenchPage {
  readonly from: string;
  readonly kind: PageKind | null;
  readonly html: string;
  readonly input: PageInput;
}

const fixtures = fileURLToPath(new URL('../test/fixtures/', import.meta.url));

/** Every profile that ships. */
export const shippedProfiles = (): readonly CompiledProfile[] => [...siteFiles(null).values()].map(loadProfile);

/** What all markets of the lab show in one week. */
export function labPages(week: number): readonly BenchPage[] {
  const world = createWorld({ seed: 1, size: 'full' });
  const capturedAt = new Date(weekStart(week)).toISOString();
  return developMarkets.flatMap((market) =>
    renderMarket(market, world, week).map(({ kind, html, url, contentType, status }) => ({
      from: market,
      kind,
      html,
      input: { bytes: Buffer.from(html), url, contentType, status, capturedAt },
    })),
  );
}

interface SavedCase {
  readonly url?: string;
  readonly capturedAt?: string;
  readonly status?: number;
}

function savedPage(folder: string, from: string): BenchPage {
  const bytes = readFileSync(join(folder, 'page.html'));
  const saved = JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8')) as SavedCase; // our own fixtures
  const { url = 'http://site.invalid/', capturedAt = '2026-06-01T00:00:00.000Z', status = 200 } = saved;
  return { from, kind: null, html: bytes.toString(), input: { bytes, url, capturedAt, status, contentType: '' } };
}

/** The saved pages of test/fixtures. */
export const fixturePages = (): readonly BenchPage[] =>
  readdirSync(fixtures).flatMap((site) =>
    readdirSync(join(fixtures, site))
      .map((name) => join(fixtures, site, name))
      .filter((folder) => existsSync(join(folder, 'page.html')) && existsSync(join(folder, 'expect.json')))
      .map((folder) => savedPage(folder, site)),
  );
