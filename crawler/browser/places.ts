import { existsSync } from 'node:fs';

/** Where distributions put Chromium and what is made from it. */
const usualPlaces: readonly string[] = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/lib/chromium/chromium',
  '/snap/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/usr/local/bin/chromium',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium to use: the one that is named, and no other then; else the first in the usual places. null: there is none. */
export function findChromium(
  named: string | null,
  exists: (path: string) => boolean = (path) => existsSync(path),
): string | null {
  return (named === null ? usualPlaces : [named]).find(exists) ?? null;
}

/** Chromium refuses to build its sandbox for root; everyone else has it. */
export const canSandbox = (uid: number | undefined = process.getuid?.()): boolean => uid !== 0;
