/** Crawls a market of the lab whose sessions end and whose waiting rooms open again and again, with a person who logs in whenever it is asked for. */
import { createWorld } from '../lab/world.ts';
import { finish, readOptions, result } from './report.ts';
import { walledCrawl } from './walled-crawl.ts';

const options = readOptions();
const [logouts, queues] = options.quick ? [8, 4] : [50, 20];
const world = createWorld({ seed: 6, size: options.quick ? 'small' : 'full', weeks: 12 });
const crawl = await walledCrawl(world, {
  sessionPages: options.quick ? 3 : 4,
  logouts,
  queueEvery: options.quick ? 7 : 9,
  queues,
  queueLooks: 3,
});
const { gate } = crawl;
const none = (metric: string, value: number, note: string | null = null) =>
  result(metric, value, 'cases', { target: 0, note });
const some = (found: readonly string[]): string | null => (found.length > 0 ? found.slice(0, 3).join('; ') : null);

finish(
  'walls',
  [
    result('forced logouts', gate.logouts, 'logouts', {
      higherIsBetter: true,
      target: logouts,
      note: `${crawl.turns} turns, ${crawl.requests} requests, ${gate.walls} of them answered by a wall`,
    }),
    result('queue pages met', gate.queues, 'queues', { higherIsBetter: true, target: queues }),
    none('addresses lost, against an undisturbed crawl', crawl.lost.length, some(crawl.lost)),
    none('items missing', crawl.missingItems.length, some(crawl.missingItems)),
    none('items made up', crawl.madeUpItems.length, some(crawl.madeUpItems)),
    none('walls stored as content', crawl.wallsAsContent),
    none('walls not counted, or twice', crawl.miscounted),
    none('logins beyond one for each logout', crawl.extraLogins),
    none('requests to a parked source', crawl.whileParked),
    none('places in the queue lost', gate.lostPlaces),
    none('turns that went on at another address than the one before which they were parked', crawl.elsewhere),
    none('parkings that the operator was not told of once', Math.abs(crawl.notices - crawl.parkings)),
  ],
  options,
);
