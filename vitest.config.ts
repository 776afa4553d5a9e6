import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // Modules hold no state, so files may share them; loading them anew for each costs more than the tests.
    isolate: false,
  },
});
