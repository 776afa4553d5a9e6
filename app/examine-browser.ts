import { type LoadedConfig, loadSources } from '../config/load.ts';
import { canSandbox, findChromium } from '../crawler/browser/places.ts';
import { LeadlineError } from '../model/errors.ts';
import { drawingOf, ruleOf } from './drawing.ts';

export interface BrowserFinding {
  readonly ok: boolean;
  readonly found: string;
  /** What to do; empty when there is nothing to mend. With `ok`: it works, and is to be thought about. */
  readonly mend: string;
}

/** Sources whose profile asks for a browser; what is wrong with a profile or a source is told by other checks. */
function asking(config: LoadedConfig): readonly string[] {
  try {
    return loadSources(config.sources)
      .filter(({ profile }) => drawingOf(ruleOf(config, profile), false).pages !== 'none')
      .map(({ id }) => id);
  } catch (error) {
    if (error instanceof LeadlineError) return [];
    throw error;
  }
}

const install = 'apt-get install chromium, or name one in browser.path';

/** Whether pages that need a browser can be drawn, and whether that browser is locked in. Starts none. */
export function examineBrowser(
  config: LoadedConfig,
  {
    sandboxed = canSandbox(),
    find = findChromium,
  }: { sandboxed?: boolean; find?: (named: string | null) => string | null } = {},
): BrowserFinding {
  const path = find(config.browser.path);
  if (path === null) {
    const sources = asking(config);
    if (config.browser.path !== null)
      return { ok: false, found: `${config.browser.path} is not there`, mend: 'correct browser.path in leadline.yaml' };
    return sources.length > 0
      ? { ok: false, found: `no Chromium, which ${sources.join(', ')} cannot be read without`, mend: install }
      : { ok: true, found: 'no Chromium: pages that only a script fills are read as they are sent', mend: install };
  }
  return sandboxed
    ? { ok: true, found: `${path}, in its sandbox, started by the first page that needs it`, mend: '' }
    : {
        ok: true,
        found: `${path}, without its sandbox, which Chromium does not build for root`,
        mend: 'run Leadline as a user of its own: hostile pages then stay in the sandbox',
      };
}
