import type { DatabaseSync } from 'node:sqlite';
import { LeadlineError } from '../../model/errors.ts';
import type { Item } from '../../model/item.ts';
import type { SearchDocument } from '../../search/document.ts';

export function createItems(db: DatabaseSync) {
  db.exec(
    'CREATE TABLE IF NOT EXISTS items (id TEXT PRIMARY KEY, version INTEGER NOT NULL, body TEXT NOT NULL, document TEXT NOT NULL) STRICT',
  );
  return {
    get: async (id: string) => {
      const row = db.prepare('SELECT version, body FROM items WHERE id = ?').get(id);
      return row ? { item: JSON.parse(String(row.body)) as Item, version: Number(row.version) } : null;
    },
    writeItem(item: Item, document: SearchDocument, expected: number) {
      const found = Number(db.prepare('SELECT version FROM items WHERE id = ?').get(item.id)?.version ?? 0);
      if (found !== expected) throw new LeadlineError('conflict', 'changed');
      db.prepare('INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)').run(
        item.id,
        expected + 1,
        JSON.stringify(item),
        JSON.stringify(document),
      );
    },
    count: async () => Number(db.prepare('SELECT count(*) n FROM items').get()?.n),
    clear: () => db.exec('DELETE FROM items'),
    forget() {},
  };
}
