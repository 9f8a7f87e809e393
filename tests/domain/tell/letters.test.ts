import fc from 'fast-check';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { BadLetters, LETTERS_FOLDER, readCouncil, readLetters } from '../../../config/letters.js';
import { isoDate, type IsoDate } from '../../../domain/dates/iso-date.js';
import { workingDays } from '../../../domain/dates/working-days.js';
import type { Fact } from '../../../domain/facts/fact.js';
import { dated } from '../../../domain/facts/receipt.js';
import { anyFact as factSchema } from '../../../domain/facts/schema.js';
import { DEFAULT_SETTINGS, NO_CALENDAR } from '../../../domain/settings.js';
import { compose, MissingValue } from '../../../domain/tell/compose.js';
import { familyToWrite } from '../../../domain/tell/family.js';
import { LETTER_CODES, type LetterCode } from '../../../domain/tell/letter-codes.js';
import { BadLetter, parseLetter, wordsOf } from '../../../domain/tell/parse-letter.js';
import type { ChildInTell } from '../../../domain/tell/people.js';
import { PLACEHOLDERS, type Placeholder } from '../../../domain/tell/placeholders.js';
import { channelsOf, missingItems, REQUIRED } from '../../../domain/tell/required.js';
import type { Composed, LetterValues, Template } from '../../../domain/tell/template.js';
import { valuesOf, type Occasion } from '../../../domain/tell/values.js';
import { lettersPage } from '../../../tools/letters-page.js';
import { anyChild, anyPeople, child } from './people.js';

const LETTERS = readLetters();
const COUNCIL = readCouncil('Exampleton Council');
const WORKING = workingDays();
const textOf = ({ subject, body }: Composed): string => [subject, ...body.map(wordsOf)].join('\n');

/** Every placeholder filled with its own name, so that a passage shows what it holds. */
const named = (channel: 'email' | 'letter'): LetterValues => ({ ...(Object.fromEntries(Object.keys(PLACEHOLDERS).map((name) => [name, `<${name}>`])) as Record<Placeholder, string>), channel, links: true });

describe.each(LETTER_CODES)('%s', (code) => {
  const template = LETTERS[code];

  test('holds all that it must, and says it on each of its channels', () => {
    expect(missingItems(template)).toEqual([]);
    for (const channel of channelsOf(code)) {
      const said = textOf(compose(code, template, named(channel))).toLowerCase();
      for (const need of REQUIRED[code].flatMap(({ needs }) => needs)) {
        const anyOf = (typeof need === 'string' ? [need] : need).map((words) => words.replace(/\{\{(.*?)\}\}/g, (_, name: string) => (name === 'law' ? template.law : `<${name}>`)).toLowerCase());
        expect(anyOf.some((words) => said.includes(words)), `${channel}: ${anyOf.join(' or ')}`).toBe(true);
      }
    }
  });

  test.each(REQUIRED[code].map((item) => [item.code, item] as const))('without its passage on %s is refused, by name', (_, item) => {
    const spoiled: Template = { ...template, blocks: template.blocks.filter(({ items }) => !items.includes(item.code)) };
    expect(missingItems(spoiled).map((missing) => missing.item.code)).toContain(item.code);
  });

  test('with its marks kept and its words gone is refused for every item', () => {
    const hollow: Template = { ...template, blocks: template.blocks.map((one) => ({ ...one, block: { kind: 'paragraph', text: 'There is new information.' } })) };
    expect(new Set(missingItems(hollow).map(({ item }) => item.code))).toEqual(new Set(REQUIRED[code].map((item) => item.code)));
  });

  test('says what happened, what to do and by when, and never only that there is news', () => {
    expect(REQUIRED[code].map((item) => item.code)).toEqual(expect.arrayContaining(['what-changed', 'what-to-do', 'by-when']));
    for (const channel of channelsOf(code)) expect(textOf(compose(code, template, named(channel)))).not.toMatch(/you have (a )?new (information|message|notification|update)/i);
  });
});

describe('letters with a right of appeal', () => {
  const REG_32 = ['mediation-right', 'mediation-certificate', 'mediation-adviser', 'mediation-timescale', 'mediation-tell-us', 'mediation-contact'];
  const EACH = ['appeal-right', 'time-limit', ...REG_32, 'disagreement-resolution', 'information-and-advice'];

  test.each(['refused-to-assess', 'refused-to-issue', 'final-plan'] as const)('%s holds regulation 32(a) to (f) and the rest of law.md 2.3', (code) => {
    expect(REQUIRED[code].map((item) => item.code)).toEqual(expect.arrayContaining(EACH));
  });

  test('the Tribunal’s recommendations stand in each but the refusal to assess', () => {
    const holds = (code: LetterCode): boolean => /recommendations power/i.test(textOf(compose(code, LETTERS[code], named('letter'))));
    expect((['refused-to-assess', 'refused-to-issue', 'final-plan'] as const).map(holds)).toEqual([false, true, true]);
  });
});

const facts = (...told: readonly object[]): Fact[] => told.map((one, index) => dated(factSchema.parse(one), `f${index + 1}`, WORKING));
const REQUEST = { type: 'request-received', on: '2025-09-02', by: 'parent' };
const AGREED = { type: 'assessment-agreed', on: '2025-10-14' };
const MADE = { type: 'plan-made', on: '2025-02-10' };
const HELD = { type: 'review-meeting-held', on: '2026-01-05' };

function occasion(told: readonly Fact[], today: IsoDate, given: Partial<Occasion> = {}): Occasion {
  return {
    reference: 'A-0042', child: child(), addressee: { kind: 'person', name: 'Pat Invented', channel: 'letter' }, council: COUNCIL, caseworker: 'Casey Invented',
    today, facts: told, settings: DEFAULT_SETTINGS, calendar: NO_CALENDAR, cause: told.at(-1) ?? null, item: null, ...given,
  };
}
const letter = (code: LetterCode, about: Occasion): string => textOf(compose(code, LETTERS[code], valuesOf(about)));

describe('the days a letter says', () => {
  test.each([
    { id: 'D33', on: '2026-06-12', certificate: null, appealBy: 'Tuesday 1 September 2026', mediationBy: 'Wednesday 12 August 2026' },
    { id: 'D34', on: '2026-10-28', certificate: null, appealBy: 'Monday 4 January 2027', mediationBy: 'Monday 28 December 2026' },
    { id: 'D35', on: '2026-12-31', certificate: null, appealBy: 'Monday 1 March 2027', mediationBy: 'Sunday 28 February 2027' },
    { id: 'D32', on: '2026-03-09', certificate: '2026-04-20', appealBy: 'Wednesday 20 May 2026', mediationBy: 'Saturday 9 May 2026' },
  ])('$id: a refusal sent $on is appealed by $appealBy', ({ on, certificate, appealBy, mediationBy }) => {
    const told = facts({ ...REQUEST, on: '2026-02-02' }, { type: 'assessment-refused', on }, ...(certificate ? [{ type: 'mediation-certificate', on: certificate }] : []));
    const text = letter('refused-to-assess', occasion(told, isoDate(certificate ?? on), { cause: told[1] ?? null, reasons: 'The school can meet these needs.' }));
    expect(text).toContain(`must arrive by ${appealBy}`);
    expect(text).toContain(`by ${mediationBy}`);
    expect(text).toContain('regulation 4 of the Special');
  });

  test('D01: considering says when it will be decided, agreeing when the plan must come', () => {
    const considered = facts(REQUEST, { type: 'considering-notified', on: '2025-09-03' });
    expect(letter('considering-family', occasion(considered, isoDate('2025-09-03')))).toContain('by Tuesday 14 October 2025');
    expect(letter('agreed-family', occasion(facts(REQUEST, AGREED), isoDate('2025-10-14')))).toContain('by Tuesday 20 January 2026');
  });

  test('D36: after an order the order’s own days', () => {
    const told = facts({ ...REQUEST, on: '2025-11-03' }, { type: 'assessment-refused', on: '2025-12-15' }, { type: 'appeal-lodged', on: '2026-01-12', against: 'refusal-to-assess' }, { type: 'tribunal-order', on: '2026-04-10', order: 'assess' }, { type: 'assessment-agreed', on: '2026-04-20' });
    expect(letter('agreed-family', occasion(told, isoDate('2026-04-20')))).toContain('by Friday 17 July 2026');
  });

  test('D13: the adviser’s six weeks run from receipt', () => {
    const told = facts(REQUEST, AGREED, { type: 'advice-requested', on: '2025-10-13', receivedOn: '2025-10-14', adviser: 'V-1', role: 'health' });
    const text = letter('advice-request', occasion(told, isoDate('2025-10-14'), { addressee: { kind: 'adviser', name: 'Dr Invented', channel: 'email' }, adviser: 'the community paediatrician' }));
    expect(text).toContain('By Tuesday 25 November 2025: six weeks');
  });

  test('advice returned keeps its day', () => {
    const told = facts(REQUEST, AGREED, { type: 'advice-requested', on: '2025-10-14', adviser: 'V-1', role: 'health' }, { type: 'advice-received', on: '2025-11-10', adviser: 'V-1' }, { type: 'advice-returned', on: '2025-11-12', adviser: 'V-1', reason: 'N-1' });
    const text = letter('advice-returned', occasion(told, isoDate('2025-11-12'), { addressee: { kind: 'adviser', name: 'Dr Invented', channel: 'email' }, adviser: 'the community paediatrician', reasons: 'No outcomes are given.' }));
    expect(text).toContain('has not moved: it is Tuesday 25 November 2025');
  });

  test('D11, D12: a draft served by hand has its fifteenth day, by post the later one, by email without consent none yet', () => {
    const draft = (sent: object): string => letter('draft-plan', occasion(facts({ ...REQUEST, on: '2025-11-20' }, { ...AGREED, on: '2025-12-20' }, { type: 'draft-plan-sent', ...sent }), isoDate('2026-03-05')));
    expect(draft({ on: '2026-03-02', channel: 'email', sentAt: '2026-03-02T10:00:00Z', emailConsent: true })).toContain('until the end of Monday 16 March 2026');
    expect(draft({ on: '2026-03-05', channel: 'first-class-post' })).toContain('until the end of Monday 23 March 2026');
    expect(draft({ on: '2026-03-05', channel: 'email' })).toContain('we will confirm the last day when we know');
  });

  test('a delay says why and each step’s own day, which stays', () => {
    const told = facts(REQUEST, { type: 'exception-recorded', on: '2025-10-01', ground: 'absent', steps: ['issue-final-plan', 'decide-to-assess'] });
    const text = letter('delay-notice', occasion(told, isoDate('2025-10-01')));
    expect(text).toContain('send the final EHC plan: last day in law Tuesday 20 January 2026');
    expect(text).toContain('away from our area for four weeks or more');
  });

  test('a reminder says the day of its own duty', () => {
    const told = facts(REQUEST, AGREED, { type: 'advice-requested', on: '2025-10-14', adviser: 'V-1', role: 'health' }, { type: 'advice-requested', on: '2025-10-20', adviser: 'V-2', role: 'social-care' });
    const item = { duty: 'give-advice', subject: 'V-2', occurrence: 'f4' } as const;
    const text = letter('advice-reminder', occasion(told, isoDate('2025-11-10'), { cause: null, item, addressee: { kind: 'adviser', name: 'Dr Invented', channel: 'email' }, adviser: 'the social care team' }));
    expect(text).toContain('Please answer by Monday 1 December 2025');
  });
});

describe('composing', () => {
  const simple = (body: string): Template => parseLetter('access-code', `---\nsubject: About {{reference}}\nlaw: A law\n---\n${body}`);
  const values = (given: Partial<LetterValues>): LetterValues => ({ channel: 'email', links: true, reference: 'A-1', ...given });

  test('a placeholder without a value is named, and nothing is composed', () => {
    const failing = (): Composed => compose('access-code', simple('Type {{code}}.'), values({}));
    expect(failing).toThrow(MissingValue);
    expect(failing).toThrow('access-code: nothing to put for {{code}}');
    expect(() => compose('access-code', simple('Type {{code}}.'), values({ code: ' ' }))).toThrow(MissingValue);
    expect(() => compose('access-code', simple('- {{sendiass}}'), values({ sendiass: [] }))).toThrow('{{sendiass}}');
  });

  test('values are data: put in once, neither read for placeholders nor changed', () => {
    const reasons = '<b>{{code}}</b> & "$&" {{link}}\n\nA second paragraph.';
    expect(compose('access-code', simple('{{reasons}}'), values({ reasons })).body).toEqual([
      { kind: 'paragraph', text: '<b>{{code}}</b> & "$&" {{link}}' },
      { kind: 'paragraph', text: 'A second paragraph.' },
    ]);
  });

  test('a list item may go on in the next line', () => {
    expect(compose('access-code', simple('- one\n- two, which\ngoes on\n- three'), values({})).body).toEqual([{ kind: 'list', items: ['one', 'two, which goes on', 'three'] }]);
  });

  test('no letter shows the dash of a list as words', () => {
    for (const code of LETTER_CODES) for (const { block } of LETTERS[code].blocks) expect(wordsOf(block), code).not.toMatch(/(^|\s)- /);
  });

  test('a list item that is one placeholder becomes a line each', () => {
    expect(compose('access-code', simple('- {{schools}}\n- and more'), values({ schools: ['one', 'two'] })).body).toEqual([{ kind: 'list', items: ['one', 'two', 'and more'] }]);
  });

  test('what is for one channel stays out of the other, and a link out of letters and of mails to those who can have none', () => {
    const template = simple('Both.\n\n<!-- only: letter -->\nPaper.\n\n[Go]({{link}})');
    const said = (given: Partial<LetterValues>): string[] => compose('access-code', template, values(given)).body.map(wordsOf);
    expect(said({})).toEqual(['Both.', 'Go']);
    expect(said({ links: false })).toEqual(['Both.']);
    expect(said({ channel: 'letter' })).toEqual(['Both.', 'Paper.']);
  });
});

describe('a mail', () => {
  const causes: Readonly<Partial<Record<LetterCode, readonly object[]>>> = {
    'considering-family': [REQUEST, { type: 'considering-notified', on: '2025-09-03' }],
    'agreed-family': [REQUEST, AGREED],
    'refused-to-assess': [REQUEST, { type: 'assessment-refused', on: '2025-10-14' }],
    'refused-to-issue': [REQUEST, AGREED, { type: 'issue-refused', on: '2025-12-15' }],
    'draft-plan': [REQUEST, AGREED, { type: 'draft-plan-sent', on: '2025-12-15', channel: 'by-hand' }],
    'final-plan': [REQUEST, AGREED, { type: 'draft-plan-sent', on: '2025-12-15', channel: 'by-hand' }, { type: 'final-plan-issued', on: '2026-01-20' }],
    'advice-request': [REQUEST, AGREED, { type: 'advice-requested', on: '2025-10-14', adviser: 'V-1', role: 'health' }],
    consultation: [REQUEST, AGREED, { type: 'setting-consulted', on: '2025-12-16', setting: 'T-1' }],
    'review-date': [MADE, { type: 'review-date-set', on: '2026-01-05', meetingOn: '2026-03-05' }],
    'review-date-moved': [MADE, { type: 'review-date-set', on: '2026-01-05', meetingOn: '2026-03-05' }, { type: 'review-date-set', on: '2026-01-12', meetingOn: '2026-03-12' }],
    'review-kept': [MADE, HELD, { type: 'review-decision-sent', on: '2026-01-20', decision: 'keep' }],
    'review-decided': [MADE, HELD, { type: 'review-decision-sent', on: '2026-01-20', decision: 'amend' }],
    'amendment-notice': [MADE, HELD, { type: 'amendment-notice-sent', on: '2026-01-20', channel: 'by-hand' }],
    'amended-plan': [MADE, HELD, { type: 'amended-plan-issued', on: '2026-01-20' }],
    'plan-changed-partners': [MADE, HELD, { type: 'amended-plan-issued', on: '2026-01-20' }],
    'plan-ceasing': [MADE, { type: 'cease-decided', on: '2026-01-20' }],
    'moving-away': [MADE, { type: 'move-known', on: '2026-01-20', movesOn: '2026-03-01' }],
  };
  const codes = Object.keys(causes) as LetterCode[];
  const inMail = (code: LetterCode, about: ChildInTell, kind: 'person' | 'child' | 'adviser'): string =>
    letter(code, occasion(facts(...(causes[code] ?? [])), isoDate('2026-01-20'), { child: about, addressee: { kind, name: 'Recipient Fullname', channel: 'email' }, reasons: 'The reasons.', adviser: 'the paediatric team' }));

  test('never holds a child’s full name, family name, birth date or the addressee’s name, whoever the child', () => {
    fc.assert(
      fc.property(anyChild(), fc.constantFrom(...codes), fc.constantFrom('person' as const, 'child' as const, 'adviser' as const), (about, code, kind) => {
        const mail = inMail(code, about, kind);
        for (const secret of [about.givenName, about.familyName, about.bornOn, 'Recipient Fullname']) expect(mail).not.toContain(secret);
        expect(mail).toContain(`${about.givenName.charAt(0)}. (reference A-0042)`);
      }),
      { numRuns: 400 },
    );
  });

  test('never holds an officer’s own words, which may name anybody and anything', () => {
    const words = 'Testine Exampleforth is autistic and lives at 1 Hidden Street.';
    const told = { ...causes, 'advice-returned': [REQUEST, AGREED, { type: 'advice-requested', on: '2025-10-14', adviser: 'V-1', role: 'health' }, { type: 'advice-received', on: '2025-11-10', adviser: 'V-1' }, { type: 'advice-returned', on: '2025-11-12', adviser: 'V-1', reason: 'N-1' }] };
    const saying = (code: LetterCode, channel: 'email' | 'letter'): string =>
      letter(code, occasion(facts(...(told[code] ?? [])), isoDate('2026-01-20'), { addressee: { kind: 'service', name: 'A post', channel }, reasons: words, adviser: 'the paediatric team' }));
    for (const code of ['refused-to-assess', 'refused-to-issue', 'advice-returned'] as const) {
      expect(saying(code, 'email')).not.toContain('autistic');
      expect(saying(code, 'letter')).toContain(words);
    }
    for (const code of LETTER_CODES) expect(textOf(compose(code, LETTERS[code], named('email')))).not.toContain('<reasons>');
  });

  test('a posted letter names the child, so that it can be acted on', () => {
    expect(letter('agreed-family', occasion(facts(REQUEST, AGREED), isoDate('2025-10-14')))).toContain('Testine Exampleforth');
  });

  test('no letter asks for a diagnosis or a kind of need: none can be put in', () => {
    expect(Object.keys(PLACEHOLDERS).filter((name) => /diagnos|primaryneed|born|birth|address|upn/i.test(name))).toEqual([]);
    const words = /autis|adhd|dyslexi|down.s syndrome|cerebral|epilep|diagnos/i;
    for (const code of LETTER_CODES) for (const channel of channelsOf(code)) expect(textOf(compose(code, LETTERS[code], named(channel)))).not.toMatch(words);
  });

  test('writes to a young person as to themself, and to nobody else so', () => {
    const young = child({ bornOn: isoDate('2008-05-01') });
    expect(inMail('considering-family', young, 'child')).toContain('what your needs are');
    expect(inMail('considering-family', young, 'person')).toContain('what the child or young person’s needs are');
    expect(inMail('considering-family', child(), 'person')).toContain('what your child’s needs are');
  });
});

describe('however people are arranged', () => {
  test('no words of anybody’s letter hold an address, and none but a posted greeting anybody’s name', () => {
    const told = facts(REQUEST, AGREED);
    fc.assert(
      fc.property(anyChild(), anyPeople(), (about, people) => {
        const { write } = familyToWrite(about, people, isoDate('2025-10-14'));
        for (const to of write) {
          const { body } = compose('agreed-family', LETTERS['agreed-family'], valuesOf(occasion(told, isoDate('2025-10-14'), { child: about, addressee: to })));
          const [greeting, ...rest] = body.map(wordsOf);
          expect(greeting).toBe(to.channel === 'letter' ? `Dear ${to.name}` : 'Hello');
          const said = rest.join('\n');
          for (const { name, address, postcode, email } of people) for (const secret of [name, address, postcode, email]) if (secret !== null) expect(said).not.toContain(secret);
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('reading the letters', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'duly-letters-'));
  cpSync(LETTERS_FOLDER, folder, { recursive: true });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What reading says with one file changed; the file is put back. */
  function withChanged(file: string, change: (text: string) => string): string {
    const at = path.join(folder, file);
    const before = readFileSync(at, 'utf8');
    writeFileSync(at, change(before));
    try {
      readLetters(folder);
      readCouncil('Exampleton Council', folder);
      return 'read';
    } catch (error) {
      if (!(error instanceof BadLetters)) throw error;
      return error.message;
    } finally {
      writeFileSync(at, before);
    }
  }

  test('a folder of a council’s own is read like ours', () => {
    expect(withChanged('agreed-family.md', (text) => text.replace('We have decided', 'This council has decided'))).toBe('read');
  });

  test('a shared passage spoiled refuses every letter it stands in, by item and authority', () => {
    const said = withChanged('parts/mediation.md', (text) => text.replace('{{mediationAdviser}}', 'the adviser'));
    expect(said).toContain('refused-to-assess: mediation-adviser (reg 5(3)(c); reg 32(c)) is missing {{mediationAdviser}} by letter');
    expect(said).toContain('final-plan: mediation-adviser (reg 14(2)(c); reg 32(c))');
  });

  test.each([
    { what: 'an appeal date taken out', file: 'refused-to-issue.md', change: (text: string) => text.replace('<!-- include: appeal -->', ''), says: 'refused-to-issue: time-limit' },
    { what: 'an unknown placeholder', file: 'agreed-family.md', change: (text: string) => `${text}\n{{diagnosis}}\n`, says: 'agreed-family: no such placeholder: {{diagnosis}}' },
    { what: 'an unknown part', file: 'agreed-family.md', change: (text: string) => `${text}\n<!-- include: nothing -->\n`, says: 'agreed-family: there is no part nothing' },
    { what: 'front matter without its law', file: 'agreed-family.md', change: (text: string) => text.replace(/^law:.*$/m, ''), says: 'agreed-family: front matter has no law' },
    { what: 'no front matter', file: 'agreed-family.md', change: () => 'Hello', says: 'agreed-family: must begin with front matter' },
    { what: 'a channel that is none', file: 'agreed-family.md', change: (text: string) => `${text}\n<!-- only: pigeon -->\nCoo.\n`, says: 'only: must say email or letter, not pigeon' },
    { what: 'a passage kept from one channel', file: 'considering-family.md', change: (text: string) => text.replace('<!-- item: by-when -->\n## What', '<!-- item: by-when -->\n<!-- only: email -->\n## What').replace('We must tell you whether', '<!-- only: email -->\nWe must tell you whether'), says: 'by-when (our own rule) is missing a passage marked by-when by letter' },
    { what: 'a council’s details without its mediation adviser', file: 'council.json', change: (text: string) => text.replace(/"mediationAdviser": \[[^\]]*\]/, '"mediationAdviser": []'), says: 'council.json: mediationAdviser must have at least one line' },
  ])('$what is refused before anything is sent', ({ file, change, says }) => {
    expect(withChanged(file, change)).toContain(says);
  });

  test('a letter that is not there is refused', () => {
    const empty = mkdtempSync(path.join(tmpdir(), 'duly-letters-'));
    cpSync(path.join(folder, 'parts'), path.join(empty, 'parts'), { recursive: true });
    expect(() => readLetters(empty)).toThrow('final-plan: there is no file final-plan.md');
    rmSync(empty, { recursive: true, force: true });
  });

  test('every fault of a letter is told at once', () => {
    const reading = (): Template => parseLetter('access-code', '---\nsubject: S\n---\n{{one}} {{two}}');
    expect(reading).toThrow(BadLetter);
    expect(reading).toThrow('front matter has no law\naccess-code: no such placeholder: {{one}}\naccess-code: no such placeholder: {{two}}');
  });
});

test('the page in docs is up to date: `npm run docs` writes it', () => {
  expect(readFileSync(new URL('../../../docs/letters.md', import.meta.url), 'utf8')).toBe(lettersPage());
});
