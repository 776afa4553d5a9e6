// A process of its own for pages from strangers: whatever one of them does to it, the parent only sees it end.
import { Worker } from 'node:worker_threads';
import { createLexicon } from '../../extractors/lexicon/lexicon.ts';
import { GiveUp } from '../../model/errors.ts';
import { loadProfile } from '../reader.ts';
import { type DirectParts, readPage } from './direct.ts';
import type { Answer, Question } from './reader-process.ts';

const files = JSON.parse(process.argv[2] ?? '[]') as readonly string[]; // given by the parent
const parts: DirectParts = { profiles: files.map(loadProfile), lexicon: createLexicon() };

function answer({ input, profile }: Question): Answer {
  try {
    const read = readPage(parts, input, profile);
    return read instanceof GiveUp
      ? { kind: 'refused', code: read.code, message: read.message }
      : { kind: 'read', extraction: read };
  } catch (error) {
    return { kind: 'broken', message: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

new Worker(new URL('./watch-parent.ts', import.meta.url), { execArgv: [], workerData: process.ppid }).unref();
process.on('message', (question: Question) => process.send?.(answer(question)));
// Ctrl-C and a service manager's stop reach the whole group; the parent decides when its readers end.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});
process.on('disconnect', () => process.exit(0));
process.send?.({ kind: 'ready' } satisfies Answer);
