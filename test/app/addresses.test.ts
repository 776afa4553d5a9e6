import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { labSource } from '../../app/demo/lab-source.ts';
import type { UrlRecord } from '../../model/frontier.ts';
import { openTest, type TestLeadline, temporaryFolder } from './harness.ts';

const folder = temporaryFolder();
const record = (path: string, state: UrlRecord['state'], reason: string | null): UrlRecord => ({
  id: `halyard|${path}`,
  source: 'halyard',
  url: `http://halyard.invalid${path}`,
  state,
  reason,
  page: null,
  key: null,
  depth: 1,
  priority: 0,
  dueAt: '2026-06-01T00:00:00.000Z',
  attempts: 0,
  discoveredAt: '2026-06-01T00:00:00.000Z',
  linkedAt: '2026-06-01T00:00:00.000Z',
  lastFetchAt: null,
  lastCapture: null,
  etag: null,
  lastModified: null,
  hint: null,
});
let opened: TestLeadline;
beforeAll(async () => {
  opened = await openTest({ data: folder.path, proxy: null });
  await opened.operations.addSource(
    labSource({ id: 'halyard', name: 'Halyard', kind: 'market', address: 'http://halyard.invalid/' }),
  );
  for (const each of [
    record('/a', 'captured', null),
    record('/b', 'failed', 'body-ratio: too much'),
    record('/c', 'skipped', 'acts'),
  ])
    await opened.parts.storage.urls.create(each.id, each);
});
afterAll(async () => {
  await opened.close();
  folder.remove();
});

const told = async (...of: Parameters<TestLeadline['leadline']['addresses']>) => {
  const lines: string[] = [];
  for await (const { url, state, reason } of opened.leadline.addresses(...of)) lines.push(`${state} ${url} ${reason}`);
  return lines;
};

describe('the addresses of a source', () => {
  it('can all be seen with the state and the reason in which they ended', async () => {
    expect(await told('halyard')).toEqual([
      'captured http://halyard.invalid/a null',
      'failed http://halyard.invalid/b body-ratio: too much',
      'skipped http://halyard.invalid/c acts',
    ]);
    expect(await told('halyard', 'failed')).toEqual(['failed http://halyard.invalid/b body-ratio: too much']);
    await expect(told('nowhere')).rejects.toMatchObject({ code: 'not-found' });
  });
});
