import { createHmac } from 'node:crypto';

export type Headers = readonly (readonly [string, string])[];

/** Puts a keyed digest in the place of every secret. The same secret gives the same digest, so sessions can still be told apart. */
export interface Redactor {
  requestHeaders(headers: Headers): Headers;
  responseHeaders(headers: Headers): Headers;
  /** Everything else of the address stays as it is, byte for byte. */
  url(url: string): string;
}

const secretHeader = /^(cookie2?|authorization|proxy-authorization)$|token|secret|passw|api-?key|session|csrf|xsrf/i;
const secretAnswer = /^set-cookie2?$|token|secret|passw|api-?key|session|csrf|xsrf/i;
const addressHeader = /^(location|content-location|refresh|referer|origin)$/i;

/** Only names that can hardly mean anything else: `key` or `id` are how markets name their listings. */
const secretName =
  '(?:access|auth|csrf|xsrf|authenticity|session|login|refresh)?_?token|pass(?:word|wd|phrase)?|pwd|secret|auth|api_?key|_?csrf|_?xsrf|' +
  'sid|phpsessid|jsessionid|aspsessionid\\w*|session(?:_?id)?';
/** In a path (`/a;sid=1?x=2`) the value ends where the query begins. */
const inPath = new RegExp(`(;)(${secretName})=([^&;?#\\s"']+)`, 'gi');
const inQuery = new RegExp(`([?&#])(${secretName})=([^&;#\\s"']+)`, 'gi');
const userInfo = /^([a-z][a-z0-9+.-]*:\/\/[^/?#@:]*):([^/?#@]*)@/i;
const already = /^hmac-sha256:[0-9a-f]{16}$/;

/** `name=value; Path=/` keeps everything but the value. */
const cookieValue = (text: string, digest: (value: string) => string): string =>
  text.replace(
    /^([^=;]*=)?([^;]*)/,
    (_, name: string | undefined, value: string) => (name ?? '') + digest(value.trim()),
  );

const cookieList = (text: string, digest: (value: string) => string): string =>
  text
    .split(';')
    .map((pair) => cookieValue(pair.trim(), digest))
    .join('; ');

/** `secret` keys the digests; without it nobody can test a guessed cookie or password against the archive. */
export function redactor(secret: string): Redactor {
  const digest = (value: string): string =>
    value === '' || already.test(value)
      ? value
      : `hmac-sha256:${createHmac('sha256', secret).update(value).digest('hex').slice(0, 16)}`;
  const parameter = (_: string, mark: string, name: string, value: string) => `${mark}${name}=${digest(value)}`;
  const url = (text: string): string =>
    text
      .replace(userInfo, (_, start: string, value: string) => `${start}:${digest(value)}@`)
      .replace(inPath, parameter)
      .replace(inQuery, parameter);
  const one = (name: string, value: string, pattern: RegExp): string => {
    if (/^cookie2?$/i.test(name)) return cookieList(value, digest);
    if (/^set-cookie2?$/i.test(name)) return cookieValue(value, digest);
    if (pattern.test(name)) return digest(value);
    return addressHeader.test(name) ? url(value) : value;
  };
  const all = (headers: Headers, pattern: RegExp): Headers =>
    headers.map(([name, value]) => [name, one(name, value, pattern)] as const);
  return {
    requestHeaders: (headers) => all(headers, secretHeader),
    responseHeaders: (headers) => all(headers, secretAnswer),
    url,
  };
}
