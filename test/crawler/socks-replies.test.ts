import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpFetch } from '../../crawler/fetch/http.ts';
import { identityOf } from '../../crawler/fetch/identity.ts';
import { cannotReach } from '../../crawler/fetch/socks.ts';
import { GiveUp, LeadlineError, NeedsOperator, TryLater } from '../../model/errors.ts';
import { createTestClock } from './site.ts';

const identity = identityOf('bazaar', null, 'secret');
const closing: (() => unknown)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** A SOCKS server that says what it is told to, step by step. */
async function openProxy(serve: (socket: Socket, step: number) => void): Promise<string> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    let step = 0;
    socket.on('error', () => undefined).on('data', () => serve(socket, step++));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    for (const socket of open) socket.destroy();
  });
  const address = server.address();
  return `socks5h://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
}

const refusing = (reply: number) =>
  openProxy((socket, step) =>
    socket.write(
      Buffer.from(
        [
          [5, 2],
          [1, 0],
          [5, reply, 0, 1, 0, 0, 0, 0, 0, 0],
        ][step] ?? [],
      ),
    ),
  );

async function errorOf(proxy: string, limits = {}): Promise<LeadlineError> {
  const fetch = createHttpFetch({ proxy, clock: createTestClock(), limits });
  closing.push(fetch.close);
  const error = await fetch({ source: 'bazaar', url: 'http://bazaar.onion/', identity }).catch(
    (caught: unknown) => caught,
  );
  if (!(error instanceof LeadlineError)) throw new Error(`no error of ours: ${error}`);
  return error;
}

describe('the reply of the proxy', () => {
  it('tells what Tor says of an onion service, by code, and whether to try again', async () => {
    const kinds = [TryLater, GiveUp, NeedsOperator] as const;
    const kindOf = (error: LeadlineError) => kinds.find((kind) => error instanceof kind)?.name;
    const found: Record<string, unknown> = {};
    for (const reply of [1, 2, 5, 6, 0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0x42]) {
      const error = await errorOf(await refusing(reply));
      found[reply.toString(16)] = [error.code, kindOf(error), cannotReach(error)];
      expect(error.message).not.toContain('undefined');
    }
    expect(found).toEqual({
      1: ['host-unreachable', 'TryLater', true],
      2: ['address-invalid', 'GiveUp', false],
      5: ['host-unreachable', 'TryLater', true],
      6: ['host-unreachable', 'TryLater', true],
      f0: ['onion-descriptor', 'TryLater', true],
      f1: ['onion-descriptor', 'TryLater', true],
      f2: ['onion-unreachable', 'TryLater', true],
      f3: ['onion-unreachable', 'TryLater', true],
      f4: ['onion-locked', 'NeedsOperator', true],
      f5: ['onion-locked', 'NeedsOperator', true],
      f6: ['address-invalid', 'GiveUp', false],
      f7: ['onion-unreachable', 'TryLater', true],
      42: ['host-unreachable', 'TryLater', true],
    });
  });

  it('is refused from a proxy that takes no user name, since all sources would share its circuits', async () => {
    const error = await errorOf(await openProxy((socket) => socket.write(Buffer.from([5, 0]))));
    expect([error.code, error.message]).toEqual(['proxy-down', expect.stringContaining('no Tor')]);
  });

  it('is read when it comes in single bytes', async () => {
    const proxy = await openProxy(async (socket, step) => {
      for (const byte of [
        [5, 2],
        [1, 0],
        [5, 0xf0, 0, 1, 0, 0, 0, 0, 0, 0],
      ][step] ?? []) {
        socket.write(Buffer.from([byte]));
        await new Promise((resolve) => setTimeout(resolve, 2));
      }
    });
    expect((await errorOf(proxy)).code).toBe('onion-descriptor');
  });

  it('is not waited for when the proxy stands still: it is down, whichever step it stopped at', async () => {
    const alive = await openProxy((socket, step) =>
      socket.write(
        Buffer.from(
          [
            [5, 2],
            [1, 0],
          ][step] ?? [],
        ),
      ),
    );
    expect((await errorOf(alive, { connectMs: 200, totalMs: 300 })).code).toBe('fetch-timeout');
    let greeted = 0;
    const stopping = await openProxy((socket, step) => {
      if (step === 0 && greeted++ === 0) socket.write(Buffer.from([5, 2]));
    });
    const error = await errorOf(stopping, { connectMs: 200, totalMs: 300, greetingMs: 300 });
    expect(error.code).toBe('proxy-down');
  });
});
