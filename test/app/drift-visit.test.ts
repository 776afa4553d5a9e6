import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SourceView } from '../../app/api.ts';
import { labSource } from '../../app/demo/lab-source.ts';
import { weekStart } from '../../lab/calendar.ts';
import { type Lab, startLab } from '../../lab/start.ts';
import { createWorld } from '../../lab/world.ts';
import { openTest, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
let lab: Lab;
beforeAll(async () => {
  lab = await startLab({ world: createWorld({ seed: 8, size: 'small', weeks: 12 }) });
});
afterAll(async () => {
  await lab.close();
  folder.remove();
});

const shipped = readFileSync('config/sites/halyard.yaml', 'utf8');

/** One visit in a week of the lab, with a profile as it is then. */
async function visit(week: number, profile: string): Promise<SourceView> {
  mkdirSync(join(folder.path, 'sites'), { recursive: true });
  writeFileSync(join(folder.path, 'sites', 'halyard.yaml'), profile);
  lab.control.advance({ week });
  const opened = await openTest({ data: folder.path, proxy: lab.socksUrl, start: weekStart(week) });
  const site = lab.sources().find((each) => each.id === 'halyard');
  if (!site) throw new Error('the lab serves halyard');
  if (week === 1) await opened.operations.addSource(labSource(site));
  await opened.operations.visit('halyard');
  const view = await opened.leadline.source('halyard');
  await opened.close();
  return view;
}

describe('a visit after the layout of a site changed', () => {
  it('says which field is found less often, and says nothing once the profile fits again', async () => {
    // A rule that no longer fits stands for a new layout: the profile looks for what the pages do not have.
    const broken = shipped.replaceAll('price: { select: ".p", drop: small }', 'price: ".cost"');
    expect(broken).not.toBe(shipped);
    for (const week of [1, 2, 3]) expect((await visit(week, shipped)).source.reason).toBeNull();
    const changed = await visit(4, broken);
    expect(changed.source.reason).toMatch(
      /^layout-changed: halyard@1 \w+ rows: price found on \d+ of \d+, before on 100 %/,
    );
    expect(changed.turns[0]?.drift?.map(({ field }) => field)).toContain('price');
    expect((await visit(5, shipped)).source.reason).toBeNull();
  }, 60_000);
});
