import { describe, expect, it } from 'vitest';
import { afterFailure, afterGood, inOrderOfUse, medianFirstByte, newMirror } from '../../crawler/mirrors/health.ts';
import { openMirrors } from '../../crawler/mirrors/mirrors.ts';
import { GiveUp, TryLater } from '../../model/errors.ts';

const [first, second, third] = ['a', 'b', 'c'].map((letter) => `http://${letter.repeat(56)}.onion/`);
if (!first || !second || !third) throw new Error('three addresses');
const source = { id: 'bazaar', addresses: [first, second, third] };
const now = Date.UTC(2026, 5, 1);
const minute = 60_000;
const unreachable = new TryLater('host-unreachable', 'gone');
const slow = new TryLater('fetch-timeout', 'slow');

describe('the health of an address', () => {
  it('rests after a failure, twice as long after each further one, and never longer than a day', () => {
    let mirror = newMirror('bazaar', first);
    const rests: number[] = [];
    for (let times = 0; times < 12; times += 1) {
      mirror = afterFailure(mirror, 'host-unreachable', now);
      rests.push((Date.parse(mirror.restUntil ?? '') - now) / minute);
    }
    expect(rests.slice(0, 4)).toEqual([5, 10, 20, 40]);
    expect(rests.at(-1)).toBe(24 * 60);
    expect(mirror).toMatchObject({ failuresInARow: 12, lastFailure: 'host-unreachable' });
    expect(afterGood(mirror, now + 1, 80)).toMatchObject({ failuresInARow: 0, restUntil: null, firstByteMs: [80] });
  });

  it('keeps the median of the last answers', () => {
    let mirror = newMirror('bazaar', first);
    expect(medianFirstByte(mirror)).toBeNull();
    for (const ms of [900, 100, 300]) mirror = afterGood(mirror, now, ms);
    expect(medianFirstByte(mirror)).toBe(300);
    mirror = afterGood(mirror, now, 500);
    expect(medianFirstByte(mirror)).toBe(400);
    for (let times = 0; times < 50; times += 1) mirror = afterGood(mirror, now, 10);
    expect(mirror.firstByteMs).toHaveLength(21);
  });

  it('decides the order: most recently good, then as the file says, then those that rest, and none that served another site', () => {
    const good = (address: string, ago: number) => afterGood(newMirror('bazaar', address), now - ago, null);
    const order = (mirrors: Parameters<typeof inOrderOfUse>[0]) =>
      inOrderOfUse(mirrors, now).map(({ address }) => address[7]);
    expect(order([newMirror('bazaar', first), good(second, 2 * minute), good(third, minute)])).toEqual(['c', 'b', 'a']);
    expect(order([afterFailure(good(first, 0), 'fetch-timeout', now), newMirror('bazaar', second)])).toEqual([
      'b',
      'a',
    ]);
    expect(order([{ ...good(first, 0), standing: 'other-site' }, newMirror('bazaar', second)])).toEqual(['b']);
    expect(order([{ ...good(first, 0), standing: 'lost' }, newMirror('bazaar', second)])).toEqual(['b', 'a']);
  });
});

describe('the addresses of a source', () => {
  it('give way to the next one when a host cannot be reached, at once, and when it is slow twice', () => {
    const mirrors = openMirrors({ source, known: [], now });
    expect(mirrors.urlOf(`${first}item/1?x=2`)).toBe(`${first}item/1?x=2`);
    mirrors.failed(`${first}item/1`, unreachable, now);
    expect(mirrors.urlOf(`${first}item/1?x=2`)).toBe(`${second}item/1?x=2`);
    mirrors.failed(`${second}item/1`, slow, now);
    expect(mirrors.urlOf(`${first}item/1`)).toBe(`${second}item/1`);
    mirrors.failed(`${second}item/1`, slow, now);
    expect(mirrors.urlOf(`${first}item/1`)).toBe(`${third}item/1`);
  });

  it('stay for faults of the proxy and of single pages', () => {
    const mirrors = openMirrors({ source, known: [], now });
    for (const error of [
      new TryLater('proxy-down', 'x'),
      new GiveUp('body-too-large', 'x'),
      new TryLater('stopped', 'x'),
    ])
      for (let times = 0; times < 5; times += 1) mirrors.failed(first, error, now);
    expect(mirrors.urlOf(first)).toBe(first);
    expect(mirrors.drain()).toEqual([]);
  });

  it('are tried again, the one whose rest ends first, when all of them fail', () => {
    const mirrors = openMirrors({ source, known: [], now });
    for (const [minutes, address] of [first, second, third].entries())
      mirrors.failed(address, unreachable, now + minutes * minute);
    expect(mirrors.urlOf(third)).toBe(first);
    expect(mirrors.isSpent()).toBe(false);
  });

  it('begin the next turn with the one that was good last', () => {
    const before = openMirrors({ source, known: [], now });
    before.failed(first, unreachable, now);
    before.good(`${second}x`, 120, now + 1);
    const after = openMirrors({ source, known: before.drain(), now: now + 30 * minute });
    expect(after.urlOf(first)).toBe(second);
  });

  it('stay where a session is known, however dead that one is', () => {
    const mirrors = openMirrors({ source, known: [], now, hasSession: (address) => address === second });
    expect(mirrors.urlOf(`${first}x`)).toBe(`${second}x`);
    mirrors.failed(second, unreachable, now);
    expect(mirrors.urlOf(`${first}x`)).toBe(`${second}x`);
  });

  it('never use one again that served another site, and are spent when none is left', () => {
    const mirrors = openMirrors({ source: { id: 'bazaar', addresses: [first, second] }, known: [], now });
    mirrors.refuse(`${first}x`, 'another market', now);
    expect(mirrors.urlOf(`${first}x`)).toBe(`${second}x`);
    mirrors.refuse(`${second}x`, 'another market', now);
    expect(mirrors.isSpent()).toBe(true);
  });

  it('of a source with one address change nothing but its health', () => {
    const mirrors = openMirrors({ source: { id: 'bazaar', addresses: [first] }, known: [], now });
    mirrors.failed(first, unreachable, now);
    expect(mirrors.urlOf(`${first}x`)).toBe(`${first}x`);
    expect(mirrors.drain()).toMatchObject([{ address: first, failuresInARow: 1 }]);
  });
});
