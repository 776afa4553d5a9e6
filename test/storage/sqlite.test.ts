import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqlite } from '../../storage/sqlite/open.ts';
import { collectionContract } from '../contract/collection.ts';
import { commitContract } from '../contract/commit.ts';
import { turnsContract } from '../contract/turns.ts';

const folder = mkdtempSync(join(tmpdir(), 'leadline-storage-'));
let made = 0;
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const open = async () => {
  made += 1;
  return openSqlite(join(folder, `${made}.db`));
};

collectionContract('sqlite', open);
commitContract('sqlite', open);
turnsContract('sqlite', open);
