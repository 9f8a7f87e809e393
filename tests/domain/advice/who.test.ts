import { isInYear9OrBeyond } from '../../../domain/dates/school-year.js';
import { describe, expect, test } from 'vitest';
import { mayReuse, whomToAsk, type ChildToAskAbout } from '../../../domain/advice/who.js';
import { isoDate } from '../../../domain/dates/iso-date.js';
import type { AdviserRole, Fact } from '../../../domain/facts/fact.js';

/** SEND Regulations 2014 reg 6(1)(a) to (h), (2), (4), as law.md 2.1 gives them; every expectation by hand. */

const TODAY = isoDate('2026-03-02');
const CHILD: ChildToAskAbout = { bornOn: isoDate('2017-05-14'), sensory: 'none', forcesFamily: false, attends: 'school', named: [], roles: new Map() };
const fact = (id: string, told: object): Fact => ({ id, on: isoDate('2026-02-20'), ...told }) as Fact;
const asked = (child: Partial<ChildToAskAbout>, facts: readonly Fact[] = []) => whomToAsk({ ...CHILD, ...child }, facts, TODAY);
const paragraphs = (child: Partial<ChildToAskAbout>) => asked(child).map(({ law, role }) => `${law.replace('SEND Regulations 2014 reg ', '')} ${role}`);

const USUAL = ['6(1)(a) parent', '6(1)(b) head-teacher', '6(1)(c) health', '6(1)(d) educational-psychology', '6(1)(e) social-care'];

test('a child at school: parent, head, health, psychologist, social care, and nobody else', () => {
  expect(paragraphs({})).toEqual(USUAL);
});

test.each([
  { attends: 'early-years' as const, role: 'early-years-lead', why: 'attends-early-years' },
  { attends: 'college' as const, role: 'college-principal', why: 'attends-college' },
  { attends: null, role: 'head-teacher', why: 'attends-nothing' },
])('educational advice where the child attends $attends comes of the $role', ({ attends, role, why }) => {
  expect(asked({ attends }).filter(({ law }) => law.endsWith('(1)(b)'))).toMatchObject([{ role, why }]);
});

test('a forces family: the Secretary of State for Defence besides the head', () => {
  expect(paragraphs({ forcesFamily: true })).toEqual([...USUAL.slice(0, 2), '6(1)(b) ministry-of-defence', ...USUAL.slice(2)]);
});

test.each([
  { sensory: 'hearing' as const, why: 'hearing' },
  { sensory: 'vision' as const, why: 'vision' },
  { sensory: 'both' as const, why: 'hearing-and-vision' },
])('impaired $sensory: a teacher qualified for it', ({ sensory, why }) => {
  expect(asked({ sensory }).filter(({ role }) => role === 'sensory-teacher')).toMatchObject([{ law: 'SEND Regulations 2014 reg 6(2)', why }]);
});

test('whoever the family reasonably names is asked by name, one each', () => {
  expect(asked({ named: ['V-SALT0001', 'V-THERAPY0'] }).filter(({ law }) => law.endsWith('(1)(h)')).map(({ adviser }) => adviser)).toEqual(['V-SALT0001', 'V-THERAPY0']);
});

describe('in or beyond Year 9', () => {
  // Year 9 of 2025/26 was born from 1 September 2011 to 31 August 2012.
  test.each([
    { bornOn: '2012-08-31', on: '2026-03-02', is: true },
    { bornOn: '2012-09-01', on: '2026-03-02', is: false },
    { bornOn: '2012-09-01', on: '2026-08-31', is: false },
    { bornOn: '2012-09-01', on: '2026-09-01', is: true },
    { bornOn: '2004-01-01', on: '2026-03-02', is: true },
  ])('born $bornOn, on $on: $is', ({ bornOn, on, is }) => {
    expect(isInYear9OrBeyond(isoDate(bornOn), isoDate(on))).toBe(is);
  });

  test('adulthood is asked about', () => {
    expect(paragraphs({ bornOn: isoDate('2011-01-01') })).toEqual([...USUAL, '6(1)(g) adulthood']);
  });
});

describe('what has been done', () => {
  const roles = new Map<string, AdviserRole>([['V-EP000001', 'educational-psychology']]);

  test('asked already: stands in the list and says so', () => {
    const facts = [fact('j3', { type: 'advice-requested', adviser: 'V-HEA1TH00', role: 'health' })];
    expect(asked({}, facts).filter((one) => one.asked).map(({ role }) => role)).toEqual(['health']);
  });

  test('earlier advice stands in only with all three consents', () => {
    const reused = (consents: string[]) => asked({ roles }, [fact('j3', { type: 'advice-reused', adviser: 'V-EP000001', consents })]);
    expect(reused(['adviser', 'authority', 'family']).filter((one) => one.reused).map(({ role }) => role)).toEqual(['educational-psychology']);
    expect(reused(['adviser', 'authority']).some((one) => one.reused)).toBe(false);
    expect(mayReuse(['family', 'authority', 'adviser'])).toBe(true);
    expect(mayReuse([])).toBe(false);
  });

  test('a request taken out by a correction has not been asked', () => {
    const facts = [
      fact('j3', { type: 'advice-requested', adviser: 'V-HEA1TH00', role: 'health' }),
      fact('j4', { type: 'correction', corrects: 'j3', replacement: null }),
    ];
    expect(asked({}, facts).some((one) => one.asked)).toBe(false);
  });
});
