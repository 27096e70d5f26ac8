import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'node',
    setupFiles: ['test/support/property-seed.ts'],
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    // Processes, since the embedded store is native code, and few: acceptance tests start servers of their own.
    pool: 'forks',
    maxWorkers: 2,
    // Far above what any test takes: it ends what hangs, and must not judge how fast the machine is.
    testTimeout: 90_000,
    expect: { poll: { timeout: 30_000 } },
    hookTimeout: 120_000,
    teardownTimeout: 20_000,
    passWithNoTests: false,
  },
});
