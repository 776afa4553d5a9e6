import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cookie, type CookieJar, createJar } from '../crawler/fetch/cookies.ts';
import { parseSession } from '../crawler/session.ts';

/** Cookies that a person handed in or that a site set, one file a source, readable by the owner only. */
export interface Sessions {
  load(source: string): CookieJar;
  save(source: string, jar: CookieJar): void;
  /** Takes over a cookies.txt or storage state; answers how many cookies it holds. */
  handIn(source: string, text: string): number;
}

export function openSessions(folder: string): Sessions {
  const fileOf = (source: string) => join(folder, `${source}.json`);
  const write = (source: string, cookies: readonly Cookie[]) => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(fileOf(source), JSON.stringify(cookies), { mode: 0o600 });
  };
  return {
    load: (source) =>
      createJar(existsSync(fileOf(source)) ? (JSON.parse(readFileSync(fileOf(source), 'utf8')) as Cookie[]) : []),
    save: (source, jar) => write(source, jar.all()),
    handIn(source, text) {
      const cookies = parseSession(text);
      write(source, cookies);
      return cookies.length;
    },
  };
}
