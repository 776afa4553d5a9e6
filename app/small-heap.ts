import { setFlagsFromString } from 'node:v8';

/**
 * For a process that crawls and serves no pages: memory is given back early instead of kept for speed. Measured over thousands of pages: 160 instead of
 * 290 MB, for about a tenth more processor time. To be called at the start, before the heap has grown.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--optimize-for-size');
}
