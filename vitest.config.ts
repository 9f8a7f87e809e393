import { configDefaults, defineConfig } from 'vitest/config';
import { PATIENCE } from './tests/support/patience.js';
import { LongestFirst } from './tests/support/longest-first.js';

export default defineConfig({
  test: {
    include: ['tests/**/*.test.ts'],
    exclude: [...configDefaults.exclude, '.duly/**'],
    globalSetup: ['tests/support/supply.ts'],
    pool: 'forks',
    isolate: false, // files share the modules they import: loading them anew for each took a quarter of the run
    maxWorkers: 3, // one more than the smallest machine we run on has cores: a third of their time tests wait for a browser, a server or a timer
    sequence: { sequencer: LongestFirst },
    testTimeout: 300_000, // tells a test that hangs from one on a busy machine, and nothing else: no test states its own
    hookTimeout: 600_000,
    expect: { poll: { timeout: PATIENCE } },
    env: { TZ: 'UTC' },
    coverage: { provider: 'v8', include: ['domain/**', 'workflows/**', 'activities/**', 'api/**', 'web/**', 'cli/**'] },
  },
});
