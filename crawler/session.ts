import { z } from 'zod';
import { LeadlineError } from '../model/errors.ts';
import type { Cookie } from './fetch/cookies.ts';

const unreadable = (message: string): LeadlineError =>
  new LeadlineError('format-unknown', message, {
    hint: 'Save the cookies as a cookies.txt (Netscape), as a list of cookies (JSON) or as a storage state of Playwright.',
  });

/** When a cookie ends, as tools write it: seconds, milliseconds, figures in quotes, or a date. */
const moment = z.union([z.number(), z.string()]).nullish();

/** One cookie as browsers and their extensions write it; -1, none or `session` for one that lasts as long as the session. */
const jsonCookie = z.object({
  name: z.string(),
  value: z.string(),
  domain: z.string().trim().min(1),
  path: z.string().nullish(),
  expires: moment,
  expirationDate: moment,
  hostOnly: z.boolean().nullish(),
  session: z.boolean().nullish(),
  httpOnly: z.boolean().default(false),
  secure: z.boolean().default(false),
});
const jsonSession = z.union([
  z.object({ cookies: z.array(jsonCookie) }).transform((state) => state.cookies),
  z.array(jsonCookie),
]);

/** From here on figures are milliseconds: as seconds they would lie beyond the year 5000. */
const leastMilliseconds = 1e11;

/** Epoch milliseconds; everything that is no moment in time (0, -1, none) means: as long as the session. */
function expiry(given: number | string | null | undefined): number | null {
  if (given === null || given === undefined || given === '') return null;
  const number = Number(given);
  if (Number.isNaN(number)) return Date.parse(String(given)) || null;
  return number <= 0 ? null : number < leastMilliseconds ? number * 1_000 : number;
}

const bareDomain = (domain: string): string => domain.replace(/^\./, '').toLowerCase();

function fromJson(text: string): Cookie[] {
  const parsed = jsonSession.safeParse(parseJson(text));
  if (!parsed.success) throw unreadable('The JSON holds no list of cookies.');
  if (parsed.data.length === 0) throw unreadable('The file holds no cookie.');
  return parsed.data.map((cookie) => ({
    name: cookie.name,
    value: cookie.value,
    domain: bareDomain(cookie.domain),
    hostOnly: cookie.hostOnly ?? !cookie.domain.startsWith('.'),
    path: cookie.path || '/',
    expires: cookie.session ? null : expiry(cookie.expires ?? cookie.expirationDate),
    httpOnly: cookie.httpOnly,
    secure: cookie.secure,
  }));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw unreadable('The file looks like JSON but does not parse.');
  }
}

function fromLine(line: string, number: number): Cookie[] {
  // Browsers mark HttpOnly cookies with a prefix that looks like a comment.
  const httpOnly = line.startsWith('#HttpOnly_');
  const text = httpOnly ? line.slice('#HttpOnly_'.length) : line;
  if (text.trim() === '' || text.startsWith('#')) return [];
  const [domain, subdomains, path, secure, expires, name, value = ''] = text.split('\t');
  if (!domain || !path || name === undefined || !/^-?\d+(\.\d+)?$/.test(expires ?? '')) {
    throw unreadable(`Line ${number} is no cookie: seven fields divided by tabs are expected.`);
  }
  const hostOnly = !domain.startsWith('.') && subdomains?.toUpperCase() !== 'TRUE';
  return [
    {
      name,
      value,
      domain: bareDomain(domain),
      hostOnly,
      path,
      expires: expiry(Number(expires)),
      httpOnly,
      secure: secure?.toUpperCase() === 'TRUE',
    },
  ];
}

/** A value as it goes over the wire: browsers send what is beyond Latin letters as the bytes of UTF-8. */
const onWire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Control characters and semicolons would end the header or the cookie. */
function sendable(cookie: Cookie): Cookie {
  if (/[\p{Cc};]/u.test(cookie.name + cookie.value))
    throw unreadable(`The cookie "${cookie.name.replace(/\p{Cc}/gu, ' ')}" holds a character that no cookie can have.`);
  return { ...cookie, name: onWire(cookie.name), value: onWire(cookie.value) };
}

/**
 * The cookies of a session that a person opened in a browser: a Netscape cookies.txt, a Playwright storage state, or a JSON list of
 * cookies. Throws `format-unknown` with the line that cannot be read.
 */
export function parseSession(text: string): readonly Cookie[] {
  const plain = text.replace(/^\uFEFF/, '');
  if (/^\s*[[{]/.test(plain)) return fromJson(plain).map(sendable);
  const cookies = plain.split(/\r?\n/).flatMap((line, index) => fromLine(line, index + 1));
  if (cookies.length === 0) throw unreadable('The file holds no cookie.');
  return cookies.map(sendable);
}
