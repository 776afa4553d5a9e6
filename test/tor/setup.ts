import { createServer } from 'node:http';
import type { TestProject } from 'vitest/node';
import { startLabOnTor } from '../../app/demo/tor.ts';
import { findTor } from '../../crawler/tor/program.ts';
import { createWorld } from '../../lab/world.ts';
import { world } from './world.ts';

async function start() {
  const { lab, way } = await startLabOnTor({ world: createWorld(world) });
  const { socksUrl, controlUrl } = lab;
  return { lab, told: JSON.stringify({ socksUrl, controlUrl, way, sites: lab.sources() }) };
}

const failure = (error: unknown): string =>
  error instanceof Error ? `${error.message}: ${error.cause ?? ''}` : `${error}`;

/** One private Tor network for all files, started when the first of them asks, which takes about 20 s. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  await findTor('tor', process.env.PATH ?? '').catch((error: Error) => {
    throw new Error(
      `Some of these tests go through a real Tor.\n${error.message}:\n    apt-get update && apt-get install -y --no-install-recommends tor\nnpm run test:embedded  runs all tests that need none.`,
    );
  });
  let starting: ReturnType<typeof start> | null = null;
  const server = createServer((_, response) => {
    starting ??= start();
    starting.then(
      ({ told }) => response.end(told),
      (error) => response.writeHead(500).end(failure(error)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  project.provide('tor', `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`);
  return async () => {
    server.close();
    await starting?.then(
      ({ lab }) => lab.close(),
      () => undefined,
    );
  };
}
