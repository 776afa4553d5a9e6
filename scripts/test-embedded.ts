/** Runs the tests that need neither a server nor Tor, and says what was left out: npm run test:embedded [-- FILTER] */
import { spawnSync } from 'node:child_process';
import { globSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { serverTests } from '../test/servers/files.ts';
import { torTests } from '../test/tor/files.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const leftOut = new Set(globSync([...serverTests, ...torTests], { cwd: root })).size;
const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url));
const { status } = spawnSync(process.execPath, [vitest, 'run', '--project', 'embedded', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
console.error(
  `${leftOut} test files were left out, since they talk to Redis, Elasticsearch or Tor; npm test runs them.`,
);
process.exitCode = status ?? 1;
