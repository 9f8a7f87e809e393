import { expect, test } from 'vitest';
import { isAtLeast, satisfies, versionIn } from '../../tools/setup/versions.mjs';

test.each([
  { says: 'go version go1.26.8 linux/amd64', version: [1, 26, 8] },
  { says: 'go version go1.27 darwin/arm64', version: [1, 27, 0] },
  { says: 'openjdk version "17.0.15" 2025-04-15', version: [17, 0, 15] },
  { says: 'java version "1.8.0_402"', version: [8, 0, 0] },
  { says: 'v24', version: [24, 0, 0] },
  { says: 'command not found', version: null },
])('"$says" is $version', ({ says, version }) => {
  expect(versionIn(says)).toEqual(version);
});

test.each([
  { version: [20, 19, 0], fits: true },
  { version: [20, 18, 3], fits: false },
  { version: [21, 7, 0], fits: false },
  { version: [22, 11, 0], fits: false },
  { version: [22, 12, 0], fits: true },
  { version: [23, 1, 0], fits: false },
  { version: [24, 0, 0], fits: true },
  { version: [27, 3, 1], fits: true },
] as const)('Node $version fits our range: $fits', ({ version, fits }) => {
  expect(satisfies(version, '^20.19 || ^22.12 || >=24')).toBe(fits);
});

test('parts are compared from the left, as numbers', () => {
  expect(isAtLeast([1, 26, 10], [1, 26, 4])).toBe(true);
  expect(isAtLeast([1, 9, 9], [1, 26, 4])).toBe(false);
  expect(isAtLeast([2, 0, 0], [1, 26, 4])).toBe(true);
});

test('a range of another form is an error, never "anything"', () => {
  expect(() => satisfies([20, 0, 0], 'latest')).toThrow('not a range');
});
