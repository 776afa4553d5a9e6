/** Keeps a Redis and an Elasticsearch running for development until Ctrl-C: npm run servers */
import { once } from 'node:events';
import { keepServers } from '../test/servers/keep-servers.ts';

try {
  const servers = await keepServers();
  const stopped = Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')]);
  console.error('Starting Redis and Elasticsearch; the first time this fetches them.');
  const lines = async () =>
    `export REDIS_URL=${await servers.url('redis')}\nexport ELASTIC_URL=${await servers.url('elastic')}`;
  try {
    const said = await Promise.race([lines(), stopped.then(() => null)]);
    if (said !== null) {
      console.log(said);
      console.error(
        'Tests and benchmarks use them in a shell that has these lines. Ctrl-C ends both; nothing is kept.',
      );
      await stopped;
    }
  } finally {
    await servers.close();
  }
} catch (error) {
  console.error((error as Error).message); // what keepServers throws
  process.exitCode = 1;
}
