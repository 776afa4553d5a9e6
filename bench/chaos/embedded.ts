import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVirtualClock } from '../../app/demo/clock.ts';
import { labSource } from '../../app/demo/lab-source.ts';
import { type Opened, open } from '../../app/open.ts';
import { configSchema } from '../../config/schema.ts';
import { weekStart } from '../../lab/calendar.ts';
import type { World } from '../../lab/nouns.ts';
import { createRandom } from '../../lab/random.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { politenessSchema } from '../../model/source.ts';
import { type Collected, collect } from './collected.ts';

export const politeness = politenessSchema.parse({ minIntervalMs: 150, jitter: 0.5, maxInFlight: 2 });

/** How long each answer of the lab takes. */
export const delayMs = 20;

/** The sources of the lab, and one alert that everything fires. */
export async function prepare(opened: Opened, lab: Lab, notify: readonly string[]): Promise<void> {
  for (const site of lab.sources()) await opened.operations.addSource({ ...labSource(site), politeness });
  await opened.leadline.subscribe({ name: 'all', query: '*', on: ['first-seen', 'price', 'gone'], notify });
}

/** What one undisturbed process collects of the same weeks into the embedded store. */
export async function collectEmbedded(world: World, weeks: number): Promise<Collected> {
  const data = mkdtempSync(join(tmpdir(), 'leadline-chaos-embedded-'));
  const lab = await startLab({ world });
  const clock = createVirtualClock(weekStart(1));
  const random = createRandom('chaos');
  const config = {
    ...configSchema.parse({ data, proxy: lab.socksUrl }),
    data,
    file: null,
    sites: join(data, 'sites'),
    sources: join(data, 'sources'),
  };
  const opened = await open({ config, clock, random: () => random.next(), reading: 'direct' });
  try {
    await prepare(opened, lab, []);
    for (let week = 1; week <= weeks; week++) {
      lab.control.advance({ week });
      clock.moveTo(weekStart(week));
      await Promise.all(lab.sources().map(({ id }) => opened.operations.visit(id)));
    }
    return await collect(opened);
  } finally {
    await opened.close();
    await lab.close();
    rmSync(data, { recursive: true, force: true });
  }
}
