import type { Elastic } from './client.ts';

/** How soon writes show in the searches of other processes. */
export const refreshInterval = '1s';
/** The same while very much is written, which goes half as fast again. Not never: a loader that dies must leave nothing worse than slow behind. */
const whileLoading = '30s';

const set = (elastic: Elastic, index: string, interval: string): Promise<unknown> =>
  elastic.ask((client) => client.indices.putSettings({ index, settings: { index: { refresh_interval: interval } } }));

/** Lets indices show writes seldom, until `end`. */
export function seldomRefreshed(elastic: Elastic) {
  const begun = new Map<string, Promise<unknown>>();
  return {
    begin: (index: string): Promise<unknown> => {
      const asked = begun.get(index) ?? set(elastic, index, whileLoading);
      begun.set(index, asked);
      return asked;
    },
    end: async (): Promise<void> => {
      for (const index of begun.keys()) await set(elastic, index, refreshInterval);
    },
  };
}

/** Mends what a process left behind that died while it loaded. */
export async function refreshOften(elastic: Elastic, prefix: string): Promise<void> {
  const found = await elastic.ask((client) =>
    client.indices.getSettings({ index: `${prefix}-*`, name: 'index.refresh_interval', flat_settings: true }),
  );
  for (const [index, { settings }] of Object.entries(found)) {
    const flat: Readonly<Record<string, unknown>> = { ...settings };
    if (flat['index.refresh_interval'] !== refreshInterval) await set(elastic, index, refreshInterval);
  }
}
