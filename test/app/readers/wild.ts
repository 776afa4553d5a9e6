// A reader that does what the page tells it: answers, hangs, eats memory or leaves.
import { existsSync, writeFileSync } from 'node:fs';
import type { Answer, Question } from '../../../app/reading/pool.ts';

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

process.on('message', (question: Question) => {
  const order = new TextDecoder().decode(question.input.bytes);
  if (order === 'hang') for (;;);
  if (order === 'eat') for (const hoard: number[][] = []; ; ) hoard.push(Array.from({ length: 100_000 }, Math.random));
  if (order === 'leave') process.exit(3);
  const mark = /^end once (.+)$/.exec(order)?.[1];
  if (mark !== undefined && !existsSync(mark)) {
    writeFileSync(mark, '');
    process.kill(process.pid, 'SIGKILL');
  }
  if (order === 'break') say({ kind: 'broken', message: 'Error: broken' });
  else say({ kind: 'read', extraction: { ...empty, language: order } });
});
process.on('disconnect', () => process.exit(0));
say({ kind: 'ready' });
