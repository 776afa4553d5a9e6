import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate, quietUntil } from '../../crawler/politeness.ts';
import { backoffMs, defaultRetry, retryAfterMs, waitAfter } from '../../crawler/retry.ts';
import { TryLater } from '../../model/errors.ts';
import { type Politeness, politenessSchema } from '../../model/source.ts';
import { createTestClock } from './site.ts';

const noon = Date.UTC(2026, 5, 1, 12);
const polite = (more: Partial<Politeness>): Politeness => ({ ...politenessSchema.parse({}), ...more });

function open(more: Partial<Politeness>, random = () => 0) {
  const clock = createTestClock(noon);
  return { clock, gate: createGate({ politeness: polite(more), clock, random }) };
}

describe('the gate of a source', () => {
  it('keeps the interval between starts, whatever jitter says', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 3, maxLength: 8 }),
        async (draws) => {
          let draw = 0;
          const { clock, gate } = open({ minIntervalMs: 1_000, jitter: 0.5 }, () => draws[draw++ % draws.length] ?? 0);
          const starts: number[] = [];
          for (let page = 0; page < 6; page += 1) {
            await gate.enter();
            starts.push(clock.now());
            gate.leave();
          }
          const pauses = starts.slice(1).map((at, index) => at - (starts[index] ?? 0));
          expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000);
          expect(Math.max(...pauses)).toBeLessThanOrEqual(1_500);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('lets no more in than its places', async () => {
    const { gate } = open({ minIntervalMs: 0, maxInFlight: 2 });
    await gate.enter();
    await gate.enter();
    let third = false;
    const waiting = gate.enter().then(() => {
      third = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(third).toBe(false);
    gate.leave();
    await waiting;
    expect(third).toBe(true);
  });

  it('ends a turn when its pages are used up', async () => {
    const { gate } = open({ minIntervalMs: 0, pagesPerTurn: 2 });
    const kinds: string[] = [];
    for (let page = 0; page < 3; page += 1) {
      const admission = await gate.enter();
      kinds.push(admission.kind);
      if (admission.kind === 'go') gate.leave();
    }
    expect(kinds).toEqual(['go', 'go', 'spent']);
  });

  it('stays shut during quiet hours and says until when', async () => {
    const { gate } = open({ quietHours: { from: 11, to: 14 } });
    expect(await gate.enter()).toEqual({ kind: 'quiet', until: Date.UTC(2026, 5, 1, 14) });
  });

  it('rests when the server asks for it', async () => {
    const { clock, gate } = open({ minIntervalMs: 10, jitter: 0 });
    await gate.enter();
    gate.leave();
    gate.rest(60_000);
    await gate.enter();
    expect(clock.now() - noon).toBe(60_000);
  });

  it('stops waiting when the turn is stopped, and gives the place back', async () => {
    const { gate } = open({ minIntervalMs: 1_000 });
    const stop = new AbortController();
    stop.abort(new Error('stop'));
    await expect(gate.enter(stop.signal)).rejects.toThrow('stop');
    expect((await gate.enter()).kind).toBe('go');
  });
});

describe('quiet hours', () => {
  const at = (hour: number, minute = 0) => Date.UTC(2026, 5, 1, hour, minute);
  it('may wrap midnight', () => {
    expect(quietUntil({ from: 22, to: 5 }, at(23, 30))).toBe(Date.UTC(2026, 5, 2, 5));
    expect(quietUntil({ from: 22, to: 5 }, at(4, 59))).toBe(at(5));
    expect(quietUntil({ from: 22, to: 5 }, at(5))).toBeNull();
    expect(quietUntil({ from: 3, to: 3 }, at(3))).toBeNull();
    expect(quietUntil(null, at(3))).toBeNull();
  });
});

describe('waiting after a failure', () => {
  it('never shrinks and never passes the cap', () => {
    const draws = fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(draws, (numbers) => {
        const waits = numbers.map((number, index) => backoffMs(index + 1, defaultRetry, () => number));
        const belowCap = waits.filter((_, index) => defaultRetry.baseMs * 2 ** index <= defaultRetry.capMs);
        expect(belowCap).toEqual([...belowCap].sort((a, b) => a - b));
        expect(Math.min(...waits)).toBeGreaterThan(0);
        expect(Math.max(...waits)).toBeLessThanOrEqual(defaultRetry.capMs);
      }),
    );
  });

  it('honours a sane Retry-After and ignores every other', () => {
    expect(retryAfterMs('120', noon)).toBe(120_000);
    expect(retryAfterMs('Mon, 01 Jun 2026 12:05:00 GMT', noon)).toBe(300_000);
    for (const value of ['-5', '0', '86401', 'soon', '', null, 'Mon, 01 Jun 2026 11:00:00 GMT', 'NaN', '1e9']) {
      expect(retryAfterMs(value, noon)).toBeNull();
    }
  });

  it('is the longer of our own step and the wish of the server', () => {
    const wait = (afterMs: number | null) =>
      waitAfter(new TryLater('http-status', 'HTTP 429', { afterMs }), 1, defaultRetry, () => 0);
    expect([wait(null), wait(1), wait(60_000)]).toEqual([2_500, 2_500, 60_000]);
  });
});
