import { configDefaults, defineConfig } from 'vitest/config';
import { serverTests } from './test/servers/files.ts';
import { torTests } from './test/tor/files.ts';

export default defineConfig({
  test: {
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Modules hold no state, so files may share them; loading them anew for each costs more than the tests.
    isolate: false,
    projects: [
      {
        extends: true,
        test: {
          name: 'embedded',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...serverTests, ...torTests],
        },
      },
      {
        // Runs after the other (in the order of their names), so that its servers have had the time to start.
        extends: true,
        test: {
          name: 'servers',
          include: [...serverTests],
          globalSetup: ['test/servers/setup.ts'],
          // On a new machine the first hook waits for downloads.
          hookTimeout: 600_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'tor',
          include: [...torTests],
          globalSetup: ['test/tor/setup.ts'],
          // The first hook waits until the private network is up; a busy machine may need several attempts.
          hookTimeout: 300_000,
        },
      },
    ],
  },
});
