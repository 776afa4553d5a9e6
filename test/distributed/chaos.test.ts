import { describe, expect, it } from 'vitest';
import { runChaos } from '../../bench/chaos/run.ts';

describe('four worker processes on one Redis and one Elasticsearch', () => {
  it('collect what one undisturbed process does, politely and each source by one at a time, while all of them are killed', {
    timeout: 300_000,
  }, async () => {
    const said: string[] = [];
    const report = await runChaos({
      strikes: { worker: 4, redis: 1, elastic: 1, flush: 1 },
      gapMs: [500, 1_500],
      workers: 4,
      size: 'small',
      weeks: [1, 2],
      seed: 7,
      keep: false,
      log: (line) => said.push(line),
    });
    expect(report, said.join('\n')).toMatchObject({
      lost: [],
      doubled: [],
      different: [],
      alertsLost: [],
      alertsMadeUp: [],
      undelivered: [],
      archiveProblems: [],
      traffic: { overlaps: [], hurried: [], mixedIdentities: [] },
    });
    expect(report.made).toEqual({ worker: 4, redis: 1, elastic: 1, flush: 1 });
    expect(report.items).toBeGreaterThan(50);
    expect(report.alerts).toBeGreaterThanOrEqual(report.items);
    expect(report.traffic.mostInFlight).toBeLessThanOrEqual(2);
  });
});
