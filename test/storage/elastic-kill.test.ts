import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { openElastic } from '../../storage/elastic/open.ts';
import { elasticUrl } from '../servers/urls.ts';
import { withServer } from './elastic-server.ts';

beforeAll(elasticUrl);

const committing = fileURLToPath(new URL('committing-elastic.ts', import.meta.url));

/** Kills the process after `count` saved commits; answers the last number it acknowledged. */
async function runAndKill(prefix: string, from: number, count: number): Promise<number> {
  const args = [committing, await elasticUrl(), prefix, String(from)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  let last = from - 1;
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== 'open') last = Number(line);
    if (last - from + 1 >= count) child.kill('SIGKILL');
  }
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return last;
}

describe('the store on Elasticsearch', () => {
  it('keeps every acknowledged commit, whole, however often the process is killed, and says that it was', () =>
    withServer(async (_, prefix) => {
      let next = 0;
      for (const count of [0, 1, 7, 60, 2]) {
        const last = await runAndKill(prefix, next, count);
        const storage = await openElastic({ node: await elasticUrl(), prefix });
        expect(storage.endedWell).toBe(false);
        await storage.check();
        const ids: string[] = [];
        for await (const { id } of storage.deliveries.each()) ids.push(id);
        const whole = ids.length / 2;
        expect(new Set(ids)).toEqual(new Set(Array.from({ length: whole }, (_, n) => [`${n}|a`, `${n}|b`]).flat()));
        expect(whole).toBeGreaterThan(last);
        next = whole;
        await storage.close();
      }
      const again = await openElastic({ node: await elasticUrl(), prefix });
      expect(again.endedWell).toBe(true);
      await again.close();
    }));
});
