import type { PageState } from '../../model/observation.ts';
import type { Page } from '../document.ts';
import { recogniseWall } from '../walls.ts';
import type { CompiledPage, CompiledProfile } from './compile.ts';
import { holds } from './find.ts';
import { destination } from './links.ts';

/** What a page is by its profile. `type` is null on walls and unknown pages. `key` is the id in the address. */
export interface Classified {
  readonly state: PageState;
  readonly confidence: number;
  readonly type: CompiledPage | null;
  /** What the address promises, whatever the page turned out to be. */
  readonly promised: CompiledPage | null;
  readonly key: string | null;
}

const fits = (profile: CompiledProfile, page: Page, status: number): boolean =>
  profile.marker.some((test) => holds(test, page, status));

/** The profile whose marker the page bears: that of a site before that of the software it runs on. */
export function profileFor(
  profiles: readonly CompiledProfile[],
  page: Page,
  status: number,
): CompiledProfile | undefined {
  const bears = (engine: boolean) =>
    profiles.find((candidate) => candidate.profile.engine === engine && fits(candidate, page, status));
  return bears(false) ?? bears(true);
}

/** Order: the profile's walls, types proved by the page itself, walls in general, the type that the address promises. */
export function classify(profile: CompiledProfile, page: Page, status: number): Classified {
  const target = page.url ? destination(profile, page.url.href) : null;
  const promised = target?.page ?? null;
  const key = target?.key ?? null;
  const wall = profile.walls.find((entry) => entry.when.some((test) => holds(test, page, status)));
  if (wall) return { state: wall.state, confidence: 0.99, type: null, promised, key };
  const proved = (type: CompiledPage) => type.when.some((test) => holds(test, page, status));
  const type = promised && proved(promised) ? promised : profile.pages.find(proved);
  if (type) return { state: type.state, confidence: 0.98, type, promised, key };
  const seen = recogniseWall(page, status);
  if (seen) return { state: seen.state, confidence: seen.confidence, type: null, promised, key };
  if (promised && promised.when.length === 0)
    return { state: promised.state, confidence: 0.8, type: promised, promised, key };
  return { state: 'other', confidence: 0.6, type: null, promised, key };
}
