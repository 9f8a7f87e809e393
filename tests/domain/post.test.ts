import { describe, expect, test } from 'vitest';
import { isoDate } from '../../domain/dates/iso-date.js';
import type { Fact } from '../../domain/facts/fact.js';
import type { Instant } from '../../domain/dates/london.js';
import { workingDays } from '../../domain/dates/working-days.js';
import { answerProblems } from '../../domain/consultation.js';
import { countsFrom, reachedAt, type Coming } from '../../domain/post/came.js';
import { daysIn } from '../../domain/post/days-in.js';
import { hintsOf } from '../../domain/post/hints.js';
import { recordedFrom } from '../../domain/post/papers.js';
import { maySeeUnfiled, proposalsFor, type PostCandidate } from '../../domain/post/match.js';

/** Incoming post: when it came, whom it may be about, and who may see it before it is filed. */

const candidate = (ref: string, more: Partial<PostCandidate & { visible: boolean; restricted: boolean }> = {}) => ({
  ref,
  isOpen: true,
  visible: true,
  restricted: false,
  child: { givenName: 'Wren', familyName: "O'Testchild", bornOn: isoDate('2015-05-03'), upn: 'A123456789012', councilReference: 'EHC/00417' },
  people: [{ name: 'Robin Testchild', relation: 'mother', email: 'Robin@Post.example', withheld: false }],
  asked: [{ name: 'Pia Lindqvist', email: 'pia@post.example' }],
  ...more,
});
const mail = (subject: string, text = '', sender: string | null = null, files: readonly string[] = []) => hintsOf({ subject, text, files, sender });
const reasons = (hints: ReturnType<typeof mail>, one = candidate('A-7K3M9QZX')) => proposalsFor(hints, [one]).map((proposal) => [proposal.strength, ...proposal.reasons.map(({ kind }) => kind)]);

describe('the days a text writes', () => {
  test.each([
    ['born 03/05/2015, seen 4.6.2025', ['2015-05-03', '2025-06-04']],
    ['on 3 May 2015', ['2015-05-03']],
    ['the 3rd of May 2015 and May 4th, 2015', ['2015-05-03', '2015-05-04']],
    ['1 Sept 2015; 2015-09-02', ['2015-09-02', '2015-09-01']],
    ['31/02/2015 and 3/5/15 are none', []],
    ['3 May 2015, 03/05/2015: once', ['2015-05-03']],
  ])('%s', (text, days) => {
    expect(daysIn(text).toSorted()).toEqual(days.toSorted());
  });
});

describe('what speaks for a record', () => {
  test.each([
    ['our reference in the subject', mail('Re: A-7K3M9QZX'), [['certain', 'reference']]],
    ['our reference in the text, in small letters and against other words', mail('Hello', 'about ref:a-7k3m9qzx.'), [['certain', 'reference']]],
    ['our reference in a file’s name', mail('Scan', '', null, ['advice_A-7K3M9QZX.pdf']), [['certain', 'reference']]],
    ['another reference', mail('Re: A-7K3M9QZY'), []],
    ['the pupil number', mail('x', 'UPN a123456789012'), [['certain', 'upn']]],
    ['the council’s own number', mail('EHC/00417'), [['certain', 'council-reference']]],
    ['a parent’s address, however it is written', mail('x', '', 'ROBIN@post.example '), [['likely', 'family-address']]],
    ['the name, with the apostrophe left out', mail('Wren OTestchild'), [['possible', 'name']]],
    ['the name in the genitive, without accents', mail('Wrén O’Testchild’s school'), [['possible', 'name']]],
    ['surname and birth date', mail('OTestchild', 'born 3 May 2015'), [['likely', 'born']]],
    ['birth date and given name', mail('Wren', '03/05/2015'), [['possible', 'born']]],
    ['a birth date alone', mail('x', '3 May 2015'), []],
    ['a surname alone', mail('OTestchild'), []],
    ['whom we asked', mail('Advice', '', 'pia@post.example'), [['possible', 'asked-address']]],
    ['whom we asked, with the name', mail('Advice for Wren OTestchild', '', 'pia@post.example'), [['likely', 'name', 'asked-address']]],
    ['nothing', mail('Hello', 'How are you?', 'a@b.example'), []],
  ])('%s', (_name, hints, expected) => {
    expect(reasons(hints)).toEqual(expected);
  });

  test('a reference of ours that happens to have no digit', () => {
    expect(reasons(mail('Re: A-JFQVNRWZ'), candidate('A-JFQVNRWZ'))).toEqual([['certain', 'reference']]);
  });

  test('what is most likely comes first, of equals the open one', () => {
    const ended = candidate('A-00000001', { isOpen: false });
    const other = candidate('A-00000003', { child: { ...ended.child, upn: null, councilReference: null }, people: [] });
    const found = proposalsFor(mail('A-00000003 Wren OTestchild', '', 'robin@post.example'), [ended, candidate('A-00000002'), other]);
    expect(found.map(({ candidate: { ref } }) => ref)).toEqual(['A-00000003', 'A-00000002', 'A-00000001']);
  });
});

describe('who may see it before it is filed', () => {
  const sees = (hints: ReturnType<typeof mail>, ...candidates: ReturnType<typeof candidate>[]) => maySeeUnfiled(proposalsFor(hints, candidates));
  const named = mail('Wren OTestchild');
  test('everybody who opens the post, where it says nothing of any child', () => {
    expect(sees(mail('Hello'), candidate('A-1', { visible: false }))).toBe(true);
    expect(sees(mail('Advice', '', 'pia@post.example'), candidate('A-1', { visible: false, restricted: true }))).toBe(true);
  });
  test('nobody who may not see the child it is about', () => {
    expect(sees(named, candidate('A-1', { visible: false }))).toBe(false);
    expect(sees(named, candidate('A-1', { visible: false }), candidate('A-2'))).toBe(true);
  });
  test('only whoever is named on a restricted record, where that is as likely as any other', () => {
    expect(sees(named, candidate('A-1', { visible: false, restricted: true }), candidate('A-2'))).toBe(false);
    expect(sees(named, candidate('A-1', { visible: true, restricted: true }), candidate('A-2'))).toBe(true);
    expect(sees(mail('A-00000002, not Wren OTestchild'), candidate('A-1', { visible: false, restricted: true }), candidate('A-00000002'))).toBe(true);
  });
});

describe('when it came', () => {
  const now = '2025-09-08T08:00:00.000Z' as Instant;
  test.each([
    ['as the council’s own server stamped it', ['from a by b; Sat, 6 Sep 2025 10:00:05 +0100', 'from c by a; Fri, 5 Sep 2025 23:00:00 +0100'], '2025-09-06T09:00:05.000Z'],
    ['with a comment', ['from a by b for <x@y>; Sat, 6 Sep 2025 10:00:05 +0100 (BST)'], '2025-09-06T09:00:05.000Z'],
    ['at the moment it was handed over, where no line says', [], now],
    ['at that moment, where the line says nonsense or a time to come', ['from a; tomorrow'], now],
    ['a clock a minute ahead is ours', ['from a; Mon, 8 Sep 2025 08:01:00 +0000'], now],
  ])('%s', (_name, received, at) => {
    expect(reachedAt(received, now)).toBe(at);
  });

  const coming = (more: Partial<Coming>): Coming => ({ channel: 'email', receivedAt: null, cameOn: null, postedOn: null, ...more });
  test.each([
    ['an email on a Saturday counts from Monday', coming({ receivedAt: '2025-09-06T09:00:00.000Z' as Instant, cameOn: isoDate('2025-09-06') }), '2025-09-08', true],
    ['a letter signed for on a Saturday counts from that day', coming({ channel: 'signed-for', receivedAt: '2025-09-06T09:00:00.000Z' as Instant, cameOn: isoDate('2025-09-06') }), '2025-09-06', false],
    ['a letter by its postmark from the next working day', coming({ channel: 'first-class-post', postedOn: isoDate('2025-10-03') }), '2025-10-06', true],
    ['a letter that was stamped as it came from that day', coming({ channel: 'first-class-post', postedOn: isoDate('2025-10-03'), cameOn: isoDate('2025-10-04') }), '2025-10-04', false],
  ])('%s', (_name, came, on, isMoved) => {
    expect(countsFrom(came, workingDays())).toMatchObject({ on, isMoved });
  });
});

describe('what a consulted setting answers', () => {
  const answer = { answer: 'no', grounds: ['education-of-others'], words: 'Thirty in the class.', places: 0, yearlyCost: null, startsOn: null } as const;
  const today = isoDate('2026-01-26');
  test('a no takes a ground of the law and why; a yes takes neither', () => {
    expect(answerProblems(answer, today)).toEqual([]);
    expect(answerProblems({ ...answer, grounds: [], words: ' ' }, today).map(({ path }) => path)).toEqual(['grounds', 'words']);
    expect(answerProblems({ ...answer, answer: 'yes' }, today).map(({ code }) => code)).toEqual(['ground-without-no']);
    expect(answerProblems({ ...answer, answer: 'yes', grounds: [], words: '' }, today)).toEqual([]);
  });
  test('counts and days must be possible', () => {
    const odd = { ...answer, places: -1, yearlyCost: 1.5, startsOn: isoDate('2026-01-25') };
    expect(answerProblems(odd, today).map(({ path }) => path)).toEqual(['places', 'yearlyCost', 'startsOn']);
  });
});

describe('what is recorded from a paper', () => {
  const on = isoDate('2026-01-26');
  const received = (evidence: string | readonly string[], id = 'j7') => ({ id, type: 'representations-received', on, evidence });
  const corrects = (position: number, entry: string, replacement: unknown = null) => ({ id: `j${position}`, type: 'correction', on, corrects: entry, replacement, reason: 'Recorded by mistake' });
  const from = (...facts: unknown[]) => recordedFrom(facts as Fact[], ['D-00000001', 'D-00000002']).map(({ entry }) => entry);

  test.each([
    ['one that names it', [received('D-00000001')], [7]],
    ['one that names it beside others', [received(['D-00000009', 'D-00000002'])], [7]],
    ['one that names another paper', [received('D-00000009')], []],
    ['one without evidence', [{ ...received('x'), evidence: undefined }], []],
    ['one taken out', [received('D-00000001'), corrects(8, 'j7')], []],
    ['one taken out, the taking out taken back', [received('D-00000001'), corrects(8, 'j7'), corrects(9, 'j8')], [7]],
    ['one replaced, the paper named again', [received('D-00000001'), corrects(8, 'j7', received('D-00000001', 'j8.1'))], [8]],
    ['one replaced, the paper named no more', [received('D-00000001'), corrects(8, 'j7', received('D-00000009', 'j8.1'))], []],
    ['two, by their entries', [received('D-00000001', 'j12'), received('D-00000002', 'j9')], [9, 12]],
  ])('%s', (_name, facts, expected) => {
    expect(from(...facts)).toEqual(expected);
  });
});
