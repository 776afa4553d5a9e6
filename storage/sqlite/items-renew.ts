import type { SearchDocument } from '../../search/document.ts';
import { transaction } from './commit.ts';
import { createItemTables } from './items-schema.ts';
import { indexRow } from './items-write.ts';
import type { Statements } from './statements.ts';

const atOnce = 1_000;
const searchTables = ['item_vocabulary', 'item_words', 'item_texts', 'item_keywords', 'item_facts'];

/** Makes the tables that are searched anew from the documents of all items, for a file whose tables have an older form. Can be repeated. */
export function renewItems(statements: Statements): void {
  const drops = searchTables.map((name) => `DROP TABLE IF EXISTS ${name};`);
  statements.exec(`BEGIN IMMEDIATE;${drops.join('')}DROP INDEX IF EXISTS items_key;COMMIT;`);
  createItemTables(statements);
  for (let after: number | null = 0; after !== null; ) {
    const rows = statements.all('SELECT n, document FROM items WHERE n > ? ORDER BY n LIMIT ?', after, atOnce);
    transaction(statements, () => {
      for (const { n, document } of rows)
        indexRow(statements, Number(n), null, JSON.parse(String(document)) as SearchDocument); // written by writeItemRow
    });
    after = rows.length < atOnce ? null : Number(rows.at(-1)?.n);
  }
}
