import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type CookieJar, createJar } from '../crawler/fetch/cookies.ts';
import { parseSession } from '../crawler/session.ts';
import { LeadlineError } from '../model/errors.ts';

/** Cookies that a person handed in or that a site set, one file a source, readable by the owner only. */
export interface Sessions {
  /** Throws `file-unreadable` when the stored session is damaged. */
  load(source: string): CookieJar;
  /** Writes only what changed. Throws `disk-full`. */
  save(source: string, jar: CookieJar): void;
  /** Takes over a cookies.txt or storage state; answers how many cookies it holds. */
  handIn(source: string, text: string): number;
}

const storedCookies = z.array(
  z.strictObject({
    name: z.string(),
    value: z.string(),
    domain: z.string(),
    hostOnly: z.boolean(),
    path: z.string(),
    expires: z.number().nullable(),
    httpOnly: z.boolean(),
    secure: z.boolean(),
  }),
);

function parseStored(source: string, file: string, text: string) {
  try {
    return storedCookies.parse(JSON.parse(text));
  } catch (cause) {
    throw new LeadlineError('file-unreadable', `The stored session of ${source} is damaged`, {
      where: file,
      hint: `hand it in again with leadline source login ${source} cookies.txt, or remove the file to go on without a session`,
      cause,
    });
  }
}

export function openSessions(folder: string): Sessions {
  const fileOf = (source: string) => join(folder, `${source}.json`);
  const stored = (source: string) => (existsSync(fileOf(source)) ? readFileSync(fileOf(source), 'utf8') : '[]');
  /** Written aside and moved into place, so that a crash or a full disk leaves the session of before. */
  const write = (source: string, text: string) => {
    if (text === stored(source)) return;
    const file = fileOf(source);
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
    } catch (cause) {
      throw new LeadlineError('disk-full', `The session of ${source} cannot be written`, {
        where: file,
        hint: 'free some space or check the rights of the data folder; the session of before is kept',
        cause,
      });
    }
  };
  return {
    load: (source) => createJar(parseStored(source, fileOf(source), stored(source))),
    save: (source, jar) => write(source, JSON.stringify(jar.all())),
    handIn(source, text) {
      const cookies = parseSession(text);
      write(source, JSON.stringify(cookies));
      return cookies.length;
    },
  };
}
