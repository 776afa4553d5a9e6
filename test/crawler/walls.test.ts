import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterSight, defaultWallLimits as limits, noWall, type Sight, type WallState } from '../../crawler/walls.ts';
import { walls } from '../../model/observation.ts';

const page: Sight = { kind: 'page' };
const at = (wall: (typeof walls)[number], more: Partial<Extract<Sight, { kind: 'wall' }>> = {}): Sight => ({
  kind: 'wall',
  wall,
  alone: false,
  afterMs: null,
  ...more,
});

/** The actions that a series of answers leads to, one every `everyMs`. */
function actionsOn(sights: readonly Sight[], everyMs = 1_000) {
  let state: WallState = noWall;
  return sights.map((sight, index) => {
    const step = afterSight(state, sight, index * everyMs, limits);
    state = step.state;
    return step;
  });
}
const deeds = (sights: readonly Sight[], everyMs?: number) => actionsOn(sights, everyMs).map(({ action }) => action.do);

describe('walls that only a person opens', () => {
  it.each(['login', 'captcha', 'banned'] as const)('a %s is believed when two pages in a row show one', (wall) => {
    expect(deeds([page, at(wall), page, at(wall), at(wall)])).toEqual(['go on', 'hold', 'go on', 'hold', 'stop']);
    expect(actionsOn([at(wall), at('login')]).at(-1)?.action).toMatchObject({ outcome: 'parked' });
  });

  it('are believed at once where no other page could tell more', () => {
    expect(actionsOn([at('login', { alone: true })])[0]?.action).toMatchObject({ do: 'stop', outcome: 'parked' });
  });
});

describe('a waiting room', () => {
  it('is asked again when the page says so, within bounds', () => {
    const untils = [null, 20_000, 1, 86_400_000].map(
      (afterMs) => actionsOn([at('queue', { afterMs })])[0]?.action as { readonly until: number },
    );
    expect(untils.map(({ until }) => until)).toEqual([30_000, 20_000, 1_000, 300_000]);
  });

  it('that never ends is left after enough looks, or enough time', () => {
    const quick = deeds(Array(70).fill(at('queue', { afterMs: 1_000 })));
    expect(quick.indexOf('stop')).toBe(limits.lineTries);
    const slow = deeds(Array(70).fill(at('queue', { afterMs: 60_000 })), 60_000);
    expect(slow.indexOf('stop')).toBe(limits.lineMs / 60_000);
  });

  it('that lets in is forgotten: the next one has its own time', () => {
    const one = [...Array<Sight>(40).fill(at('queue')), page];
    expect(deeds([...one, ...one], 1)).not.toContain('stop');
  });

  it('may lead to a login, which is judged like any other', () => {
    expect(deeds([at('queue'), at('login'), at('login')])).toEqual(['line', 'hold', 'stop']);
  });
});

describe('too many requests', () => {
  it('double the pauses each time, and good pages win them back', () => {
    const steps = actionsOn([at('rate-limit'), at('rate-limit'), ...Array<Sight>(20).fill(page)]);
    expect(steps.slice(0, 2).map(({ state }) => state.pace)).toEqual([2, 4]);
    const paces = steps.slice(2).map(({ state }) => state.pace);
    expect(paces).toEqual([...paces].sort((a, b) => b - a));
    expect(paces.at(-1)).toBe(1);
  });

  it('end the turn when they do not stop, with the rest that the server asks for', () => {
    const steps = actionsOn(Array(4).fill(at('rate-limit', { afterMs: 7_200_000 })));
    expect(steps.map(({ action }) => action.do)).toEqual(['slow', 'slow', 'slow', 'stop']);
    expect(steps.at(-1)?.action).toMatchObject({ outcome: 'later', afterMs: 7_200_000 });
  });
});

it('maintenance ends the turn for later, never for a person', () => {
  expect(actionsOn([at('maintenance')])[0]?.action).toEqual({ do: 'stop', outcome: 'later', afterMs: 1_800_000 });
});

describe('any series of answers', () => {
  const sight = fc.oneof(
    fc.constant(page),
    fc.record({
      kind: fc.constant('wall' as const),
      wall: fc.constantFrom(...walls),
      alone: fc.boolean(),
      afterMs: fc.option(fc.integer({ min: 0, max: 10_000_000 })),
    }),
  );

  it('takes no wall for a page and no page for a wall, keeps the pace within bounds, and never waits in line for longer than allowed', () => {
    fc.assert(
      fc.property(fc.array(sight, { maxLength: 200 }), fc.integer({ min: 1, max: 100_000 }), (sights, everyMs) => {
        let lineSince: number | null = null;
        for (const [index, { state, action }] of actionsOn(sights, everyMs).entries()) {
          expect(action.do === 'go on').toBe(sights[index]?.kind === 'page');
          expect(state.pace).toBeGreaterThanOrEqual(1);
          expect(state.pace).toBeLessThanOrEqual(limits.slowest);
          lineSince = action.do === 'line' ? (lineSince ?? index * everyMs) : null;
          if (lineSince !== null) expect(index * everyMs - lineSince).toBeLessThanOrEqual(limits.lineMs);
        }
      }),
    );
  });

  it('parks only for what a person can open', () => {
    fc.assert(
      fc.property(fc.array(sight, { maxLength: 60 }), (sights) => {
        for (const [index, { action }] of actionsOn(sights).entries()) {
          const seen = sights[index];
          if (action.do !== 'stop' || seen?.kind !== 'wall') continue;
          expect(action.outcome === 'parked').toBe(['login', 'captcha', 'banned'].includes(seen.wall));
        }
      }),
    );
  });
});
