import { beforeAll, describe, expect, it } from 'vitest';
import { type WalledCrawl, walledCrawl } from '../../bench/walled-crawl.ts';
import { createWorld } from '../../lab/world.ts';

const world = createWorld({ seed: 6, size: 'small', weeks: 12 });

/** What no wall may cost. */
const nothing = {
  lost: [],
  missingItems: [],
  madeUpItems: [],
  wallsAsContent: 0,
  miscounted: 0,
  extraLogins: 0,
  whileParked: 0,
  elsewhere: 0,
};

describe('a crawl of a market whose sessions end and whose waiting rooms open again and again', () => {
  let crawl: WalledCrawl;
  beforeAll(async () => {
    crawl = await walledCrawl(world, { sessionPages: 3, logouts: 8, queueEvery: 7, queues: 4, queueLooks: 3 });
  });

  it('loses no address, takes no wall for content, and counts each wall once', () => {
    expect(crawl).toMatchObject(nothing);
    expect(crawl.gate).toMatchObject({ logouts: 8, queues: 4 });
  });

  it('asks for one login each time, tells the operator once each time, and stays away meanwhile', () => {
    expect(crawl.notices).toBe(crawl.parkings);
    expect(crawl.parkings).toBe(8);
  });

  it('keeps every place in the queue', () => {
    expect(crawl.gate.lostPlaces).toBe(0);
  });
});

it('a captcha on every third answer costs requests and nothing else', async () => {
  const crawl = await walledCrawl(world, { captchaEvery: 3 });
  expect(crawl).toMatchObject({ ...nothing, parkings: 0 });
  expect(crawl.gate.walls).toBeGreaterThan(5);
});
