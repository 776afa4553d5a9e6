import { setFlagsFromString } from 'node:v8';

/**
 * For a process that crawls and serves no pages: memory counts there more than speed, since it waits for answers most of the time. Measured over ten thousand
 * pages: under 200 instead of about 320 MB, for up to three quarters more processor time a page. To be called at the start, before the heap has grown.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--optimize-for-size');
}
