import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDecider } from '../../alerts/decide.ts';
import { visit } from '../../app/collect.ts';
import { createVirtualClock } from '../../app/demo/clock.ts';
import { labSource } from '../../app/demo/lab-source.ts';
import { open } from '../../app/open.ts';
import { configSchema } from '../../config/schema.ts';
import { createJar } from '../../crawler/fetch/cookies.ts';
import { createHttpFetch } from '../../crawler/fetch/http.ts';
import type { Frontier, FrontierOptions } from '../../crawler/frontier.ts';
import { weekStart } from '../../lab/calendar.ts';
import { type MarketName, marketNames, type World } from '../../lab/nouns.ts';
import { createRandom } from '../../lab/random.ts';
import { startLab } from '../../lab/start.ts';
import type { Item } from '../../model/item.ts';
import type { Source } from '../../model/source.ts';

const day = 86_400_000;

/** The known addresses that a source may be asked for in a week, as a share; null: no budget. */
export interface RunOptions {
  readonly world: World;
  readonly markets?: readonly MarketName[];
  readonly weeks: number;
  readonly share: number | null;
  /** How the next address is chosen; the crawler's own way when absent. */
  readonly plan?: (options: FrontierOptions) => Frontier;
}

export interface Run {
  readonly items: readonly Item[];
  /** Requests after the first crawl. */
  readonly requests: number;
  /** The budgets of a day, by source. */
  readonly perDay: Readonly<Record<string, number>>;
  /** What visits by lot told. */
  readonly lot: { readonly visits: number; readonly changed: number };
}

/** Reads markets of the lab whole at the beginning, then once a day, at noon, within a budget. */
export async function crawlDaily({ world, markets = marketNames, weeks, share, plan }: RunOptions): Promise<Run> {
  const data = mkdtempSync(join(tmpdir(), 'leadline-recrawl-'));
  const lab = await startLab({ world });
  const clock = createVirtualClock(weekStart(1));
  const random = createRandom(`${world.seed}|recrawl`);
  const config = { ...configSchema.parse({ data, proxy: lab.socksUrl }), receivers: {}, data, file: null };
  const opened = await open({
    config: { ...config, sites: join(data, 'sites'), sources: join(data, 'sources') },
    clock,
    rates: lab.rates(),
    random: () => random.next(),
    reading: 'direct',
  });
  const { storage } = opened.parts;
  const fetch = createHttpFetch({ proxy: lab.socksUrl, clock });
  const decider = createDecider([], () => {
    throw new Error('there are no subscriptions');
  });
  const turn = (source: Source) =>
    visit(opened.parts, source, {
      fetch,
      cookies: createJar(),
      decider,
      secret: 'bench',
      random: () => random.next(),
      ...(plan ? { plan } : {}),
    });
  try {
    const sources = lab
      .sources()
      .filter(({ id }) => markets.some((market) => market === id))
      .map((site): Source => ({ ...labSource(site), everyMs: day }));
    for (const source of sources) await opened.operations.addSource(source);
    clock.moveTo(weekStart(1) + day / 2);
    lab.control.advance({ ms: clock.now() });
    await Promise.all(sources.map(turn));
    const perDay: Record<string, number> = {};
    for (const { id } of sources) {
      const known = await storage.urls.count({ source: id, state: { in: ['captured', 'unchanged'] } });
      if (share !== null) perDay[id] = Math.max(1, Math.round((share * known) / 7));
    }
    const first = lab.log().length;
    let lot = { visits: 0, changed: 0 };
    for (let at = weekStart(1) + 1.5 * day; at < weekStart(weeks + 1); at += day) {
      clock.moveTo(at);
      lab.control.advance({ ms: at });
      await Promise.all(
        sources.map(async (source) => {
          const pagesPerDay = perDay[source.id] ?? null;
          await turn({ ...source, politeness: { ...source.politeness, pagesPerDay } });
        }),
      );
    }
    for await (const each of storage.turns.each())
      lot = { visits: lot.visits + (each.lot?.visits ?? 0), changed: lot.changed + (each.lot?.changed ?? 0) };
    const items: Item[] = [];
    for await (const item of storage.items.each()) items.push(item);
    return { items, requests: lab.log().length - first, perDay, lot };
  } finally {
    fetch.close();
    await opened.close();
    await lab.close();
    rmSync(data, { recursive: true, force: true });
  }
}
