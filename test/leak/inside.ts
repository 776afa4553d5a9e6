/** Carries out the proof where it was started, and prints it as JSON: node inside.ts namespace|hook [NAME…] */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { chromiumPath } from './browser.ts';
import { controls } from './controls.ts';
import type { Figure, Way } from './figures.ts';
import { startHostileSite } from './hostile-site.ts';
import { startNameServer } from './name-server.ts';
import { elsewhere, openNetwork, packetsOut } from './network.ts';
import type { Done, Order, Seats } from './orders.ts';
import { paths } from './paths.ts';
import { type Relay, startRelay } from './relay.ts';

const [way, ...chosen] = process.argv.slice(2);
const inNamespace = (way satisfies string | undefined) === ('namespace' satisfies Way);

/** A datagram that is already on its way when an order ends is counted with it. */
const lingerMs = 50;

const programs = (name: string) => fileURLToPath(new URL(name, import.meta.url));

/** Proxies that other programs take from their environment, and that Node itself does when it is told to. */
const temptations = Object.fromEntries(
  ['http_proxy', 'https_proxy', 'all_proxy', 'HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'].map((name) => [
    name,
    `http://${elsewhere}:3128`,
  ]),
);

function startSubject(proxies: string, record: string) {
  const child = fork(programs('./subject.ts'), [], {
    execArgv: ['--import', programs('./hook.ts')],
    env: {
      ...process.env,
      ...temptations,
      NODE_USE_ENV_PROXY: '1',
      no_proxy: '',
      NO_PROXY: '',
      LEAK_RECORD: record,
      LEAK_PROXY: proxies,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const next = async (): Promise<Done> => {
    const ended = new AbortController();
    const gone = once(child, 'exit', { signal: ended.signal }).then(() => {
      throw new Error('the program under watch ended');
    });
    try {
      const [done] = await Promise.race([once(child, 'message', { signal: ended.signal }), gone]);
      return done as Done; // our own program, our own messages
    } finally {
      ended.abort();
      gone.catch(() => undefined);
    }
  };
  return {
    ready: next(),
    order(order: Order) {
      const answer = next();
      child.send(order);
      return answer;
    },
    stop: () => child.kill(),
  };
}

interface Counts {
  readonly packets: number | null;
  readonly queries: number | null;
  readonly calls: readonly string[];
  readonly requests: number;
}

function judge(name: string, done: Done, before: Counts, after: Counts): Figure {
  const kind = name in controls ? 'control' : 'path';
  const more = (a: number | null, b: number | null) => (a === null || b === null ? null : b - a);
  const packets = more(before.packets, after.packets);
  const queries = more(before.queries, after.queries);
  const calls = after.calls.slice(before.calls.length);
  const requests = after.requests - before.requests;
  const missed = [
    ...(packets === 0 && queries === 0 ? ['no packet and no query'] : []),
    ...(!ofBrowser.has(name) && calls.length === 0 ? ['no call'] : []),
  ];
  const seen = [...calls, ...(packets ? [`${packets} packets`] : []), ...(queries ? [`${queries} DNS queries`] : [])];
  const fetched = name === 'stopped' && requests > 0 ? [`${requests} requests past a stopped proxy`] : [];
  const faults = kind === 'control' ? missed.map((what) => `${what} was seen`) : [...seen, ...fetched];
  const wrong = [done.wrong, ...faults].filter((each) => each !== null).join('; ');
  const detail = kind === 'control' ? calls.join('; ') : done.detail;
  return { name, kind, packets, queries, calls: calls.length, requests, detail, wrong: wrong === '' ? null : wrong };
}

/** What only the namespace can see, where there is a browser at all. */
const ofBrowser: ReadonlySet<string> = new Set(['browser', 'a browser past the proxy']);

const orders = (): readonly string[] =>
  [...Object.keys(paths), ...Object.keys(controls)]
    .filter((name) => chosen.length === 0 || chosen.includes(name))
    .filter((name) => !ofBrowser.has(name) || (inNamespace && chromiumPath() !== null));

/** What has to stand before an order. */
async function prepare(name: string, relay: Relay, lab: Lab): Promise<void> {
  if (name === 'interrupted') {
    lab.control.advance({ week: lab.control.week() + 1 });
    relay.closeAfter(15);
  } else if (name === 'stopped') await relay.close();
  else if (name === 'resumed') await relay.open();
}

async function prove() {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-leak-'));
  const record = join(folder, 'record.jsonl');
  const v6 = inNamespace && openNetwork().v6;
  const names = inNamespace ? await startNameServer() : null;
  const lab = await startLab({ world: createWorld({ seed: 5, size: 'small' }) });
  const relay = await startRelay(Number(new URL(lab.socksUrl).port));
  const hostile = await startHostileSite();
  const subject = startSubject([relay.url, hostile.proxy].map((url) => new URL(url).host).join(), record);
  const counts = (): Counts => ({
    packets: inNamespace ? packetsOut() : null,
    queries: names?.asked.length ?? null,
    calls: existsSync(record) ? readFileSync(record, 'utf8').trim().split('\n').filter(Boolean) : [],
    requests: lab.log().filter(({ method }) => method !== null).length + hostile.requests(),
  });
  const figures: Figure[] = [];
  try {
    await subject.ready;
    for (const name of orders()) {
      await prepare(name, relay, lab);
      const seats: Seats = {
        proxy: relay.url,
        hostileProxy: hostile.proxy,
        hostile: hostile.address,
        sites: lab.sources(),
        data: join(folder, 'data'),
        week: lab.control.week(),
      };
      const before = counts();
      const done = await subject.order({ run: name, seats });
      await wait(lingerMs);
      figures.push(judge(name, done, before, counts()));
    }
    return { v6, figures };
  } finally {
    subject.stop();
    await Promise.all([relay.close(), lab.close(), hostile.close()]);
    names?.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

process.stdout.write(`${JSON.stringify(await prove())}\n`);
