import { setTimeout as wait } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openSite } from './site.ts';
import { createTurns, ok, page } from './turn-lab.ts';

const paths = Array.from({ length: 12 }, (_, index) => `/item/${index}`);

/** How many items a site was asked for while no page of them was stored yet. */
async function askedMeanwhile(maxInFlight: number): Promise<number> {
  const site = await openSite({
    '/': ok(page('front', paths)),
    ...Object.fromEntries(paths.map((path) => [path, ok(page('item'))])),
  });
  const turns = createTurns(site, { maxInFlight });
  const items = () => site.paths().filter((path) => path.startsWith('/item/')).length;
  const store = Promise.withResolvers<void>();
  const running = turns.run({
    handle: async (exchanges) => {
      if (exchanges[0].url.includes('/item/')) await store.promise;
      return turns.read(exchanges);
    },
  });
  for (let seen = -1; seen < items() || items() === 0; await wait(60)) seen = items();
  const asked = items();
  store.resolve();
  const { outcome } = await running;
  expect([outcome, items()]).toEqual(['complete', paths.length]);
  turns.close();
  await site.close();
  return asked;
}

describe('a page that has answered', () => {
  it('gives its place to the next one while it is stored, but no more pages wait than may be asked for at once', async () => {
    expect(await askedMeanwhile(3)).toBe(6);
  });

  it('is stored before the next one is asked for where one page is asked for at a time', async () => {
    expect(await askedMeanwhile(1)).toBe(1);
  });
});
