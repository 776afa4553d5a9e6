import { createServer } from 'node:https';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpFetch } from '../../crawler/fetch/http.ts';
import { identityOf } from '../../crawler/fetch/identity.ts';
import { startSocks } from '../../lab/socks.ts';
import { cert, key } from './lying-certificate.data.ts';
import { codeOf, createTestClock } from './site.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A server behind the proxy that shows the certificate of somebody else, under every name. */
async function open() {
  const server = createServer({ key, cert }, (_, response) => response.end('a page'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const socks = await startSocks({ route: () => ({ kind: 'port', port }) });
  const fetch = createHttpFetch({ proxy: socks.url, clock: createTestClock() });
  closing.push(fetch.close, socks.close, () => {
    server.close();
    server.closeAllConnections();
  });
  return (url: string) => fetch({ source: 'bazaar', url, identity: identityOf('bazaar', null, 'secret') });
}

describe('a certificate that is not its own', () => {
  it('is refused at once on the clear net: nobody knows who answers', async () => {
    const fetch = await open();
    expect(await codeOf(fetch('https://bazaar.example/'))).toBe('certificate');
  });

  it('adds nothing to an onion name, which is the key of the service itself', async () => {
    const fetch = await open();
    const { exchanges } = await fetch(`https://${'a'.repeat(56)}.onion/`);
    expect(Buffer.from(exchanges[0].response.body).toString()).toBe('a page');
  });
});
