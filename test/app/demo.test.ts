import { describe, expect, it } from 'vitest';
import { runDemo } from '../../app/demo/run.ts';
import { temporaryFolder } from './harness.ts';

describe('the demo', () => {
  it('finds all that the lab ever showed, right in every field, with exact alerts and no leak', {
    timeout: 120_000,
  }, async () => {
    const folder = temporaryFolder();
    const demo = await runDemo({ data: folder.path, weeks: 11, seed: 2, size: 'small' });
    const { summary } = demo;
    await demo.close();
    folder.remove();
    expect(summary.wrong).toEqual([]);
    expect({ listings: summary.listings, vendors: summary.vendors, messages: summary.messages }).toEqual(
      summary.expected,
    );
    expect(summary.fieldF1).toEqual({ title: 1, vendor: 1, price: 1, quantity: 1, shipsFrom: 1 });
    expect(summary.alerts.recorded).toBe(summary.alerts.expected);
    expect(summary.alerts.delivered).toBe(summary.alerts.expected);
    expect(summary.alerts.expected).toBeGreaterThan(0);
    expect(summary.leaks).toEqual({ byAddress: 0, clearnet: 0 });
    expect(Object.keys(summary.requests)).toEqual(['GET']);
  });
});
