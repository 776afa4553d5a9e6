import { describe, expect, it } from 'vitest';
import { patiently, type WayOut } from '../../app/way-out.ts';
import type { Fetch } from '../../crawler/fetch/http.ts';
import { type ErrorCode, TryLater } from '../../model/errors.ts';
import { codeOf } from '../crawler/site.ts';

const ready = {
  kind: 'ready' as const,
  bootstrap: { percent: 100, doing: 'Done', trouble: null },
  reason: null,
  restarts: 0,
  pid: 1,
};
const wayOut = (more: Partial<WayOut> = {}): WayOut => ({
  proxy: async () => 'socks5h://127.0.0.1:1',
  ready: async () => undefined,
  state: () => ready,
  isStranded: async () => false,
  close: async () => undefined,
  ...more,
});
const request = { source: 'a', url: 'http://a.onion/', identity: { user: 'u', password: 'p' } };
const failing =
  (code: ErrorCode, calls: { count: number }): Fetch =>
  async () => {
    calls.count += 1;
    throw new TryLater(code, 'it failed');
  };

describe('a fetch that waits for Tor', () => {
  it('blames no site while Tor is connected to no relay', async () => {
    for (const code of ['fetch-timeout', 'host-unreachable', 'onion-descriptor', 'onion-unreachable'] as const) {
      const fetch = failing(code, { count: 0 });
      expect(await codeOf(patiently(fetch, wayOut())(request))).toBe(code);
      expect(await codeOf(patiently(fetch, wayOut({ isStranded: async () => true }))(request))).toBe('proxy-down');
    }
  });

  it('is tried again after Tor was away, and not when the proxy is another program', async () => {
    const calls = { count: 0 };
    expect(await codeOf(patiently(failing('proxy-down', calls), wayOut())(request))).toBe('proxy-down');
    expect(calls.count).toBe(4);
    calls.count = 0;
    expect(await codeOf(patiently(failing('proxy-down', calls), wayOut({ state: () => null }))(request))).toBe(
      'proxy-down',
    );
    expect(calls.count).toBe(1);
  });

  it('keeps the turn waiting when Tor does not get ready, as when it is down', async () => {
    const stuck = async () => Promise.reject(new TryLater('tor-stuck', 'Tor is at 14 %'));
    const calls = { count: 0 };
    expect(await codeOf(patiently(failing('fetch-timeout', calls), wayOut({ ready: stuck }))(request))).toBe(
      'proxy-down',
    );
    expect(calls.count).toBe(0);
  });
});
