import type { TestProject } from 'vitest/node';
import { keepServers } from './keep-servers.ts';

const embedded = 'npm run test:embedded  runs all tests that need no server.';

/** Begins to start the servers while other tests already run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const servers = await keepServers().catch((error: Error) => {
    throw new Error(`Some of these tests talk to real servers.\n${error.message}\n${embedded}`);
  });
  project.provide('servers', servers.address);
  return servers.close;
}
