import { openElastic } from '../../storage/elastic/open.ts';
import { deliveryOf } from '../contract/collection.ts';

/** A process that commits pairs of records in a loop and says each number once it is saved, until it is killed. */
const [node = '', prefix = '', from = '0'] = process.argv.slice(2);
const storage = await openElastic({ node, prefix });
process.stdout.write('open\n');
for (let n = Number(from); ; n++) {
  const pair = [`${n}|a`, `${n}|b`];
  await storage.commit(pair.map((id) => ({ do: 'create', collection: 'deliveries', id, value: deliveryOf(id) })));
  if (!process.stdout.write(`${n}\n`)) await new Promise((resolve) => process.stdout.once('drain', resolve));
}
