import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { messageOf } from '../../alerts/message.ts';
import type { AlertMessage } from '../../alerts/notifier.ts';
import { createFileNotifier } from '../../alerts/notifiers/file.ts';
import { createWebhookNotifier } from '../../alerts/notifiers/webhook.ts';
import { type SocksConnect, startSocks } from '../../lab/socks.ts';
import { changeOf, day, observed, subscriptionOf, usd } from './make.ts';
import { type Receiver, type Reply, startReceiver } from './receiver.ts';

const folder = mkdtempSync(join(tmpdir(), 'leadline-notify-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const open: Receiver[] = [];
afterEach(async () => {
  for (const receiver of open.splice(0)) await receiver.close();
});
const receive = async (...replies: readonly Reply[]): Promise<Receiver> => {
  const receiver = await startReceiver((_, before) => replies[before] ?? replies.at(-1) ?? { status: 200 });
  open.push(receiver);
  return receiver;
};

const { item } = changeOf(null, observed('7', 0, { vendor: 'nordlicht', price: usd('80') }));
const message = (id: string): AlertMessage =>
  messageOf(
    {
      id,
      subscription: 's-a',
      item: item.id,
      reason: 'price',
      version: 2,
      at: day(1),
      title: 'MDMA – 晶',
      detail: null,
      matched: [{ field: 'title', text: 'mdma' }],
    },
    subscriptionOf('a', 'mdma'),
    item,
  );
const never = new AbortController().signal;
const secret = `whsec_${Buffer.from('a secret of the operator').toString('base64')}`;
const webhook = (url: string, more: Partial<Parameters<typeof createWebhookNotifier>[0]> = {}) =>
  createWebhookNotifier({ name: 'desk', url, secret, proxy: null, ...more });

describe('a webhook', () => {
  it('gets one signed message an alert, which the Standard Webhooks library accepts', async () => {
    const receiver = await receive({ status: 204 });
    expect(await webhook(receiver.url).notify([message('m1')], never)).toEqual({
      ok: true,
      retry: false,
      answer: '204 No Content',
    });
    const [call] = receiver.calls;
    expect(call).toMatchObject({ id: 'm1', path: '/hook?team=1', headers: { 'content-type': 'application/json' } });
    const verified = new Webhook(secret).verify(call?.body ?? '', (call?.headers ?? {}) as Record<string, string>);
    expect(verified).toEqual(JSON.parse(JSON.stringify(message('m1'))));
    expect(verified).toMatchObject({
      type: 'alert',
      id: 'm1',
      timestamp: day(1),
      data: {
        subscription: 's-a',
        name: 'a',
        reason: 'price',
        url: 'http://bazaar.onion/item/7',
        matched: [{ field: 'title', text: 'mdma' }],
        item: { id: item.id, title: 'MDMA – 晶', vendor: 'nordlicht', price: usd('80') },
      },
    });
  });

  it('can be signed with any text as the secret', async () => {
    const receiver = await receive({ status: 200 });
    await webhook(receiver.url, { secret: 'plain text' }).notify([message('m1')], never);
    const [call] = receiver.calls;
    expect(() =>
      new Webhook('plain text', { format: 'raw' }).verify(
        call?.body ?? '',
        (call?.headers ?? {}) as Record<string, string>,
      ),
    ).not.toThrow();
    expect(() =>
      new Webhook(secret).verify(call?.body ?? '', (call?.headers ?? {}) as Record<string, string>),
    ).toThrow();
  });

  it.each<[Reply, object]>([
    [
      { status: 500, body: 'oh\nno' },
      { ok: false, retry: true, answer: '500 Internal Server Error: oh no' },
    ],
    [{ status: 404 }, { ok: false, retry: true, answer: '404 Not Found' }],
    [{ status: 410 }, { ok: false, retry: false, answer: '410 Gone' }],
    [
      { status: 503, headers: { 'retry-after': '120' } },
      { ok: false, retry: true, answer: '503 Service Unavailable', afterMs: 120_000 },
    ],
    [
      { status: 429, headers: { 'retry-after': '-5' } },
      { ok: false, retry: true, answer: '429 Too Many Requests' },
    ],
    [
      { status: 200, body: 'x'.repeat(100_000) },
      { ok: true, retry: false, answer: `200 OK: ${'x'.repeat(300)}` },
    ],
  ])('answers %o with what to do next', async (reply, expected) => {
    const receiver = await receive(reply);
    expect(await webhook(receiver.url).notify([message('m1')], never)).toEqual(expected);
  });

  it('does not follow a redirect', async () => {
    const other = await receive({ status: 200 });
    const receiver = await receive({ status: 302, headers: { location: other.url } });
    expect(await webhook(receiver.url).notify([message('m1')], never)).toMatchObject({ ok: false, retry: true });
    expect(other.calls).toHaveLength(0);
  });

  it('is tried again when it is silent, not there or hung up', async () => {
    const slow = await receive({ status: 200, afterMs: 2_000 });
    expect(await webhook(slow.url, { timeoutMs: 50 }).notify([message('m1')], never)).toMatchObject({
      ok: false,
      retry: true,
      answer: expect.stringContaining('no answer in time'),
    });
    const closed = await receive();
    await closed.close();
    expect(await webhook(closed.url).notify([message('m1')], never)).toMatchObject({
      ok: false,
      retry: true,
      answer: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('on another machine is called only through the proxy, which resolves its name, on a circuit of its own', async () => {
    const receiver = await receive({ status: 200 });
    const asked: SocksConnect[] = [];
    const socks = await startSocks({
      route: (request) => {
        asked.push(request);
        return request.host === 'alerts.example'
          ? { kind: 'port', port: Number(new URL(receiver.url).port) }
          : { kind: 'refused', reply: 4 };
      },
    });
    const proxy = socks.url;
    const there = await webhook('http://alerts.example/hook', { proxy }).notify([message('m1')], never);
    const nowhere = await webhook('http://nowhere.example/hook', { proxy }).notify([message('m1')], never);
    await socks.close();
    expect(there).toEqual({ ok: true, retry: false, answer: '200 OK' });
    expect(nowhere).toMatchObject({ ok: false, retry: true });
    expect(receiver.calls).toMatchObject([{ id: 'm1', path: '/hook', headers: { host: 'alerts.example' } }]);
    expect(asked).toMatchObject([
      { atyp: 3, host: 'alerts.example', user: 'leadline-alerts', password: 'desk' },
      { atyp: 3, host: 'nowhere.example' },
    ]);
  });

  it.each([null, 'socks5://127.0.0.1:9050', 'http://127.0.0.1:8118'])(
    'on another machine is not called at all with the proxy %s',
    async (proxy) => {
      const answer = await webhook('https://alerts.example/hook', { proxy }).notify([message('m1')], never);
      expect(answer).toMatchObject({ ok: false, retry: true, answer: expect.stringContaining('no socks5h proxy') });
    },
  );
});

describe('a file receiver', () => {
  const lines = (path: string) => readFileSync(path, 'utf8').trimEnd().split('\n');

  it('gets one JSON document a line, in folders that are made when missing', async () => {
    const path = join(folder, 'a', 'b', 'inbox.jsonl');
    const notifier = createFileNotifier({ name: 'inbox', path });
    expect(await notifier.notify([message('m1'), message('m2')], never)).toMatchObject({ ok: true });
    await notifier.notify([message('m3')], never);
    expect(lines(path).map((line) => JSON.parse(line).id)).toEqual(['m1', 'm2', 'm3']);
  });

  it('starts a new line after one that was torn by a crash', async () => {
    const path = join(folder, 'torn.jsonl');
    writeFileSync(path, '{"id":"m1"}\n');
    appendFileSync(path, '{"id":"m2');
    await createFileNotifier({ name: 'inbox', path }).notify([message('m2')], never);
    const [first, torn, again] = lines(path);
    expect([first, torn, JSON.parse(again ?? '').id]).toEqual(['{"id":"m1"}', '{"id":"m2', 'm2']);
  });

  it('is tried again when it cannot be written', async () => {
    mkdirSync(join(folder, 'busy'), { recursive: true });
    expect(
      await createFileNotifier({ name: 'inbox', path: join(folder, 'busy') }).notify([message('m1')], never),
    ).toMatchObject({ ok: false, retry: true, answer: expect.stringContaining('EISDIR') });
  });
});
