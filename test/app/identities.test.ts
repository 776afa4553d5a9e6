import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labSource } from '../../app/demo/lab-source.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
let lab: Lab;
let leadline: TestLeadline;
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 3, size: 'small', weeks: 2 }) });
  leadline = await openTest({ data: folder.path, proxy: lab.socksUrl });
  const [first, second] = lab.sources();
  if (!first || !second) throw new Error('the lab has two sites');
  await leadline.operations.addSource({ ...labSource(first), account: 'alder' });
  await leadline.operations.addSource(labSource(second));
});
afterAll(async () => {
  await leadline.close();
  await lab.close();
  folder.remove();
});

/** The user names and passwords by which a site was asked during a visit. */
async function usedBy(site: string): Promise<readonly string[]> {
  const before = lab.log().length;
  await leadline.operations.visit(site);
  leadline.clock.moveTo(leadline.clock.now() + 8 * 86_400_000);
  return [
    ...new Set(
      lab
        .log()
        .slice(before)
        .map(({ user, password }) => `${user} ${password}`),
    ),
  ];
}

describe('new circuits for one source', () => {
  it('change its password and nobody else’s, and stay after a restart', async () => {
    const before = [await usedBy('halyard'), await usedBy('fathom')];
    const made = await leadline.operations.renewIdentity('halyard', null);
    expect(made).toMatchObject({ source: 'halyard', account: 'alder', generation: 1 });
    const after = [await usedBy('halyard'), await usedBy('fathom')];
    expect(after[0]).toHaveLength(1);
    expect(after[0]).not.toEqual(before[0]);
    expect(after[0]?.[0]?.split(' ')[0]).toBe(before[0]?.[0]?.split(' ')[0]);
    expect(after[1]).toEqual(before[1]);
    await leadline.close();
    leadline = await openTest({ data: folder.path, proxy: lab.socksUrl, start: leadline.clock.now() });
    expect(await usedBy('halyard')).toEqual(after[0]);
    expect((await leadline.operations.renewIdentity('halyard', 'alder')).generation).toBe(2);
  });

  it('are asked for by the name of a source and an account that exist', async () => {
    await expect(leadline.operations.renewIdentity('nowhere', null)).rejects.toMatchObject({ code: 'not-found' });
    await expect(leadline.operations.renewIdentity('fathom', 'birch')).rejects.toMatchObject({ code: 'not-found' });
  });
});
