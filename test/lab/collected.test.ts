import { describe, expect, it } from 'vitest';
import { type Collected, compare } from '../../bench/chaos/collected.ts';

const collected = (items: readonly (readonly [string, string[]])[], alerts: readonly string[]): Collected => ({
  items: new Map(items),
  alerts: new Set(alerts),
});
const wanted = collected(
  [
    ['a', ['1']],
    ['b', ['2']],
  ],
  ['x', 'y'],
);
const differences = (made: Collected) => {
  const { items: _, alerts: __, ...rest } = compare(made, wanted);
  return Object.entries(rest).flatMap(([name, found]) => (found.length > 0 ? [name] : []));
};

describe('what a disturbed run came to', () => {
  it('is the same as what was wanted, or tells in which way it is not', () => {
    expect(differences(wanted)).toEqual([]);
    expect(differences(collected([['a', ['1']]], ['x', 'y']))).toEqual(['lost']);
    expect(
      differences(
        collected(
          [
            ['a', ['1', '1']],
            ['b', ['2']],
          ],
          ['x', 'y'],
        ),
      ),
    ).toEqual(['doubled']);
    expect(
      differences(
        collected(
          [...wanted.items, ['c', ['3']]].map(([k, v]) => [String(k), [...v]] as const),
          ['x', 'y'],
        ),
      ),
    ).toEqual(['doubled']);
    expect(
      differences(
        collected(
          [
            ['a', ['1']],
            ['b', ['other']],
          ],
          ['x', 'y'],
        ),
      ),
    ).toEqual(['different']);
    expect(
      differences(
        collected(
          [
            ['a', ['1']],
            ['b', ['2']],
          ],
          ['x'],
        ),
      ),
    ).toEqual(['alertsLost']);
    expect(
      differences(
        collected(
          [
            ['a', ['1']],
            ['b', ['2']],
          ],
          ['x', 'y', 'z'],
        ),
      ),
    ).toEqual(['alertsMadeUp']);
  });
});
