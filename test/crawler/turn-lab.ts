import { createJar } from '../../crawler/fetch/cookies.ts';
import { createHttpFetch } from '../../crawler/fetch/http.ts';
import { identityOf } from '../../crawler/fetch/identity.ts';
import { openFrontier } from '../../crawler/frontier.ts';
import { createGate } from '../../crawler/politeness.ts';
import { endsSession } from '../../crawler/signed-in.ts';
import {
  type Handle,
  type Handled,
  runTurn,
  type Stop,
  type TurnOptions,
  type TurnReport,
} from '../../crawler/turn.ts';
import type { Exchange } from '../../model/capture.ts';
import type { Link, UrlRecord } from '../../model/frontier.ts';
import { type Politeness, politenessSchema } from '../../model/source.ts';
import { createTestClock, type Route, type Site } from './site.ts';

const stops: Readonly<Record<string, Stop>> = {
  login: { wall: 'login', code: 'login-required', message: 'The site asks for a login.' },
  captcha: { wall: 'captcha', code: 'captcha', message: 'The site asks for a captcha.' },
  banned: { wall: 'banned', code: 'banned', message: 'The site refuses this account.' },
  queue: { wall: 'queue', code: 'queue', message: 'The site keeps visitors in a waiting room.' },
  maintenance: { wall: 'maintenance', code: 'maintenance', message: 'The site is closed for maintenance.' },
};

const linkOf = (url: string): Link => ({
  url,
  page: /\/item\//.test(url) ? 'listing' : null,
  key: null,
  priority: 1,
  hint: null,
  skip: endsSession(url) ? 'acts' : null,
});

/** A page that names its kind in the title and links to others. */
export const page = (kind: string, links: readonly string[] = []): string =>
  `<title>${kind}</title>${links.map((url) => `<a href="${url}">x</a>`).join('')}`;

export const status =
  (code: number, headers: Record<string, string> = {}, body = 'error'): Route =>
  (_, response) =>
    response.writeHead(code, headers).end(body);

/** Answers with each route in turn, then with the last one for ever. */
export function inTurn(...routes: readonly Route[]): Route {
  let visits = 0;
  return (request, response) => routes[Math.min(visits++, routes.length - 1)]?.(request, response);
}
export const ok =
  (html: string): Route =>
  (_, response) =>
    response.end(html);

function read(exchanges: readonly [Exchange, ...Exchange[]]): Handled {
  const { response } = exchanges.at(-1) ?? exchanges[0];
  const html = Buffer.from(response.body).toString();
  const kind = /<title>(.*?)<\/title>/.exec(html)?.[1] ?? 'other';
  const links = [...html.matchAll(/href="(.*?)"/g)].map((match) => linkOf(match[1] ?? ''));
  const [after, next] = [/data-after=(\d+)/.exec(html)?.[1], /data-next="(.*?)"/.exec(html)?.[1]];
  const stated = { afterMs: after ? Number(after) : null, next: next ?? null };
  const stop = stops[kind] ? { ...stops[kind], ...stated } : null;
  const state = response.status === 304 ? 'unchanged' : stop ? 'quarantined' : 'captured';
  const nav = html.includes('<nav') ? { offersLogout: links.some(({ url }) => endsSession(url)) } : {};
  const shown = kind === 'not-found' || kind === 'listing' ? kind : 'other';
  return { page: shown, links, state, reason: stop ? kind : null, capture: 'c', stop, ...nav };
}

export interface Run extends TurnReport {
  readonly handled: readonly string[];
  readonly sleeps: readonly number[];
}

/** Runs turns on a site, one after the other, over one store and one clock. */
export function createTurns(site: Site, politeness: Partial<Politeness> = {}) {
  const clock = createTestClock();
  const stored = new Map<string, UrlRecord>();
  const source = { id: 'bazaar', addresses: [site.url('/')] };
  const fetch = createHttpFetch({ proxy: site.proxy, clock, limits: { connectMs: 300, idleMs: 300 } });
  const polite = { ...politenessSchema.parse({}), minIntervalMs: 0, ...politeness };
  const ends = () =>
    Object.fromEntries(
      [...stored.values()].map(({ id, state, reason }) => [id.slice(7), reason ? `${state} ${reason}` : state]),
    );
  async function run(more: Partial<TurnOptions> = {}): Promise<Run> {
    const handled: string[] = [];
    const handle: Handle = async (exchanges, record) => {
      handled.push(new URL(record.url).pathname);
      return read(exchanges);
    };
    const before = clock.sleeps.length;
    const report = await runTurn({
      source: source.id,
      frontier: openFrontier({ source, records: [...stored.values()], now: clock.now() }),
      fetch,
      identity: identityOf(source.id, null, 'secret'),
      cookies: createJar(),
      gate: createGate({ politeness: polite, clock, random: () => 0.5 }),
      clock,
      random: () => 0.5,
      handle,
      save: async (records) => {
        for (const record of records) stored.set(record.id, record);
      },
      ...more,
    });
    return { ...report, handled, sleeps: clock.sleeps.slice(before) };
  }
  return { run, ends, clock, stored, read, close: fetch.close };
}
