// A reader that does what the page tells it: answers, waits, hangs, eats memory or leaves.
import { writeFileSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import type { Answer, Question } from '../../../app/reading/reader-process.ts';

const say = (answer: Answer) => process.send?.(answer);
const empty = {
  page: 'other',
  confidence: 0,
  profile: 'wild@1',
  language: null,
  drafts: [],
  links: [],
  issues: [],
} as const;

let pages = 0;

process.on('message', (question: Question) => {
  const order = new TextDecoder().decode(question.input.bytes);
  pages += 1;
  const pause = /^wait (\d+)$/.exec(order)?.[1];
  if (pause) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, Number(pause));
  if (order === 'hang') for (;;);
  if (order === 'tired' && pages > 1) process.exit(4);
  if (order === 'write') writeFileSync('/tmp/leadline-was-here', order);
  if (order === 'eat') for (const hoard: number[][] = []; ; ) hoard.push(Array.from({ length: 100_000 }, Math.random));
  if (order === 'leave') process.exit(3);
  if (order === 'break') say({ kind: 'broken', message: 'Error: broken' });
  else say({ kind: 'read', extraction: { ...empty, language: order } });
});
process.on('disconnect', () => process.exit(0));
new Worker(new URL('../../../app/reading/watch-parent.ts', import.meta.url), {
  execArgv: [],
  workerData: process.ppid,
}).unref();
// The first "profile" tells how it starts.
if (!process.argv[2]?.includes('never ready')) say({ kind: 'ready' });
