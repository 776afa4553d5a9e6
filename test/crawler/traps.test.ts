import { describe, expect, it } from 'vitest';
import { calendarMonth, createTraps, defaultTrapLimits, patternOf, trapOf } from '../../crawler/traps.ts';

const now = Date.UTC(2026, 5, 1);
const at = (path: string) => `http://aaa.onion${path}`;
const trap = (path: string, depth = 1) => trapOf(at(path), depth, now, defaultTrapLimits);

describe('an address by itself', () => {
  it('is a trap when its path repeats', () => {
    expect(trap('/a/b/a/b/a/b')).toBe('trap: repeating path');
    expect(trap('/x/forum/forum/forum')).toBe('trap: repeating path');
    expect(trap('/a/b/a/b')).toBeNull();
    expect(trap('/2026/05/05/x')).toBeNull();
  });

  it('is a trap when it is too deep, too long, or has too many parameters', () => {
    expect(trap('/a', 17)).toBe('trap: too deep');
    expect(trap(`/${'ab1'.repeat(400)}`)).toBe('trap: address too long');
    expect(trap(`/?${Array.from({ length: 13 }, (_, index) => `p${index}=1`).join('&')}`)).toBe(
      'trap: too many parameters',
    );
  });

  it('is a trap when it shows a month that nobody can have written about', () => {
    expect(trap('/calendar?year=2027&month=3')).toBe('trap: calendar');
    expect(trap('/events/2031/01')).toBe('trap: calendar');
    expect(trap('/calendar?year=2026&month=6')).toBeNull();
    expect(trap('/archive/2024-11/')).toBeNull();
    expect(calendarMonth(at('/x?date=2026-02-11'))).toBe(Date.UTC(2026, 1));
  });
});

describe('the pattern of an address', () => {
  it('leaves out numbers, tokens and values', () => {
    expect(patternOf(at('/item/88?b=1&a=x'))).toBe('/item/#?a&b');
    expect(patternOf(at('/p/0123456789abcdef0123'))).toBe('/p/*');
  });
});

describe('a site without end', () => {
  const offered = (limits: object, urls: readonly string[], known = false) => {
    const traps = createTraps({ ...defaultTrapLimits, ...limits });
    return urls.map((url) => traps.check(at(url), 1, now, known));
  };
  const many = (count: number, path: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => path(index));

  it('ends when one pattern has too many addresses, later where a profile vouches for it', () => {
    const urls = many(8, (index) => `/x/${index}`);
    expect(offered({ perPattern: 5 }, urls).slice(4)).toEqual([
      null,
      ...Array(3).fill('trap: too many addresses of one pattern'),
    ]);
    expect(offered({ perPattern: 5 }, urls, true)).toEqual(Array(8).fill(null));
  });

  it('ends when a path has ever-new parameters', () => {
    const urls = many(5, (index) => `/x?${'abcdefgh'[index]}=1`);
    expect(offered({ parameterSets: 3 }, urls)).toEqual([
      null,
      null,
      null,
      'trap: ever-new parameters',
      'trap: ever-new parameters',
    ]);
  });

  it('ends when a calendar goes back for ever', () => {
    const urls = many(6, (index) => `/calendar?year=${2020 - index}&month=1`);
    expect(offered({ calendarPages: 4 }, urls).filter((reason) => reason === 'trap: calendar')).toHaveLength(2);
  });

  it('counts what earlier turns found', () => {
    const traps = createTraps({ ...defaultTrapLimits, perPattern: 2 });
    traps.count(at('/x/1'));
    traps.count(at('/x/2'));
    expect(traps.check(at('/x/3'), 1, now, false)).toBe('trap: too many addresses of one pattern');
  });
});
