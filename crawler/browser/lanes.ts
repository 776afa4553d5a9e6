/** Work in lanes: one piece at a time in each, and no more than a number in all of them together. */
export interface Lanes {
  run<T>(lane: string, work: () => Promise<T>): Promise<T>;
}

export function createLanes(atOnce: number): Lanes {
  const last = new Map<string, Promise<unknown>>();
  const waiting: (() => void)[] = [];
  let free = atOnce;

  async function placed<T>(work: () => Promise<T>): Promise<T> {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  }

  return {
    run(lane, work) {
      const before = last.get(lane) ?? Promise.resolve();
      const mine = before.then(() => placed(work));
      const settled = mine.then(
        () => undefined,
        () => undefined,
      );
      last.set(lane, settled);
      settled.then(() => last.get(lane) === settled && last.delete(lane));
      return mine;
    },
  };
}
