import { defineConfig, mergeConfig } from 'vitest/config';
import shared from '../../vitest.config.js';

/** Benchmarks run alone and print figures; `npm test` leaves them out. */
export default mergeConfig(
  { ...shared, test: { ...shared.test, include: [] } },
  defineConfig({ test: { include: ['tests/bench/figures.ts'], testTimeout: 600_000, disableConsoleIntercept: true, reporters: ['dot'] } }),
);
