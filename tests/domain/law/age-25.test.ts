import { expect, test } from 'vitest';
import { isoDate } from '../../../domain/dates/iso-date.js';
import { ageLimit } from '../../../domain/law/age-25.js';

test.each([
  { bornOn: '2001-11-23', turns25On: '2026-11-23', endsOn: '2027-07-31', latestOn: '2027-11-22', why: 'in November: the year ends the July after' },
  { bornOn: '2001-07-31', turns25On: '2026-07-31', endsOn: '2026-07-31', latestOn: '2027-07-30', why: 'on its last day: that day' },
  { bornOn: '2001-08-01', turns25On: '2026-08-01', endsOn: '2027-07-31', latestOn: '2027-07-31', why: 'on the first day of the next' },
  { bornOn: '2000-02-29', turns25On: '2025-03-01', endsOn: '2025-07-31', latestOn: '2026-02-28', why: 'on 29 February: 1 March' },
])('a young person born on $bornOn turns 25 $why', ({ bornOn, why: _why, ...limit }) => {
  expect(ageLimit(isoDate(bornOn))).toEqual(limit);
});
