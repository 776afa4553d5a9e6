import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openKeys } from '../../app/sessions/keys.ts';
import { openPlainFiles } from '../../app/sessions/plain-files.ts';
import { openSessions } from '../../app/sessions/sessions.ts';
import { openStorage } from '../../app/storage.ts';
import { realClock } from '../../model/clock.ts';
import { openDataFolder } from '../../storage/data-folder.ts';
import type { Storage } from '../../storage/port.ts';
import { temporaryFolder, testConfig } from '../app/harness.ts';
import { cookie, host, shop } from '../app/sessions/make.ts';
import { elasticUrl, redisUrl } from '../servers/urls.ts';
import { withServer } from '../storage/elastic-server.ts';

const folders = [temporaryFolder(), temporaryFolder()];
afterAll(() => {
  for (const folder of folders) folder.remove();
});

/** One machine: a data folder of its own, and the store that all share. */
async function machine(data: string, prefix: string) {
  const base = testConfig(data, null);
  const [node, url] = [await elasticUrl(), await redisUrl()];
  const elastic = { ...base.elastic, node, prefix };
  const config = { ...base, storage: 'distributed' as const, elastic, redis: { ...base.redis, url } };
  const storage: Storage = await openStorage({
    config,
    folder: openDataFolder(data),
    readOnly: false,
    clock: realClock,
  });
  const sessions = openSessions({
    collection: storage.sessions,
    keys: openKeys(config),
    plain: openPlainFiles(join(data, 'sessions')),
    clock: realClock,
    hintOf: () => null,
  });
  const header = async () => (await sessions.open(shop(), null)).cookies.header(host, realClock.now());
  return { storage, sessions, header };
}

describe('a session that was handed in on one machine', () => {
  it('is used by every other that has the key, and by none that has not', async () => {
    const [here = '', there = ''] = folders.map(({ path }) => path);
    await withServer(async (elastic, prefix) => {
      const first = await machine(here, prefix);
      const second = await machine(there, prefix);
      try {
        await first.sessions.handIn(shop(), null, [cookie('sid', 'canary-5e1f0c')]);
        await expect(second.header()).rejects.toThrow(expect.objectContaining({ code: 'session-key' }));
        copyFileSync(join(here, 'session.key'), join(there, 'session.key'));
        expect(await second.header()).toBe('sid=canary-5e1f0c');
        await elastic.ask((client) => client.indices.refresh({ index: `${prefix}-*` }));
        const stored = await elastic.ask((client) => client.search({ index: `${prefix}-*`, size: 1_000 }));
        expect(JSON.stringify(stored)).toContain('"shop/"');
        expect(JSON.stringify(stored)).not.toContain('canary');
        expect((await first.sessions.rotate()).sealed).toBe(1);
        copyFileSync(join(here, 'session.key'), join(there, 'session.key'));
        expect(await second.header()).toBe('sid=canary-5e1f0c');
      } finally {
        await first.storage.close();
        await second.storage.close();
      }
    });
  });
});
