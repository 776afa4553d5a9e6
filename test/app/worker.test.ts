import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { labSource } from '../../app/demo/lab-source.ts';
import { adoptSources, planAnew, runTogether, untilAborted } from '../../app/worker.ts';
import { weekMs, weekStart } from '../../lab/calendar.ts';
import { openTest, type TestLeadline, temporaryFolder, testConfig } from './harness.ts';

const folder = temporaryFolder();
const halyard = labSource({ id: 'halyard', name: 'Halyard', kind: 'market', address: 'http://halyard.invalid/' });
let opened: TestLeadline;
beforeEach(async () => {
  opened = await openTest({ data: folder.path, proxy: null });
});
afterEach(async () => {
  await opened.close();
  folder.remove();
});

describe('the plan of turns', () => {
  it('is made anew where a clock that ran ahead put it years away, and left alone elsewhere', async () => {
    const { leases } = opened.parts.storage;
    const now = weekStart(1);
    const year = 52 * weekMs;
    const add = (id: string) =>
      opened.operations.addSource({ ...halyard, id, name: id, addresses: [`http://${id}.invalid/`] });
    for (const id of ['finished', 'died', 'weekly', 'due']) await add(id);
    const finished = await leases.claimSource('finished', now + year, 120_000);
    if (finished) await leases.done(finished, now + year + weekMs);
    await leases.schedule('died', now + year);
    await leases.claimSource('died', now + year, 120_000);
    await leases.schedule('weekly', now + weekMs);

    expect([...(await planAnew(opened))].sort()).toEqual(['died', 'finished']);
    expect(await leases.planned('weekly')).toBe(now + weekMs);
    const claimed: (string | undefined)[] = [];
    for (let n = 0; n < 4; n++) claimed.push((await leases.claim(now, 120_000))?.source);
    expect(claimed).toEqual(['died', 'due', 'finished', undefined]);
    expect(await planAnew(opened)).toEqual([]);
  });

  it('is what the list of sources tells', async () => {
    await opened.operations.addSource(halyard);
    await opened.parts.storage.leases.schedule('halyard', weekStart(1) + 60_000);
    expect((await opened.leadline.source('halyard')).nextTurnAt).toBe('2026-06-01T00:01:00.000Z');
    await opened.operations.setState('halyard', 'paused', null);
    expect((await opened.leadline.source('halyard')).nextTurnAt).toBeNull();
  });
});

describe('the work of a running Leadline', () => {
  it('goes on when a source file is wrong, tells it once, and takes the file when it is right', async () => {
    const config = testConfig(folder.path, null);
    mkdirSync(config.sources, { recursive: true });
    const write = (name: string, text: string) => writeFileSync(join(config.sources, name), text);
    write('a.yaml', 'id: a\nkind: market\nadresses: [http://a.invalid/]\n');
    write('b.yaml', 'id: b\nkind: market\naddresses: [http://b.invalid/]\n');
    const lines: string[] = [];
    const told = new Set<string>();
    for (let n = 0; n < 2; n++) await adoptSources(opened, config, (line) => lines.push(line), told);
    expect(lines).toEqual([expect.stringMatching(/a\.yaml.*did you mean "addresses"/s), 'b: new source']);
    write('a.yaml', 'id: a\nkind: market\naddresses: [http://a.invalid/]\n');
    await adoptSources(opened, config, (line) => lines.push(line), told);
    expect(lines.slice(2)).toEqual(['a: new source']);
  });

  it('ends as a whole when one part of it fails', async () => {
    const stop = new AbortController();
    const ended: string[] = [];
    const patient = async (signal: AbortSignal) => {
      await untilAborted(signal);
      ended.push('patient');
    };
    const broken = async () => {
      throw new Error('broken');
    };
    await expect(runTogether(stop.signal, [patient, broken])).rejects.toThrow('broken');
    expect(ended).toEqual(['patient']);
    const both = runTogether(stop.signal, [patient, patient]);
    stop.abort();
    await both;
    expect(ended).toHaveLength(3);
  });
});
