import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { parseQuery } from '../../search/parse.ts';
import type { Sighting, Write } from '../../storage/port.ts';
import { openSqlite } from '../../storage/sqlite/open.ts';
import { documentOf } from '../search/documents.ts';
import { itemOf } from '../search/items.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const sighting = (item: string, day: string): Sighting => ({
  id: `${item}|${day}`,
  item,
  source: 'bazaar',
  day,
  firstAt: `${day}T10:00:00.000Z`,
  lastAt: `${day}T10:00:00.000Z`,
  vendor: null,
  substances: [],
  priceUsd: null,
  priceEur: null,
  unitUsd: null,
  unitEur: null,
  per: null,
  pages: ['index'],
});

describe('sightings of matches', () => {
  it('come in the order of items and days, between two days, for matches only', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'leadline-sightings-'));
    folders.push(folder);
    const storage = openSqlite(join(folder, 'leadline.db'));
    const ids = Array.from({ length: 900 }, (_, index) => `i${String(index).padStart(4, '0')}`);
    const days = ['2026-09-03', '2026-09-01', '2026-09-02'];
    const writes = ids.flatMap((id, index): Write[] => {
      const document = documentOf(id, index % 2 ? 'mdma' : 'ketamine');
      const put = days.map(
        (day): Write => ({ do: 'put', collection: 'sightings', id: `${id}|${day}`, value: sighting(id, day) }),
      );
      return [{ do: 'item', item: itemOf(document), document, expected: 0 }, ...put];
    });
    await storage.commit(writes);
    const found: string[] = [];
    for await (const each of storage.items.sightings(parseQuery('mdma', { now: 0 }).query, '2026-09-02', '2026-09-03'))
      found.push(each.id);
    expect(found).toEqual(
      ids.filter((_, index) => index % 2).flatMap((id) => [`${id}|2026-09-02`, `${id}|2026-09-03`]),
    );
    await storage.close();
  });
});
