import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MarketName, marketNames, siteNames } from '../../lab/nouns.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld, isLive } from '../../lab/world.ts';
import { type Answer, walk } from './walk.ts';

const world = createWorld({ seed: 3, size: 'small' });
const seen: { week: number; site: string; pages: readonly Answer[] }[] = [];
const down = (site: string, week: number) => site === world.closing.site && week >= world.closing.week;
let lab: Lab;

beforeAll(async () => {
  lab = await startLab({ world });
  for (let week = 1; week <= world.weeks; week += 1) {
    lab.control.advance({ week });
    for (const site of siteNames) if (!down(site, week)) seen.push({ week, site, pages: await walk(lab, site) });
  }
}, 60_000);
afterAll(() => lab.close());

const pagesOf = (site: string, week: number) =>
  seen.find((each) => each.site === site && each.week === week)?.pages ?? [];
const address: Readonly<Record<MarketName, (key: string) => RegExp>> = {
  halyard: (key) => new RegExp(`/viewlisting\\.php\\?id=${key}$`),
  fathom: (key) => new RegExp(`/item/[a-z0-9-]+-${key}$`),
  nordkai: (key) => new RegExp(`/angebot/${key}$`),
};
const text = (page: Answer): string => page.text.replaceAll('&amp;', '&').replaceAll('&#39;', "'");

describe('the sites', () => {
  it('let a plain walk along links find every listing in every week of its life, and no other', () => {
    for (const site of marketNames) {
      for (let week = 1; week <= world.weeks && !down(site, week); week += 1) {
        const urls = pagesOf(site, week).filter(({ url }) => /viewlisting|\/item\/|\/angebot\//.test(url));
        const live = world.listings.filter((listing) => listing.site === site && isLive(listing, week));
        const found = live.filter(({ key }) => urls.some(({ url }) => address[site](key).test(url)));
        expect(found.length, `${site} week ${week}`).toBe(live.length);
        expect(urls.length).toBe(live.length);
      }
    }
  });

  it('show title and vendor of each listing on its own page', () => {
    for (const site of marketNames) {
      const live = world.listings.filter((listing) => listing.site === site && isLive(listing, 2));
      for (const listing of live) {
        const page = pagesOf(site, 2).find(({ url }) => address[site](listing.key).test(url));
        expect(page && text(page)).toContain(listing.title);
        expect(page?.text).toContain(`>${listing.vendor}</a>`);
      }
    }
  });

  it('let a walk find every post and every channel message that is out by then', () => {
    for (const week of [1, 6, 12]) {
      const truth = lab.truth(week);
      const forum = pagesOf('slipway', week)
        .map((page) => page.text)
        .join();
      const channel = pagesOf('slacktide', week)
        .map((page) => page.text)
        .join();
      const ids = new Set([...forum.matchAll(/id="msg(\d+)"/g)].map((match) => match[1]));
      expect(ids).toEqual(new Set(truth.posts.map(({ key }) => key)));
      const posts = new Set([...channel.matchAll(/data-post="([^"]+)"/g)].map((match) => match[1]));
      expect(posts).toEqual(new Set(truth.messages.map(({ key }) => key)));
    }
  });

  it('carry links that act and links that leave on every page, and no form that acts by GET', () => {
    for (const { site, pages } of seen) {
      for (const { text, status, url } of pages.filter((page) => page.status === 200)) {
        expect(text, url).toMatch(/href="https:\/\/[a-z-]+\.example/);
        if (site !== 'slacktide') expect(text, `${url} ${status}`).toMatch(/logout|abmelden/);
        expect(text).not.toMatch(/<form(?![^>]*method="post")/i);
      }
    }
  });

  it('give no hint of a calendar or a lab', () => {
    for (const { pages } of seen) {
      for (const { text, headers, url } of pages) {
        expect(text, url).not.toMatch(/\bweek\s*\d|\bWoche\s*\d|\blab\b(?![- ]tested)|simulat|seed\b|leadline/i);
        expect(JSON.stringify(headers)).not.toMatch(/leadline|\blab\b/i);
      }
    }
  });

  it('always have a dead link, and now and then a page that fails once', () => {
    const statuses = new Set(seen.flatMap(({ pages }) => pages.map(({ status }) => status)));
    expect(statuses.has(404)).toBe(true);
    expect(lab.log().filter(({ status }) => status === 503).length).toBeGreaterThan(0);
    expect(seen.flatMap(({ pages }) => pages).filter(({ status }) => status === 503)).toEqual([]);
  });
});
