import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '.duly/**'],
    globalSetup: ['tests/support/supply.ts'],
    pool: 'forks',
    isolate: false, // files share the modules they import: loading them anew for each took a quarter of the run
    maxWorkers: 3, // one more than the smallest machine we run on has cores: a third of their time tests wait for a browser, a server or a timer
    testTimeout: 30_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC' },
    coverage: { provider: 'v8', include: ['domain/**', 'workflows/**', 'activities/**', 'api/**', 'web/**', 'cli/**'] },
  },
});
