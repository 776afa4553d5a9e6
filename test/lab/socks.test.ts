import { createHash } from 'node:crypto';
import { createServer, get, type IncomingMessage } from 'node:http';
import { SocksProxyAgent } from 'socks-proxy-agent';
import { afterEach, describe, expect, it } from 'vitest';
import { onionName } from '../../lab/onion.ts';
import { type SocksConnect, startSocks } from '../../lab/socks.ts';

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

const through = (proxy: string, url: string, keepAlive = false): Promise<string> =>
  new Promise((resolve, reject) => {
    const agent = new SocksProxyAgent(proxy, { keepAlive });
    get(url, { agent }, (answer: IncomingMessage) => {
      answer.setEncoding('utf8');
      let text = '';
      answer.on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve(text));
    }).on('error', reject);
  });

const hello = createServer((request, response) => response.end(`hello ${request.url}`));

async function lab(options: { requireUser?: boolean } = {}) {
  const seen: SocksConnect[] = [];
  const socks = await startSocks({
    ...options,
    route: (request) => {
      seen.push(request);
      return request.host === onionName('a') ? { kind: 'server', server: hello } : { kind: 'refused', reply: 4 };
    },
  });
  closers.push(() => socks.close());
  return { seen, socks };
}

describe('the SOCKS5 server', () => {
  it('hands a name to the site behind it and keeps the user name', async () => {
    const { seen, socks } = await lab();
    const url = socks.url.replace('//', '//circuit7:secret@');
    expect(await through(url, `http://${onionName('a')}/x`)).toBe('hello /x');
    expect(seen).toEqual([{ atyp: 3, host: onionName('a'), port: 80, user: 'circuit7', password: 'secret' }]);
  });

  it('shows an address that the client resolved itself as atyp 1, and refuses it', async () => {
    const { seen, socks } = await lab();
    await expect(through(socks.url, 'http://127.0.0.1/')).rejects.toThrow();
    expect(seen.map(({ atyp, host, user }) => ({ atyp, host, user }))).toEqual([
      { atyp: 1, host: '127.0.0.1', user: null },
    ]);
  });

  it('turns clients without a user name away when it has to', async () => {
    const { seen, socks } = await lab({ requireUser: true });
    await expect(through(socks.url, `http://${onionName('a')}/`)).rejects.toThrow();
    expect(seen).toEqual([]);
  });

  it('reaches a server on a port, and says when nothing listens there', async () => {
    const server = createServer((_, response) => response.end('by port'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const socks = await startSocks({ route: ({ host }) => ({ kind: 'port', port: host === 'up.onion' ? port : 1 }) });
    closers.push(
      () => socks.close(),
      () => {
        server.close();
      },
    );
    expect(await through(socks.url, 'http://up.onion/')).toBe('by port');
    await expect(through(socks.url, 'http://down.onion/')).rejects.toThrow();
  });
});

describe('onionName', () => {
  it('is 56 base32 characters that end in the checksum and version 3', () => {
    const name = onionName('a market');
    expect(name).toMatch(/^[a-z2-7]{56}\.onion$/);
    const bits = [...name.slice(0, 56)]
      .map((sign) => 'abcdefghijklmnopqrstuvwxyz234567'.indexOf(sign).toString(2).padStart(5, '0'))
      .join('');
    const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => Number.parseInt(eight, 2)));
    const checksum = createHash('sha3-256')
      .update('.onion checksum')
      .update(bytes.subarray(0, 32))
      .update(Buffer.from([3]))
      .digest()
      .subarray(0, 2);
    expect(bytes.subarray(32)).toEqual(Buffer.concat([checksum, Buffer.from([3])]));
  });
});
