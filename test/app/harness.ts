import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVirtualClock, type VirtualClock } from '../../app/demo/clock.ts';
import { type Opened, open } from '../../app/open.ts';
import type { StepName } from '../../app/parts.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { configSchema } from '../../config/schema.ts';
import { weekStart } from '../../lab/calendar.ts';
import { createRandom } from '../../lab/random.ts';
import type { Rates } from '../../model/money.ts';

export const temporaryFolder = (): { readonly path: string; remove(): void } => {
  const path = mkdtempSync(join(tmpdir(), 'leadline-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

export const testConfig = (
  data: string,
  proxy: string | null,
  receivers: LoadedConfig['receivers'] = {},
  operators: readonly string[] = [],
): LoadedConfig => ({
  ...configSchema.parse({ data, proxy, operators }),
  receivers,
  data,
  file: null,
  sites: join(data, 'sites'),
  sources: join(data, 'sources'),
});

export interface TestLeadline extends Opened {
  readonly clock: VirtualClock;
}

export async function openTest(options: {
  readonly data: string;
  readonly proxy: string | null;
  readonly receivers?: LoadedConfig['receivers'];
  readonly operators?: readonly string[];
  readonly start?: number;
  readonly rates?: Rates;
  readonly step?: (name: StepName) => void;
}): Promise<TestLeadline> {
  const clock = createVirtualClock(options.start ?? weekStart(1));
  const random = createRandom('test');
  const opened = await open({
    config: testConfig(options.data, options.proxy, options.receivers, options.operators),
    clock,
    random: () => random.next(),
    reading: 'direct',
    ...(options.rates ? { rates: options.rates } : {}),
    ...(options.step ? { step: options.step } : {}),
  });
  return { ...opened, clock };
}

/** Every item as stored, by id, for comparing two stores byte for byte. */
export async function allItems({ parts }: Opened): Promise<readonly string[]> {
  const items: string[] = [];
  for await (const item of parts.storage.items.each()) items.push(JSON.stringify(item));
  return items.sort();
}
