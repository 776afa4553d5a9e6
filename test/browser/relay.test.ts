import { spawn } from 'node:child_process';
import { connect, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openLoginWindow } from '../../crawler/browser/login-window.ts';
import { isOfGroup } from '../../crawler/browser/peer.ts';
import { openRelay, type RelayOptions } from '../../crawler/browser/relay.ts';
import { identityOf } from '../../crawler/fetch/identity.ts';
import { type ScriptedMarket, startScripted } from '../../lab/scripted.ts';
import { html, needChromium } from './open-browser.ts';

let market: ScriptedMarket;
beforeAll(async () => {
  market = await startScripted({
    extra: {
      '/login': html(
        `<button onclick="document.cookie='sid=abc; path=/'; fetch('http://elsewhere.onion/')">log in</button>`,
      ),
    },
  });
});
afterAll(() => market.close());

const identity = identityOf('undertow', 'reader', 'secret');
const hostOf = () => new URL(market.address).hostname;

async function openOne(changes: Partial<RelayOptions> = {}) {
  const refused: string[] = [];
  const relay = await openRelay({
    proxy: new URL(market.socksUrl),
    identity,
    mayReach: (host) => host === hostOf(),
    isOurs: () => Promise.resolve(true),
    onRefused: (what) => refused.push(what),
    ...changes,
  });
  return { ...relay, refused };
}

/** Asks for a host as browsers do, without a login; the bytes that come back until the other side is quiet or gone. */
async function ask(port: number, host: string): Promise<{ readonly answer: string; readonly socket: Socket }> {
  const socket = connect(port, '127.0.0.1');
  const name = Buffer.from(host);
  const wanted = Buffer.concat([Buffer.from([5, 1, 0, 3, name.length]), name, Buffer.from([0, 80])]);
  socket.write(Buffer.concat([Buffer.from([5, 1, 0]), wanted]));
  let answer = '';
  await new Promise<void>((resolve) => {
    socket.on('error', () => resolve()).on('close', () => resolve());
    socket.on('data', (bytes) => {
      answer += bytes.toString('hex');
      if (answer.length >= 24) resolve();
    });
  });
  return { answer, socket };
}
/** Method "no login", then the reply. */
const replied = (code: number) => `0500050${code}0001000000000000`;

describe('a relay', () => {
  it('puts a client that cannot log in on the circuit of its identity, and lets it reach the source', async () => {
    const relay = await openOne();
    const { answer, socket } = await ask(relay.port, hostOf());
    expect(answer).toBe(replied(0));
    const body = await new Promise<string>((resolve) => {
      socket.on('data', (bytes) => resolve(bytes.toString()));
      socket.write(`GET / HTTP/1.1\r\nHost: ${hostOf()}\r\n\r\n`);
    });
    expect(body).toContain('200 OK');
    expect(market.connects().at(-1)).toMatchObject({ host: hostOf(), atyp: 3, ...identity });
    socket.destroy();
    await relay.close();
  });

  it('refuses every other host without asking the proxy, and says so', async () => {
    const relay = await openOne();
    const before = market.connects().length;
    expect((await ask(relay.port, 'elsewhere.onion')).answer).toBe(replied(2));
    expect([market.connects().length, relay.refused]).toEqual([before, ['elsewhere.onion:80: outside of the source']]);
    await relay.close();
  });

  it('refuses the connection when the proxy is down, or when it was closed itself', async () => {
    const relay = await openOne({ proxy: new URL('socks5h://127.0.0.1:1') });
    expect((await ask(relay.port, hostOf())).answer).toBe(replied(5));
    await relay.close();
    expect((await ask(relay.port, hostOf())).answer).toBe('');
  });

  it('serves nobody but the processes of its browser', async () => {
    const other = spawn('sleep', ['30'], { detached: true });
    const relay = await openOne({ isOurs: (from, to) => isOfGroup(other.pid ?? 0, from, to) });
    const own = await openOne({ isOurs: (from, to) => isOfGroup(process.pid, from, to) });
    try {
      expect((await ask(relay.port, hostOf())).answer).toBe('');
      expect(relay.refused).toEqual(['a client that is not the browser of this relay']);
      const { answer, socket } = await ask(own.port, hostOf());
      expect(answer).toBe(replied(0));
      socket.destroy();
    } finally {
      other.kill('SIGKILL');
      await Promise.all([relay.close(), own.close()]);
    }
  });
});

describe('a window for a person', () => {
  it('is on the circuit of the source, reaches nothing else, and gives back the cookies', async () => {
    const before = market.connects().length;
    const refused: string[] = [];
    const cookies = await openLoginWindow({
      path: needChromium(),
      proxy: new URL(market.socksUrl),
      identity,
      userAgent: 'Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0',
      start: `${market.address}login`,
      hosts: [hostOf()],
      onRefused: (what) => refused.push(what),
      async inPlaceOfPerson(page) {
        await page.click('button');
        await page.waitForTimeout(700);
        await page.close();
      },
    });
    expect(cookies).toMatchObject([{ name: 'sid', value: 'abc', domain: hostOf() }]);
    const connects = market.connects().slice(before);
    expect(connects.length).toBeGreaterThan(0);
    for (const one of connects) expect(one).toMatchObject({ host: hostOf(), atyp: 3, ...identity });
    expect(refused.join('\n')).toContain('elsewhere.onion:80');
  });
});
