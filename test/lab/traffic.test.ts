import { describe, expect, it } from 'vitest';
import { judgeTraffic } from '../../bench/chaos/traffic.ts';
import type { SocksRecord } from '../../lab/calls.ts';

const request = (ms: number, more: Partial<SocksRecord> = {}): SocksRecord => ({
  at: new Date(ms + 5).toISOString(),
  began: new Date(ms).toISOString(),
  client: '127.16.0.1',
  atyp: 3,
  host: 'a.onion',
  port: 80,
  user: 'circuit',
  password: 'a',
  site: 'halyard',
  method: 'GET',
  path: '/',
  status: 200,
  cookie: null,
  inFlight: 1,
  refused: null,
  ...more,
});
const paced = (count: number, more: (at: number) => Partial<SocksRecord> = () => ({})): SocksRecord[] =>
  Array.from({ length: count }, (_, at) => request(1_000 + at * 100, more(at)));
const judge = (log: readonly SocksRecord[]) => judgeTraffic(log, { minIntervalMs: 100 }, 5_000);

describe('what the log of the lab tells of several workers', () => {
  it('is nothing bad when a source goes from one to another at the pace', () => {
    const log = paced(40, (at) => ({ client: at < 20 ? '127.16.0.1' : '127.17.0.2' }));
    expect(judge(log)).toMatchObject({ requests: 40, overlaps: [], hurried: [], mixedIdentities: [], mostInFlight: 1 });
  });

  it('is an overlap when one comes within the turn of another, in whatever order the requests ended', () => {
    const log = paced(10, (at) => ({ client: at === 4 ? '127.17.0.2' : '127.16.0.1' })).reverse();
    expect(judge(log).overlaps).toEqual([expect.stringContaining('127.17.0.2 within the turn of 127.16.0.1')]);
    expect(judge(paced(10, (at) => ({ client: `127.16.0.${at % 2}` }))).overlaps.length).toBe(8);
  });

  it('is no overlap when a source comes back to the first after the time that this takes', () => {
    const log = [request(0), request(6_000, { client: '127.17.0.2' }), request(12_000)];
    expect(judge(log).overlaps).toEqual([]);
  });

  it('is haste when two at their pace are together too fast, though each source may have its own', () => {
    const both = [...paced(20), ...paced(20).map((each) => ({ ...each, client: '127.17.0.2' }))];
    expect(judge(both).hurried.length).toBeGreaterThan(0);
    const apart = [...paced(20), ...paced(20, () => ({ site: 'fathom', user: 'circuit', password: 'b' }))];
    expect(judge(apart)).toMatchObject({ hurried: [], mixedIdentities: [] });
  });

  it('is a mixed identity when a source has two, none, or that of another', () => {
    expect(judge(paced(4, (at) => ({ password: `${at % 2}` }))).mixedIdentities).toEqual(['halyard: 2']);
    expect(judge(paced(4, () => ({ user: null, password: null }))).mixedIdentities).toEqual(['halyard: 1']);
    expect(judge([...paced(4), ...paced(4, () => ({ site: 'fathom' }))]).mixedIdentities).toHaveLength(2);
  });
});
