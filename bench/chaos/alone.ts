import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { open } from '../../app/open.ts';
import { crawlLoop } from '../../app/worker.ts';
import { weekStart } from '../../lab/calendar.ts';
import type { World } from '../../lab/nouns.ts';
import { startLab } from '../../lab/start.ts';
import { createShiftedClock } from './clock.ts';
import { delayMs, prepare } from './embedded.ts';
import { configOf } from './orders.ts';

const timeMs = 600_000;

/** Seconds that one process with the embedded store takes for the first week of the lab, in real time, two sources at once. */
export async function crawlAlone(world: World): Promise<number> {
  const data = mkdtempSync(join(tmpdir(), 'leadline-scale-'));
  const lab = await startLab({ world, delayMs });
  const clock = createShiftedClock(weekStart(1) - Date.now());
  const servers = { node: 'http://127.0.0.1:9', redis: 'redis://127.0.0.1:9', receiver: 'http://127.0.0.1:9/' };
  const config = { ...configOf({ data, proxy: lab.socksUrl, ...servers }), storage: 'embedded' as const };
  const opened = await open({ config, clock, reading: 'direct' });
  const ending = new AbortController();
  try {
    await prepare(opened, lab, []);
    const began = performance.now();
    const crawling = crawlLoop(opened, { config, signal: ending.signal, log: () => undefined });
    const isDone = async () =>
      (await opened.parts.storage.turns.count({ outcome: 'complete' })) >= lab.sources().length;
    while (!(await isDone())) {
      if (performance.now() - began > timeMs) throw new Error('the sources come to no end');
      await clock.sleep(100);
    }
    const seconds = (performance.now() - began) / 1_000;
    ending.abort(new Error('done'));
    await crawling;
    return seconds;
  } finally {
    ending.abort(new Error('done'));
    await opened.close();
    await lab.close();
    rmSync(data, { recursive: true, force: true });
  }
}
