// A worker process of fleet.ts: the loops of `leadline start --roles crawl,extract,alert`, with a clock that the run shifts.
import { open } from '../../app/open.ts';
import { appear } from '../../app/presence.ts';
import { alertLoop, crawlLoop, extractLoop, runTogether, untilAborted } from '../../app/worker.ts';
import { createShiftedClock } from './clock.ts';
import { configOf, type Orders, turnTimes } from './orders.ts';

const orders = JSON.parse(process.argv[2] ?? '') as Orders; // fleet.ts wrote it
const clock = createShiftedClock(orders.shift);
const ending = new AbortController();
process.on('message', (shift) => {
  clock.shift = Number(shift);
});
process.on('disconnect', () => process.exit(1)); // the run is gone
process.on('SIGTERM', () => ending.abort(new Error('stopped')));

const config = configOf(orders);
const log = (line: string) => console.log(`${new Date().toISOString().slice(11, 23)} ${process.pid} ${line}`);
const opened = await open({ config, clock, turns: turnTimes, reading: 'direct', log });
const missed = await opened.operations.catchUp();
if (missed > 0) log(`${missed} captures are taken in`);
const presence = await appear(opened.parts, ['crawl', 'extract', 'alert'], opened.version);
const { visiting } = presence;
try {
  await runTogether(ending.signal, [
    untilAborted,
    ...[crawlLoop, extractLoop, alertLoop].map(
      (loop) => (signal: AbortSignal) => loop(opened, { config, signal, log, visiting }),
    ),
  ]);
} finally {
  await presence.leave();
  await opened.close();
}
log('ended');
process.disconnect();
