import type { Stop } from '../crawler/turn.ts';
import { parseRefresh, type Refresh } from '../extractors/refresh.ts';
import { type Exchange, header } from '../model/capture.ts';
import type { Wall } from '../model/observation.ts';

type Words = Pick<Stop, 'code' | 'message'>;

const words: Readonly<Record<Wall, Words>> = {
  login: {
    code: 'login-required',
    message: 'The site asks for a login; log in with a browser and hand the session in (leadline source login).',
  },
  captcha: {
    code: 'captcha',
    message: 'The site asks for a captcha; solve it in a browser and hand the session in (leadline source login).',
  },
  banned: { code: 'banned', message: 'The site refuses this account or circuit.' },
  queue: { code: 'queue', message: 'The site keeps visitors in a waiting room.' },
  maintenance: { code: 'maintenance', message: 'The site is closed for maintenance.' },
  'rate-limit': { code: 'rate-limited', message: 'The site answers that there were too many requests.' },
};

/** The header counts before the page, as it does in browsers. */
function refreshOf({ url, response }: Exchange, onPage: Refresh | undefined): Refresh | null {
  const value = header(response.headers, 'refresh');
  const stated = value === null ? null : parseRefresh(value);
  if (!stated) return onPage ?? null;
  return { ...stated, to: stated.to === null ? null : (URL.parse(stated.to, url)?.href ?? null) };
}

/** A wall as the turn wants to know it. */
export function stopAt(wall: Wall, answer: Exchange, onPage: Refresh | undefined): Stop {
  const refresh = refreshOf(answer, onPage);
  return { wall, ...words[wall], afterMs: refresh?.afterMs ?? null, next: refresh?.to ?? null };
}
