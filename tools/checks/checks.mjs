// @ts-check
// The checks beside the tests, each a command: it fails when the command does.

/** @typedef {Readonly<{ name: string, command: readonly string[] }>} Check command: after `node` */

const SOURCES = [
  'domain',
  'workflows',
  'activities',
  'worker',
  'api',
  'web',
  'prisma',
  'config',
  'cli',
  'tests',
  'tools',
];

/** The longest first. @type {readonly Check[]} */
export const CHECKS = [
  {
    name: 'Lint',
    command: [
      'node_modules/eslint/bin/eslint.js',
      '--cache',
      '--cache-location',
      '.duly/cache/eslint',
      '--max-warnings',
      '0',
      '.',
    ],
  },
  {
    name: 'Types',
    // the compiler in Go, a third of the other's time; that one, which lint reads types with, makes `dist`
    command: [
      'node_modules/typescript7/bin/tsc',
      '--noEmit',
      '--incremental',
      '--tsBuildInfoFile',
      '.duly/cache/types.json',
    ],
  },
  { name: 'Lock file', command: ['tools/checks/lock-file.mjs'] },
  { name: 'Generated documents', command: ['--import', 'tsx', 'tools/law-coverage.ts', '--check'] },
  { name: 'Arrows', command: ['tools/checks/arrows.mjs', ...SOURCES] },
  { name: 'Unused code', command: ['node_modules/knip/bin/knip.js', '--no-progress', '--no-config-hints'] },
];
