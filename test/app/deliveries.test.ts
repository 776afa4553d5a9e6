import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openTest, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
afterAll(() => folder.remove());

it('a delivery says which item it tells of, and why it has not arrived', async () => {
  const receiver = createServer((_request, response) => response.writeHead(410).end()).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const { port } = receiver.address() as AddressInfo; // listens on TCP
  const opened = await openTest({
    data: join(folder.path, 'data'),
    proxy: null,
    receivers: {
      closed: { webhook: { url: `http://127.0.0.1:${port}/`, secret: 'whsec_c2VjcmV0c2VjcmV0c2VjcmV0' } },
      stuck: { file: { path: '/dev/null/alerts.jsonl' } },
      inbox: { file: { path: join(folder.path, 'inbox.jsonl') } },
    },
  });
  const page = join(folder.path, 'a.html');
  writeFileSync(
    page,
    '<html lang="en"><h1>Ketamine 5 g</h1><p>Vendor: <a href="/v/x">halyard</a></p><p>Price: 90 EUR</p><p>Ships from: Germany</p><button>Order</button></html>',
  );
  const { leadline, operations } = opened;
  await leadline.subscribe({ name: 'ket', query: 'ketamine', notify: ['closed', 'stuck', 'inbox'] });
  await operations.import([page], { source: 'bazaar', profile: null });
  const before = await leadline.deliveries({ limit: 10 });
  expect(before.deliveries.map((each) => each.why)).toEqual(Array(3).fill('not tried yet'));
  await operations.deliver();
  const { deliveries } = await leadline.deliveries({ limit: 10 });
  for (const { about } of deliveries)
    expect(about).toMatchObject({
      subscription: 'ket',
      title: 'Ketamine 5 g',
      vendor: 'halyard',
      market: 'bazaar',
      reason: 'first-seen',
      at: expect.stringMatching(/^\d{4}-/) as string,
    });
  const why = Object.fromEntries(deliveries.map((each) => [each.to, each.why]));
  expect(why.inbox).toBeNull();
  expect(why.closed).toMatch(/^not tried again, since it would not help: .*410/);
  expect(why.stuck).toMatch(/^tried again at .*, the last attempt: .*E[A-Z]{4,}/);
  await opened.close();
  receiver.close();
});
