import { configDefaults, defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '.duly/**'],
    globalSetup: ['tests/support/supply.ts'],
    pool: 'forks',
    fileParallelism: false, // two cores: several test servers at once pass their start limits
    testTimeout: 30_000,
    hookTimeout: 120_000,
    env: { TZ: 'UTC' },
    coverage: { provider: 'v8', include: ['domain/**', 'workflows/**', 'activities/**', 'api/**', 'web/**', 'cli/**'] },
  },
});
