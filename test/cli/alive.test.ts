import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { open } from '../../app/open.ts';
import { appear } from '../../app/presence.ts';
import { realClock } from '../../model/clock.ts';
import { temporaryFolder, testConfig } from '../app/harness.ts';

const program = fileURLToPath(new URL('../../bin/leadline.js', import.meta.url));
const folder = temporaryFolder();
afterAll(() => folder.remove());

const alive = () =>
  spawnSync(process.execPath, [program, '--data', folder.path, 'status', '--alive'], { encoding: 'utf8' });

describe('leadline status --alive', () => {
  it('fails where no worker of this machine is alive', { timeout: 60_000 }, async () => {
    const opened = await open({ config: testConfig(folder.path, null), clock: realClock, reading: 'direct' });
    const none = alive();
    expect([none.status, none.stdout]).toEqual([1, expect.stringContaining('No worker runs')]);
    const presence = await appear(opened.parts, ['crawl'], '1');
    const one = alive();
    expect([one.status, one.stdout]).toEqual([0, expect.stringContaining(`${process.pid} (crawl): heard of`)]);
    await presence.leave();
    expect(alive().status).toBe(1);
    await opened.close();
  });
});
