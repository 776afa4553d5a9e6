import { describe, expect, it } from 'vitest';
import type { SourceView } from '../../app/api.ts';
import { sourcesPage } from '../../server/pages/sources.ts';
import { sources } from './fake-records.ts';

const status = { captures: 1, alerts: { recorded: 0, waiting: 0, failed: 0 } };
const drift = {
  group: 'halyard@1 listing',
  field: '<price>',
  now: { filled: 3, of: 40 },
  before: { filled: 390, of: 400 },
};

describe('the sources page', () => {
  it('says of a source whose fields fell that its layout may have changed, and which field it is', async () => {
    const [first] = sources;
    if (!first) throw new Error('there is a source to show');
    const fallen: SourceView = { ...first, turns: first.turns.map((turn) => ({ ...turn, drift: [drift] })) };
    const [calm, alarmed] = [String(await sourcesPage([first], status)), String(await sourcesPage([fallen], status))];
    expect(calm).not.toContain('layout may have changed');
    expect(alarmed).toContain('layout may have changed');
    expect(alarmed).toContain('halyard@1 listing: &lt;price&gt; found on 3 of 40, before on 98 %');
  });
});
