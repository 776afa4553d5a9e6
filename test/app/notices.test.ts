import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labSource } from '../../app/demo/lab-source.ts';
import { loadConfig } from '../../config/load.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

let lab: Lab;
let opened: TestLeadline;
const folder = temporaryFolder();
const told = join(folder.path, 'told.jsonl');
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 8, size: 'small', weeks: 12 }) });
  opened = await openTest({
    data: folder.path,
    proxy: lab.socksUrl,
    receivers: { desk: { file: { path: told } }, others: { file: { path: join(folder.path, 'others.jsonl') } } },
    operators: ['desk'],
  });
  for (const site of lab.sources()) await opened.operations.addSource(labSource(site));
});
afterAll(async () => {
  await opened.close();
  await lab.close();
  folder.remove();
});

const messages = (): readonly unknown[] =>
  readFileSync(told, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as unknown);
const wallsOf = async (id: string) => (await opened.leadline.source(id)).pace.walls;

describe('operators', () => {
  it('are told once when a source needs a person, with what to do, and once more the next time', async () => {
    lab.control.wall('halyard', 'login');
    await opened.operations.visit('halyard');
    await opened.operations.visit('halyard');
    await opened.operations.deliver();
    await opened.operations.deliver();
    expect(messages()).toEqual([
      expect.objectContaining({
        type: 'notice',
        data: expect.objectContaining({
          source: 'halyard',
          name: 'Halyard',
          account: null,
          code: 'login-required',
          hint: expect.stringContaining('leadline source login halyard') as string,
        }) as unknown,
      }),
    ]);
    const { deliveries } = await opened.leadline.deliveries({ limit: 9 });
    expect(deliveries).toMatchObject([
      { to: 'desk', state: 'delivered', about: { reason: 'notice', market: 'Halyard' } },
    ]);
    await opened.operations.resume('halyard');
    opened.clock.moveTo(opened.clock.now() + 60_000);
    await opened.operations.visit('halyard');
    await opened.operations.deliver();
    expect(messages()).toHaveLength(2);
    lab.control.wall('halyard', null);
  });

  it('are not told of waiting rooms, which nobody has to open', async () => {
    const before = messages().length;
    lab.control.wall('fathom', 'queue');
    expect((await opened.operations.visit('fathom')).outcome).toBe('later');
    lab.control.wall('fathom', null);
    await opened.operations.deliver();
    expect(messages()).toHaveLength(before);
  });

  it('have to be receivers', () => {
    const file = join(folder.path, 'leadline.yaml');
    writeFileSync(file, 'receivers:\n  desk:\n    file: { path: ./told.jsonl }\noperators: [desc]\n');
    expect(() => loadConfig(file)).toThrow(expect.objectContaining({ code: 'config-invalid' }));
  });
});

describe('the walls of a source', () => {
  it('are counted by kind with the time since when one stands, also after everything is rebuilt from the archive', async () => {
    const before = await wallsOf('fathom');
    expect(before).toEqual([
      {
        wall: 'queue',
        answers: expect.any(Number) as number,
        firstAt: '2026-06-01T00:01:00.000Z',
        lastAt: expect.any(String) as string,
        standsSince: '2026-06-01T00:01:00.000Z',
      },
    ]);
    await opened.operations.reextract();
    expect(await wallsOf('fathom')).toEqual(before);
    expect(await wallsOf('nordkai')).toEqual([]);
  });

  it('stand no more once a page has answered', async () => {
    opened.clock.moveTo(opened.clock.now() + 86_400_000);
    expect((await opened.operations.visit('fathom')).outcome).toBe('complete');
    expect((await wallsOf('fathom')).map(({ standsSince }) => standsSince)).toEqual([null]);
  });
});
