import { join } from 'node:path';
import type { TurnTimes } from '../../app/storage.ts';
import type { LoadedConfig } from '../../config/load.ts';
import { configSchema } from '../../config/schema.ts';

/** What a worker process is told on its command line. */
export interface Orders {
  readonly data: string;
  readonly node: string;
  readonly redis: string;
  readonly proxy: string;
  readonly receiver: string;
  readonly shift: number;
}

/** Long enough for a machine that is busy, short enough for a run of minutes. A death is ours here, and no reason to give a source up. */
export const turnTimes: TurnTimes = {
  lockMs: 5_000,
  stalledMs: 1_500,
  reconcileMs: 3_000,
  leaseMs: 20_000,
  mostDeaths: 1_000,
};

/** The configuration of every process of a run. */
export const configOf = ({ data, node, redis, proxy, receiver }: Omit<Orders, 'shift'>): LoadedConfig => ({
  ...configSchema.parse({
    data,
    proxy,
    storage: 'distributed',
    elastic: { node, prefix: 'chaos' },
    redis: { url: redis },
    receivers: { team: { webhook: { url: receiver, secret: 'whsec_bGVhZGxpbmUtZGVtbw==' } } },
    crawl: { workers: 2 },
  }),
  data,
  file: null,
  sites: join(data, 'sites'),
  sources: join(data, 'sources'),
});
