/** Lets pieces of work of this process that touch the same thing follow one another, in the order in which they came. */
export interface Locks {
  run<T>(keys: readonly string[], work: () => Promise<T>): Promise<T>;
}

export function createLocks(): Locks {
  const last = new Map<string, Promise<void>>();
  return {
    run: async (keys, work) => {
      const distinct = [...new Set(keys)];
      const before = distinct.flatMap((key) => last.get(key) ?? []);
      let end = (): void => undefined;
      const mine = new Promise<void>((resolve) => {
        end = resolve;
      });
      for (const key of distinct) last.set(key, mine);
      try {
        await Promise.all(before);
        return await work();
      } finally {
        end();
        for (const key of distinct) if (last.get(key) === mine) last.delete(key);
      }
    },
  };
}
