/** Requests a second through a real Tor, beside bare SOCKS clients with the same identities: npm run bench:tor [-- --quick] [--json] */
import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { createHttpFetch } from '../crawler/fetch/http.ts';
import { type Identity, identityOf } from '../crawler/fetch/identity.ts';
import { realClock } from '../model/clock.ts';
import { finish, readOptions, result } from './report.ts';
import { askBare, type Tally } from './tor/bare-client.ts';
import { startLabProcess } from './tor/lab.ts';

const options = readOptions();
const identities: readonly Identity[] = Array.from({ length: options.size ?? 16 }, (_, at) =>
  identityOf(`source ${at}`, null, 'bench'),
);
const inFlight = 2;
const [rounds, roundMs] = options.quick ? [2, 3_500] : [6, 8_000];

interface Run extends Tally {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

/** Lets `ask` go on for each identity and place until the time is over. Connections are opened within it: a server keeps idle ones for seconds only. */
async function measure(ask: (tally: Tally, isOver: () => boolean) => Promise<unknown>[]): Promise<Run> {
  const tally: Tally = { requests: 0, bytes: 0, failed: 0 };
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  let over = false;
  const work = ask(tally, () => over);
  await wait(roundMs);
  over = true;
  await Promise.all(work);
  const { user, system } = process.cpuUsage(cpu);
  return { ...tally, seconds: (performance.now() - began) / 1_000, cpuSeconds: (user + system) / 1e6 };
}

const sum = (runs: readonly Run[]) => ({
  rate: runs.reduce((all, { requests }) => all + requests, 0) / runs.reduce((all, { seconds }) => all + seconds, 0),
  cpuMs:
    (1_000 * runs.reduce((all, { cpuSeconds }) => all + cpuSeconds, 0)) /
    runs.reduce((all, { requests }) => all + requests, 0),
  failed: runs.reduce((all, { failed }) => all + failed, 0),
  bytes: runs.reduce((all, { bytes }) => all + bytes, 0) / runs.reduce((all, { requests }) => all + requests, 0),
});

const lab = await startLabProcess();
const proxy = new URL(lab.proxy);
const url = new URL(lab.address);
const fetch = createHttpFetch({ proxy: lab.proxy, clock: realClock, maxSockets: inFlight });
const places = identities.flatMap((identity) => Array.from({ length: inFlight }, () => identity));
const one = (identity: Identity) => fetch({ source: 'bench', url: url.href, identity });
try {
  const [first] = await Promise.all(identities.map(one));
  const headers = first?.exchanges[0].request?.headers ?? [];
  const request = `GET ${url.pathname} HTTP/1.1\r\n${headers.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`;
  await Promise.all(places.map(one));
  const runs: { ours: Run[]; bare: Run[] } = { ours: [], bare: [] };
  const ourRun = () =>
    measure((tally, isOver) =>
      places.map(async (identity) => {
        while (!isOver()) {
          const { exchanges } = await one(identity);
          tally.requests += 1;
          tally.bytes += exchanges[0].response.body.length;
          if (exchanges[0].response.status !== 200) tally.failed += 1;
        }
      }),
    );
  const bareRun = () =>
    measure((tally, isOver) =>
      places.map((identity) => askBare(proxy, identity, { host: url.hostname, request }, tally, isOver)),
    );
  // Turn and turn about, so that a machine that gets busier is fair to both.
  for (let round = 0; round < rounds; round++) {
    const order = round % 2 === 0 ? (['bare', 'ours'] as const) : (['ours', 'bare'] as const);
    for (const who of order) runs[who].push(await (who === 'ours' ? ourRun() : bareRun()));
  }
  const [ours, peer] = [sum(runs.ours), sum(runs.bare)];
  const load = loadavg()[0]?.toFixed(1);
  const what = 'bare SOCKS clients';
  finish(
    'tor',
    [
      result('share of the requests a second that bare SOCKS clients reach', ours.rate / peer.rate, 'of 1', {
        higherIsBetter: true,
        target: 0.9,
        note: `${identities.length} identities with ${inFlight} connections each, warm circuits, ${rounds} rounds turn and turn about, load of the machine ${load}`,
      }),
      result('requests a second through a private Tor network', ours.rate, '/s', {
        higherIsBetter: true,
        baseline: { what, value: peer.rate },
        note: `${Math.round(ours.bytes)} bytes a page; failed: ${ours.failed}, of the bare clients ${peer.failed}`,
      }),
      result('computing for one request', ours.cpuMs, 'ms', { baseline: { what, value: peer.cpuMs } }),
      result('requests that failed', ours.failed, '', { target: 0 }),
    ],
    options,
  );
} finally {
  fetch.close();
  await lab.close();
}
