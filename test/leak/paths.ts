import { join } from 'node:path';
import { createVirtualClock } from '../../app/demo/clock.ts';
import { labSource } from '../../app/demo/lab-source.ts';
import { type Opened, open } from '../../app/open.ts';
import { configSchema } from '../../config/schema.ts';
import { createHttpFetch } from '../../crawler/fetch/http.ts';
import { weekStart } from '../../lab/calendar.ts';
import { errorText, LeadlineError } from '../../model/errors.ts';
import type { Source } from '../../model/source.ts';
import { drawHostile } from './browser.ts';
import { type Done, outsideAddress, outsideName, type Seats } from './orders.ts';

type Path = (seats: Seats) => Promise<Done>;

const ended = (detail: string, wrong: string | null = null): Done => ({ detail, wrong });

/** Leadline as it is shipped, `pool`: with readers in their own processes; only its clock does not really wait. */
async function withLeadline<T>(
  { data, week }: Seats,
  proxy: string,
  reading: 'pool' | 'direct',
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const config = { ...configSchema.parse({ data, proxy }), data, file: null, sites: join(data, 'sites') };
  const opened = await open({ config, clock: createVirtualClock(weekStart(week)), random: () => 0.5, reading });
  try {
    return await work(opened);
  } finally {
    await opened.close();
  }
}

async function known({ operations, parts }: Opened, source: Source): Promise<string> {
  if (!(await parts.storage.sources.get(source.id))) await operations.addSource(source);
  return source.id;
}

/** Every site of the lab: markets, forum and channel, with their errors, redirects and traps. */
const crawl: Path = (seats) =>
  withLeadline(seats, seats.proxy, 'pool', async (opened) => {
    const ends = await Promise.all(
      seats.sites.map(async (site) => opened.operations.visit(await known(opened, labSource(site)))),
    );
    const bad = ends
      .filter(({ outcome }) => outcome !== 'complete')
      .map(({ source, reason }) => `${source}: ${reason}`);
    const requests = ends.reduce((sum, end) => sum + end.requests, 0);
    return ended(`${requests} requests to ${ends.length} sites`, bad.length > 0 ? bad.join('; ') : null);
  });

const hostileSource = (seats: Seats): Source => ({
  ...labSource({ id: 'halyard', name: 'Hostile', kind: 'market', address: seats.hostile }),
  id: 'hostile',
  profile: null,
  addresses: [seats.hostile, `https://${new URL(seats.hostile).host}/`],
});

/** A site whose pages name, redirect to and embed other hosts, and whose certificate lies. */
const hostile: Path = (seats) =>
  withLeadline(seats, seats.hostileProxy, 'direct', async (opened) => {
    const end = await opened.operations.visit(await known(opened, hostileSource(seats)));
    return ended(
      `${end.requests} requests, ${end.outcome}`,
      end.requests < 5 ? `only ${end.requests} requests: ${end.reason}` : null,
    );
  });

/** Names and addresses outside of Tor's own go through the proxy as well, which may refuse them. */
const clearnet: Path = async (seats) => {
  const fetch = createHttpFetch({ proxy: seats.proxy, clock: createVirtualClock(weekStart(1)) });
  const urls = [
    `http://${outsideName}/`,
    `https://${outsideName}/`,
    `http://${outsideAddress}/`,
    'http://[2001:db8:1::7]/',
    'http://localhost:81/',
  ];
  const ends = await Promise.all(
    urls.map((url) =>
      fetch({ source: 'x', url, identity: { user: 'u', password: 'p' } }).then(
        () => 'an answer',
        (error: unknown) => (error instanceof LeadlineError ? error.code : errorText(error)),
      ),
    ),
  );
  fetch.close();
  const bad = ends.filter((end) => end !== 'host-unreachable');
  return ended(ends.join(', '), bad.length > 0 ? bad.join(', ') : null);
};

/** No proxy, or one that would leave names to this machine: refused before anything is sent. */
const insecure: Path = async (seats) => {
  const { host } = new URL(seats.proxy);
  const proxies = [
    null,
    '',
    `socks5://${host}`,
    `socks4://${host}`,
    `socks4a://${host}`,
    `socks://${host}`,
    `http://${host}`,
    host,
  ];
  const taken = proxies.filter((proxy) => {
    try {
      createHttpFetch({ proxy, clock: createVirtualClock(0) });
      return true;
    } catch (error) {
      return !(error instanceof LeadlineError && /^proxy-/.test(error.code));
    }
  });
  return ended(`${proxies.length} kinds of proxy refused`, taken.length > 0 ? `accepted ${taken.join(', ')}` : null);
};

/** One visit of the first site; `expected` is how it must end. */
const visiting =
  (expected: readonly string[]): Path =>
  (seats) =>
    withLeadline(seats, seats.proxy, 'direct', async (opened) => {
      const [site] = seats.sites;
      if (!site) return ended('', 'no site');
      const end = await opened.operations.visit(await known(opened, labSource(site)));
      const how = `${end.outcome}${end.code ? ` (${end.code})` : ''}`;
      const { waiting, captured } = end.counts;
      return ended(
        `${how}: ${captured} captured, ${waiting} waiting`,
        expected.includes(how) ? null : `${how}: ${end.reason}`,
      );
    });

/** What a crawl does, each by name; none of it may be seen anywhere but at the proxy. */
export const paths: Readonly<Record<string, Path>> = {
  crawl,
  hostile,
  clearnet,
  insecure,
  browser: drawHostile,
  interrupted: visiting(['failed (proxy-down)', 'partial', 'later (fetch-interrupted)']),
  stopped: visiting(['failed (proxy-down)']),
  resumed: visiting(['complete']),
};
