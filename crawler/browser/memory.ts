import { readFileSync } from 'node:fs';

const everyMs = 100;
const pageBytes = 4096;

/** Bytes of a process that are its own; 0 when it is gone, or where the system has no /proc. */
function ownBytes(pid: number): number {
  try {
    const [, resident = '0', shared = '0'] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
    return (Number(resident) - Number(shared)) * pageBytes;
  } catch {
    return 0;
  }
}

/** Watches the processes of pages. Mutable: `ended` grows. */
export interface MemoryWatch {
  /** Processes that were ended because they held too much. */
  readonly ended: number;
  stop(): void;
}

/** Ends every process of a page that holds more than `limitBytes`; looks ten times a second. */
export function watchMemory(renderers: () => Promise<readonly number[]>, limitBytes: number): MemoryWatch {
  const watch = { ended: 0, stop: () => clearInterval(timer) };
  const seen = new Set<number>();
  let looking = false;
  const look = async () => {
    for (const pid of await renderers()) {
      if (seen.has(pid) || ownBytes(pid) <= limitBytes) continue;
      seen.add(pid);
      watch.ended += 1;
      process.kill(pid, 'SIGKILL');
    }
  };
  const timer = setInterval(() => {
    if (looking) return;
    looking = true;
    look()
      // A browser that ended has no processes left to be watched.
      .catch(() => undefined)
      .finally(() => {
        looking = false;
      });
  }, everyMs);
  timer.unref();
  return watch;
}
