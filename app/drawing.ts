import { type LoadedConfig, readText, siteFiles } from '../config/load.ts';
import { readYaml } from '../config/yaml.ts';
import { createDrawingFetch, type Drawing } from '../crawler/browser/fetch.ts';
import type { Fetch } from '../crawler/fetch/http.ts';
import { type BrowserRule, profileSchema } from '../extractors/sites/schema.ts';
import type { Clock } from '../model/clock.ts';
import type { Source } from '../model/source.ts';

/** Pages in a browser, where a source needs one. */
export interface SourceDrawing {
  /** What fetches the pages of the source: over HTTP, and drawn by Chromium where its profile asks or HTTP finds an empty shell. */
  of(source: Pick<Source, 'id' | 'profile'>, http: Fetch): Fetch;
  close(): Promise<void>;
}

const plain = { scripts: true, images: false, wait: null } as const;

/** What a profile says of browsers, in full; `shells`: what a profile that says nothing means. */
export function drawingOf(rule: BrowserRule | undefined, shells: boolean): Drawing {
  if (rule === undefined) return { ...plain, pages: 'none', shells };
  if (rule === false) return { ...plain, pages: 'none', shells: false };
  if (rule === true) return { ...plain, pages: 'all', shells: false };
  if ('scripts' in rule)
    return { ...rule, pages: rule.pages ?? 'all', wait: rule.wait ?? null, shells: shells && rule.scripts };
  return { ...plain, pages: rule, shells };
}

/** What the profile of that name says of browsers. Throws `profile-invalid`. */
export function ruleOf(config: LoadedConfig, profile: string | null): BrowserRule | undefined {
  const file = profile === null ? undefined : siteFiles(config.sites).get(profile);
  return file === undefined ? undefined : readYaml(readText(file), profileSchema, file, 'profile-invalid').browser;
}

export function createDrawing(options: {
  readonly config: LoadedConfig;
  readonly clock: Clock;
  readonly version: string;
}): SourceDrawing {
  const { config, clock, version } = options;
  const drawing = createDrawingFetch({
    clock,
    path: config.browser.path,
    userAgent: config.crawl.userAgent,
    tool: `leadline/${version} browser`,
    limits: { memoryBytes: config.browser.maxMemoryMb << 20, drawnBytes: config.crawl.maxBodyBytes },
  });
  return {
    of: ({ profile }, http) => drawing.for(drawingOf(ruleOf(config, profile), config.browser.shells), http),
    close: drawing.close,
  };
}
