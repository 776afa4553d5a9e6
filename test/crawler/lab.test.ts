import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createJar } from '../../crawler/fetch/cookies.ts';
import { createHttpFetch } from '../../crawler/fetch/http.ts';
import { identityOf } from '../../crawler/fetch/identity.ts';
import { openFrontier } from '../../crawler/frontier.ts';
import { createGate } from '../../crawler/politeness.ts';
import { type Handle, runTurn } from '../../crawler/turn.ts';
import { type Lab, type LabSource, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { type Exchange, header } from '../../model/capture.ts';
import type { Link, UrlRecord } from '../../model/frontier.ts';
import { politenessSchema } from '../../model/source.ts';
import { createTestClock } from './site.ts';

let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 5, size: 'small' }) });
});
afterAll(() => lab.close());

const linkTo = (url: string, base: string): Link => ({
  url: URL.parse(url.replaceAll('&amp;', '&'), base)?.href ?? url,
  page: null,
  key: null,
  priority: 1,
  hint: null,
  skip: null,
});

function htmlOf({ response }: Exchange): string {
  const body = Buffer.from(response.body);
  return (header(response.headers, 'content-encoding') === 'gzip' ? gunzipSync(body) : body).toString();
}

/** Follows every link of a site, knowing nothing of its pages. */
async function walk(source: LabSource) {
  const clock = createTestClock();
  const stored = new Map<string, UrlRecord>();
  const texts: string[] = [];
  const fetch = createHttpFetch({ proxy: lab.socksUrl, clock });
  const politeness = { ...politenessSchema.parse({}), maxInFlight: 4 };
  const handle: Handle = async (exchanges) => {
    const answer = exchanges.at(-1) ?? exchanges[0];
    const html = htmlOf(answer);
    texts.push(html);
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => linkTo(match[1] ?? '', answer.url));
    return { page: 'other', links, state: 'captured', reason: null, capture: 'c' };
  };
  const report = await runTurn({
    source: source.id,
    frontier: openFrontier({ source: { id: source.id, addresses: [source.address] }, records: [], now: clock.now() }),
    fetch,
    identity: identityOf(source.id, null, 'secret'),
    cookies: createJar(),
    gate: createGate({ politeness, clock, random: () => 0.5 }),
    clock,
    random: () => 0.5,
    handle,
    save: async (records) => {
      for (const record of records) stored.set(record.id, record);
    },
  });
  fetch.close();
  return { report, stored, texts };
}

describe('a walk through the lab', () => {
  it('reads every listing of the markets, follows nothing that acts, and never leaves the proxy', async () => {
    for (const source of lab.sources()) {
      const { report, stored, texts } = await walk(source);
      expect(report).toMatchObject({ outcome: 'complete', counts: { waiting: 0 } });
      const sum = Object.values(report.counts).reduce((total, count) => total + count, 0) - report.counts.duplicate;
      expect(sum).toBe(stored.size);
      for (const listing of lab.truth().listings.filter(({ site }) => site === source.id)) {
        expect(
          texts.some((html) => html.includes(listing.key)),
          `${source.id} ${listing.key}`,
        ).toBe(true);
      }
    }
    const log = lab.log();
    const acting =
      /logout|abmelden|cart|basket|warenkorb|wallet|orders|message|nachricht|inbox|report|favorite|merken|watch|action=(post|pm)|join/;
    expect(log.filter(({ path }) => path !== null && acting.test(path)).map(({ path }) => path)).toEqual([]);
    expect(new Set(log.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(log.every(({ atyp, refused }) => atyp === 3 && refused === null)).toBe(true);
    expect(new Set(log.map(({ user }) => user)).size).toBe(lab.sources().length);
  });
});
