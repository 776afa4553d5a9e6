// Run as a process of its own by kill.test.ts: crawls every source once and may kill itself at a named boundary.
import { labSource } from '../../app/demo/lab-source.ts';
import { openTest } from './harness.ts';

interface Orders {
  readonly data: string;
  readonly proxy: string;
  readonly start: number;
  readonly sites: readonly Parameters<typeof labSource>[0][];
  /** SIGKILL at the n-th crossing of a boundary. */
  readonly kill: { readonly step: string; readonly count: number } | null;
}

const orders = JSON.parse(process.argv[2] ?? '{}') as Orders;
let crossed = 0;
const opened = await openTest({
  data: orders.data,
  proxy: orders.proxy,
  start: orders.start,
  receivers: { log: { file: { path: `${orders.data}/alerts.jsonl` } } },
  step: (name) => {
    if (name !== orders.kill?.step) return;
    crossed += 1;
    if (crossed === orders.kill.count) process.kill(process.pid, 'SIGKILL');
  },
});
for (const site of orders.sites) {
  if (!(await opened.parts.storage.sources.get(site.id))) await opened.operations.addSource(labSource(site));
}
if ((await opened.leadline.subscriptions()).length === 0)
  await opened.leadline.subscribe({ name: 'all', query: '*', on: ['first-seen'], notify: ['log'] });
process.stdout.write(`taken in ${await opened.operations.catchUp()}\n`);
for (const site of orders.sites) await opened.operations.visit(site.id);
await opened.operations.deliver();
await opened.close();
process.stdout.write('done\n');
