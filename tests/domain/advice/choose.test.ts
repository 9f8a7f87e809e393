import { expect, test } from 'vitest';
import { adviserFor, attendedKind } from '../../../domain/advice/choose.js';

test.each([
  ['mainstream-school', 'school'], ['special-school', 'school'], ['alternative-provision', 'school'],
  ['early-years', 'early-years'], ['nursery', 'early-years'], ['college', 'college'], ['sixth-form', 'college'], ['post-16', 'college'],
])('%s is a %s', (kind, attends) => {
  expect(attendedKind({ kind })).toBe(attends);
});

test('a child without a setting attends nothing', () => {
  expect(attendedKind(null)).toBeNull();
});

const head = (ref: string, school: string) => ({ ref, name: `Head of ${school}`, role: 'head-teacher', staff: 'S-1' }) as const;
const health = (ref: string, staff: string | null) => ({ ref, name: ref, role: 'health', staff }) as const;
const QUAYSIDE = { name: 'Quayside Primary' };

test.each([
  ['the head of the child’s own school, whoever else was chosen', 'head-teacher', QUAYSIDE, [head('V-1', 'Hill School'), head('V-2', 'Quayside Primary')], 'V-1', 'V-2'],
  ['the one chosen', 'head-teacher', null, [head('V-1', 'Hill School'), head('V-2', 'Quayside Primary')], 'V-1', 'V-1'],
  ['the only one', 'health', QUAYSIDE, [health('V-3', 'S-3'), head('V-1', 'Hill School')], undefined, 'V-3'],
  ['the service’s inbox before its people', 'health', QUAYSIDE, [health('V-3', 'S-3'), health('V-4', null)], undefined, 'V-4'],
  ['nobody where two inboxes could be asked', 'health', QUAYSIDE, [health('V-4', null), health('V-5', null)], undefined, undefined],
  ['nobody where two people could be asked', 'health', QUAYSIDE, [health('V-3', 'S-3'), health('V-6', 'S-6')], 'V-1', undefined],
  ['nobody where there is nobody', 'health', QUAYSIDE, [], undefined, undefined],
] as const)('%s', (_name, role, setting, all, chosen, ref) => {
  expect(adviserFor(role, setting, all, chosen)?.ref).toBe(ref);
});
