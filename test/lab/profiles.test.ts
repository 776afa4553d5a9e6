import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { extract } from '../../extractors/extract.ts';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { compileProfile } from '../../extractors/sites/compile.ts';
import type { Extraction } from '../../extractors/types.ts';
import { marketNames, type SiteName, siteNames } from '../../lab/nouns.ts';
import { wallKinds } from '../../lab/pages/walls.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import type { TrueListing } from '../../lab/truth.ts';
import { createWorld } from '../../lab/world.ts';
import { type Listing, mainOffer } from '../../model/listing.ts';
import type { Draft } from '../../model/observation.ts';
import { type Answer, walk } from './walk.ts';

const lexicon = createLexicon();
const profiles = readdirSync('config/sites')
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => compileProfile(parse(readFileSync(`config/sites/${name}`, 'utf8'))));
const world = createWorld({ seed: 5, size: 'small' });
const weeks = [1, 4, 8, 9, 12];

interface Read extends Answer {
  readonly site: SiteName;
  readonly week: number;
  readonly extraction: Extraction;
}
const pages: Read[] = [];
let lab: Lab;

const reads = (answer: Answer): Extraction =>
  extract(
    {
      bytes: Buffer.from(answer.text),
      contentType: String(answer.headers['content-type'] ?? ''),
      url: answer.url,
      capturedAt: new Date(lab.control.now()).toISOString(),
      status: answer.status,
    },
    { profile: 'auto', profiles, lexicon },
  );

beforeAll(async () => {
  lab = await startLab({ world });
  for (const week of weeks) {
    lab.control.advance({ week });
    for (const site of siteNames) {
      if (site === world.closing.site && week >= world.closing.week) continue;
      for (const answer of await walk(lab, site)) pages.push({ ...answer, site, week, extraction: reads(answer) });
    }
  }
}, 60_000);
afterAll(() => lab.close());

interface Seen {
  readonly draft: Draft;
  readonly listing: Listing;
  readonly truth: TrueListing | undefined;
}
const listingsSeen = (view: Draft['view']): readonly Seen[] =>
  pages.flatMap(({ site, week, extraction }) => {
    const truth = lab.truth(week).listings;
    return extraction.drafts.flatMap((draft) =>
      draft.content?.kind === 'listing' && draft.view === view
        ? [
            {
              draft,
              listing: draft.content.value,
              truth: truth.find((each) => each.site === site && each.key === draft.key),
            },
          ]
        : [],
    );
  });

const near = (a: number, b: number): boolean => Math.abs(a - b) <= Math.abs(b) * 0.002;
const priced = (listing: Listing) => listing.price && [Number(listing.price.amount), listing.price.currency];
const truePrice = (truth: TrueListing) => [Number(truth.price.amount), truth.price.currency];

describe('the profiles of the lab', () => {
  it('recognise every page as one of their own site', () => {
    for (const { site, url, status, extraction } of pages) {
      if (status === 200) expect(extraction.profile, url).toMatch(new RegExp(`^${site}@`));
    }
  });

  it('read title, vendor, price and places of each listing page without a fault', () => {
    const seen = listingsSeen('detail');
    expect(seen.length).toBeGreaterThan(100);
    for (const { draft, listing, truth } of seen) {
      expect(truth, draft.url ?? '').toBeDefined();
      if (!truth) continue;
      const { title, vendor, shipsFrom, shipsTo, category } = truth;
      expect(listing).toMatchObject({ title, vendor, shipsFrom, shipsTo, category });
      expect(priced(listing), title).toEqual(truePrice(truth));
      expect(draft.issues).toEqual([]);
    }
  });

  it('read every price step, and the quantity that the main price buys', () => {
    for (const { listing, truth } of listingsSeen('detail')) {
      if (!truth) continue;
      const main = mainOffer(listing)?.quantity;
      expect(main && [near(main.value, truth.quantity.value), main.unit], truth.title).toEqual([
        true,
        truth.quantity.unit,
      ]);
      expect(listing.offers.map(({ price }) => price && Number(price.amount))).toEqual(
        truth.offers.map(({ price }) => Number(price.amount)),
      );
      for (const [index, offer] of listing.offers.entries()) {
        expect(near(offer.quantity?.value ?? 0, truth.offers[index]?.quantity.value ?? -1), offer.raw).toBe(true);
      }
    }
  });

  it('read rows like pages, and no quantity that the row does not state', () => {
    const seen = listingsSeen('row');
    expect(seen.length).toBeGreaterThan(200);
    for (const { listing, truth, draft } of seen) {
      expect(truth, draft.key).toBeDefined();
      if (!truth) continue;
      const { title, vendor, shipsFrom, shipsTo } = truth;
      expect(listing).toMatchObject({ title, vendor, shipsFrom, shipsTo });
      expect(priced(listing)).toEqual(truePrice(truth));
      const quantity = mainOffer(listing)?.quantity;
      if (quantity) expect(near(quantity.value, truth.quantity.value), `${title}: ${quantity.value}`).toBe(true);
    }
  });

  it('name the substance, and none for ordinary goods', () => {
    for (const { listing, truth } of listingsSeen('detail')) {
      expect(
        listing.substances.map(({ id }) => id),
        truth?.title,
      ).toEqual(truth?.substances);
    }
  });

  it('read contacts, wallets and the strength that a listing states', () => {
    for (const { listing, truth } of listingsSeen('detail')) {
      expect([...listing.contacts], truth?.title).toEqual(truth?.contacts);
      expect([...listing.wallets]).toEqual(truth?.wallets);
      expect(listing.purity, truth?.title).toBe(truth?.purity);
      expect(mainOffer(listing)?.doseMg ?? null, truth?.title).toBe(truth?.doseMg);
    }
  });

  it('read vendor pages: key, contacts, wallets, rating, sales, home and the day of joining', () => {
    const truth = lab.truth(12).vendors;
    const found = new Set<string>();
    for (const { site, extraction } of pages) {
      for (const { content, key } of extraction.drafts) {
        if (content?.kind !== 'vendor') continue;
        const vendor = truth.find((each) => each.site === site && each.handle === key);
        expect(vendor, key).toBeDefined();
        if (!vendor) continue;
        found.add(`${site}|${key}`);
        const { handle, pgp, rating, sales, shipsFrom, joined } = vendor;
        expect(content.value).toMatchObject({ handle, pgp, rating, sales, shipsFrom });
        expect(content.value.joined?.slice(0, 10)).toBe(joined);
        expect([...content.value.contacts].sort(), key).toEqual([...vendor.contacts].sort());
        expect(content.value.wallets).toEqual(vendor.wallets);
      }
    }
    expect(found.size).toBeGreaterThanOrEqual(11);
  });

  it('read every post and channel message with author, moment, text and what it offers', () => {
    const truth = lab.truth(12);
    const all = [...truth.posts, ...truth.messages];
    const found = new Map<string, Draft>();
    for (const { site, extraction } of pages) {
      for (const draft of extraction.drafts) if (draft.kind === 'message') found.set(`${site}|${draft.key}`, draft);
    }
    expect(found.size).toBe(all.length);
    for (const message of all) {
      const content = found.get(`${message.site}|${message.key}`)?.content;
      if (content?.kind !== 'message') throw new Error(`no message ${message.key}`);
      const { author, sentAt, text, offer } = content.value;
      expect(text).toBe(message.text);
      expect([author, Date.parse(sentAt ?? '')], message.key).toEqual([message.author, Date.parse(message.sentAt)]);
      expect(offer?.substances.map(({ id }) => id) ?? [], text).toEqual(message.offer?.substances ?? []);
      if (message.offer)
        expect(offer?.price && Number(offer.price.amount), text).toBe(Number(message.offer.price.amount));
    }
  });
});

describe('the links that the profiles give', () => {
  it('lead along every listing of a week by rows or vendor pages, with a hint that changes with the price', () => {
    for (const site of marketNames) {
      const hints = new Map<string, string>();
      for (const listing of lab.truth(9).listings.filter((each) => each.site === site)) {
        for (const { week, amount } of listing.prices) {
          const own = pages.filter((page) => page.site === site && page.week === week);
          const links = own
            .flatMap(({ extraction }) => extraction.links)
            .filter((link) => link.page === 'listing' && link.key === listing.key);
          if (own.length === 0) continue;
          expect(links.length, `${site} ${listing.key} in week ${week}`).toBeGreaterThan(0);
          for (const { hint } of links) {
            if (hint === null) continue;
            const known = hints.get(`${listing.key}|${amount}`) ?? hint;
            expect(hint).toBe(known);
            hints.set(`${listing.key}|${amount}`, hint);
          }
        }
      }
    }
  });

  it('leave out everything that acts or leaves', () => {
    for (const { extraction, site } of pages) {
      for (const { url, skip } of extraction.links) {
        const risky =
          /logout|abmelden|cart|basket|warenkorb|order|message|inbox|nachrichten|favorite|report|watch|merken|wallet|action=|join=/i.test(
            url,
          );
        if (risky || !url.startsWith(new URL(lab.address(site)).origin)) expect(skip, url).not.toBeNull();
      }
    }
  });

  it('tell a vanished listing from a living one', () => {
    const missing = pages.filter(({ extraction }) => extraction.page === 'not-found');
    expect(missing.length).toBeGreaterThan(0);
    expect(missing.flatMap(({ extraction }) => extraction.drafts.filter(({ gone }) => !gone))).toEqual([]);
  });
});

describe('the walls of the lab', () => {
  it('are recognised and never read as content', async () => {
    const { client } = await import('./walk.ts');
    const fresh = await startLab({ world });
    const user = client(fresh);
    const state = { login: 'login', captcha: 'captcha', queue: 'queue', ban: 'banned' } as const;
    for (const site of siteNames) {
      for (const kind of wallKinds) {
        fresh.control.wall(site, kind);
        const { page, drafts, profile } = reads(await user.fetch(fresh.address(site)));
        expect([site, page, drafts, profile.split('@')[0]]).toEqual([site, state[kind], [], site]);
      }
    }
    user.close();
    await fresh.close();
  });

  it('include pages of vanished listings, which end the listing', async () => {
    const { client } = await import('./walk.ts');
    const late = await startLab({ world });
    const user = client(late);
    late.control.advance({ week: 9 });
    for (const listing of late.truth().listings.filter(({ open, lastWeek }) => !open && lastWeek < 9)) {
      const page = pages.find(
        ({ site, url, extraction }) =>
          site === listing.site &&
          extraction.drafts.some(({ key, view }) => key === listing.key && view === 'detail') &&
          url,
      );
      if (!page) continue;
      const answer = await user.fetch(page.url);
      const { drafts, page: state } = reads(answer.status === 503 ? await user.fetch(page.url) : answer);
      expect([state, drafts.map(({ gone, key }) => [gone, key])], page.url).toEqual([
        'not-found',
        [[true, listing.key]],
      ]);
    }
    user.close();
    await late.close();
  });
});
