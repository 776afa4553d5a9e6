import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second for programs, whatever it does inside. */
const msPerTick = 10;

/** Computing time in ms that a process has used so far, all its threads together; null where the system does not tell (only Linux does). */
export function cpuTimeOf(pid: number | undefined): number | null {
  if (pid === undefined) return null;
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the name in parentheses, which may hold anything; user and system time are the 14th and 15th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    return Number.isFinite(ticks) ? ticks * msPerTick : null;
  } catch {
    return null;
  }
}

export interface Allowance {
  /** Computing time in ms; on systems that do not tell it, time by the clock on the wall. */
  readonly cpuMs: number;
  /** Time by the clock on the wall, wide enough that a busy machine does not reach it. */
  readonly wallMs: number;
}

const leastLookMs = 20;

/** Calls `spent` once the process has used up its allowance from now on. Answers how to stop watching. */
export function watchTime(pid: number | undefined, { cpuMs, wallMs }: Allowance, spent: () => void): () => void {
  const began = performance.now();
  const before = cpuTimeOf(pid);
  const look = () => {
    const wall = performance.now() - began;
    const now = cpuTimeOf(pid);
    const used = before === null || now === null ? wall : now - before;
    if (used >= cpuMs || wall >= wallMs) return spent();
    // It cannot use up what is left in less time, but for the few threads that help it.
    timer = setTimeout(look, Math.max(leastLookMs, Math.min(cpuMs - used, wallMs - wall)));
  };
  let timer = setTimeout(look, Math.min(cpuMs, wallMs));
  return () => clearTimeout(timer);
}
