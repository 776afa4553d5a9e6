/** A worker process that takes one turn and stays in it; on each line that it is sent it tries to write, and says how that went. */
import { createInterface } from 'node:readline';
import { openElastic } from '../../storage/elastic/open.ts';
import { mustNext, workerOn } from './bullmq-workers.ts';

const [node = '', url = '', prefix = ''] = process.argv.slice(2);
const storage = await openElastic({ node, prefix });
const turns = await workerOn([], { url, prefix, leases: storage.leases }, []);
const lease = await mustNext(turns, 20_000);
console.log(`turn ${lease.epoch}`);
for await (const _ of createInterface({ input: process.stdin }))
  console.log(
    await storage.commit([], lease).then(
      () => 'written',
      (error: { code?: string }) => error.code ?? 'failed',
    ),
  );
