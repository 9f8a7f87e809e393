import { LETTER_CODES, type LetterCode } from '../domain/tell/letter-codes.js';
import { channelsOf, familyChannelsOf, goesWithPapers, REQUIRED } from '../domain/tell/required.js';
import { WITHOUT_LETTER } from '../domain/tell/without-letter.js';
import { readLetters } from '../config/letters.js';

type Sending = Readonly<{ when: string; to: string }>;

/** When each letter goes, and to whom, as a reader says it; `domain/tell` decides. */
const SENDINGS: Readonly<Record<LetterCode, Sending>> = {
  'considering-family': { when: '`considering-notified`', to: 'the family' },
  'considering-partners': { when: '`considering-notified`', to: 'ICB, social care, setting attended' },
  'agreed-family': { when: '`assessment-agreed`', to: 'the family' },
  'agreed-partners': { when: '`assessment-agreed`', to: 'ICB, social care, setting attended' },
  'refused-to-assess': { when: '`assessment-refused`', to: 'the family' },
  'refused-partners': { when: '`assessment-refused`', to: 'ICB, social care, setting attended' },
  'advice-request': { when: '`advice-requested`', to: 'the adviser, unless a parent' },
  'advice-reminder': { when: 'the ladder of `give-advice` reminds', to: 'the adviser, or their manager' },
  'advice-overdue': { when: 'the ladder of `give-advice` escalates', to: 'the adviser’s manager' },
  'advice-thanks': { when: '`advice-received`', to: 'the adviser, unless a parent' },
  'advice-returned': { when: '`advice-returned`', to: 'the adviser' },
  'advice-stopped': { when: '`advice-not-needed`; `request-withdrawn`, `moved-away`, `died` while advice is awaited', to: 'the adviser, unless a parent' },
  'views-request': { when: '`advice-requested` of a parent', to: 'the family' },
  'views-reminder': { when: 'the ladder of `give-advice`, of a parent', to: 'the family' },
  'views-received': { when: '`advice-received` of a parent', to: 'the family' },
  'refused-to-issue': { when: '`issue-refused`', to: 'the family' },
  'refused-to-issue-partners': { when: '`issue-refused`', to: 'ICB, setting attended' },
  'draft-plan': { when: '`draft-plan-sent`', to: 'the family' },
  'final-plan': { when: '`final-plan-issued`', to: 'the family' },
  'final-plan-partners': { when: '`final-plan-issued`', to: 'ICB, setting named' },
  consultation: { when: '`setting-consulted`', to: 'that setting' },
  'consultation-reminder': { when: 'the ladder of `answer-consultation`', to: 'that setting' },
  'partner-reminder': { when: 'any other ladder that writes outside the council', to: 'as the ladder says' },
  'delay-notice': { when: '`exception-recorded` without the day the family was told', to: 'the family' },
  'progress-notice': { when: 'a ladder that writes to the family about our own deadline', to: 'the family' },
  'family-reminder': { when: 'a ladder that writes to the family about a time that is theirs', to: 'the family' },
  'mediation-requested': { when: '`mediation-requested`, until it is arranged', to: 'the family' },
  'mediation-health': { when: '`health-told-of-mediation`', to: 'ICB' },
  'mediation-invitation': { when: '`mediation-arranged` with the day of the meeting', to: 'the family' },
  'mediation-agreed': { when: '`mediation-agreed`', to: 'the family' },
  'agreement-carried-out': { when: '`agreement-carried-out`', to: 'the family' },
  'appeal-registered': { when: '`appeal-lodged`', to: 'the family' },
  'appeal-answered': { when: '`appeal-answered`', to: 'the family' },
  'appeal-not-opposed': { when: '`appeal-not-opposed`', to: 'the family' },
  'appeal-conceded': { when: '`appeal-conceded`', to: 'the family' },
  'appeal-ended': { when: '`appeal-withdrawn`', to: 'the family' },
  'order-received': { when: '`tribunal-order`', to: 'the family' },
  'decision-changed-partners': { when: 'an order, agreement, unopposed appeal or concession to make a plan', to: 'ICB, setting attended' },
  reconsidered: { when: '`reconsidered`', to: 'the family' },
  'recommendation-answered': { when: '`recommendation-answered`', to: 'the family' },
  'transfer-received': { when: '`family-told-of-transfer`', to: 'the family' },
  'review-arranged': { when: '`review-date-set` for a day to come', to: 'setting attended' },
  'review-report-request': { when: '`review-meeting-held`, until its report or decision', to: 'setting attended' },
  'review-reminder': { when: 'the ladders of `invite-to-review`, `circulate-review-papers` and `send-review-report`', to: 'setting attended' },
  'review-date': { when: '`review-date-set` for a day to come', to: 'the family' },
  'review-date-moved': { when: '`review-date-set` in the place of another day', to: 'the family' },
  'review-rearranged': { when: '`review-date-set` in the place of another day', to: 'setting attended' },
  'review-kept': { when: '`review-decision-sent`: keep', to: 'the family' },
  'review-amending': { when: '`review-decision-sent`: amend, unless the notice went with it', to: 'the family' },
  'review-ceasing': { when: '`review-decision-sent`: cease, unless `cease-decided` went with it', to: 'the family' },
  'review-decided': { when: '`review-decision-sent`', to: 'setting attended; of ceasing the ICB too' },
  'amendment-notice': { when: '`amendment-notice-sent`', to: 'the family' },
  'amendment-dropped': { when: '`amendment-dropped`', to: 'the family' },
  'amended-plan': { when: '`amended-plan-issued`', to: 'the family' },
  'plan-changed-partners': { when: '`amended-plan-issued`, `reassessed-plan-issued`', to: 'ICB, setting named' },
  'early-review-refused': { when: '`early-review-answered`: no, unless a setting asked', to: 'the family' },
  'early-review-refused-setting': { when: '`early-review-answered`: no, where the setting asked', to: 'setting attended' },
  'reassessment-agreed': { when: '`reassessment-agreed`', to: 'the family' },
  'reassessment-refused': { when: '`reassessment-refused`', to: 'the family' },
  'reassessment-draft': { when: '`draft-plan-sent` on a plan', to: 'the family' },
  'reassessed-plan': { when: '`reassessed-plan-issued`', to: 'the family' },
  'plan-left-unchanged': { when: '`plan-left-unchanged`', to: 'the family' },
  'ceasing-considered': { when: '`cease-proposed`', to: 'the family' },
  'ceasing-consultation': { when: '`cease-proposed`', to: 'setting named, else attended' },
  'plan-ceasing': { when: '`cease-decided`', to: 'the family' },
  'plan-ceasing-partners': { when: '`cease-decided`', to: 'ICB; setting named, else attended' },
  'plan-ended': { when: '`plan-ceased`, unless the child died or the plan was transferred', to: 'the family' },
  'plan-ended-partners': { when: '`plan-ceased`, likewise', to: 'ICB; setting named, else attended' },
  'moving-away': { when: '`move-known` for a day to come, on a plan', to: 'the family' },
  'plan-transferred': { when: '`plan-transferred` to another council', to: 'the family' },
  'plan-transferred-partners': { when: '`plan-transferred` to another council', to: 'ICB, setting attended' },
  'review-list': { when: 'a term’s lists are sent', to: 'each setting about its pupils; ICB and social care about all' },
  'review-invitation': { when: '`review-invitations-sent` for a meeting the council holds itself', to: 'the family' },
  'review-invitation-partners': { when: '`review-invitations-sent` for a meeting the council holds itself', to: 'ICB, social care, the caseworker' },
  'review-papers': { when: '`review-papers-circulated` for a meeting the council holds itself', to: 'the family' },
  'review-papers-partners': { when: '`review-papers-circulated` for a meeting the council holds itself', to: 'ICB, social care, the caseworker' },
  'feedback-family': { when: 'so many days after `final-plan-issued`, `amended-plan-issued` or `reassessed-plan-issued`: the daily watch', to: 'the family, no social worker' },
  'feedback-family-reminder': { when: 'so many days after that, once, where nobody of the family has answered', to: 'the family, no social worker' },
  'feedback-setting': { when: 'as for the family', to: 'setting named' },
  'feedback-setting-reminder': { when: 'as for the family', to: 'setting named' },
  'staff-reminder': { when: 'any ladder reminds', to: 'the role it says' },
  'staff-escalation': { when: 'any ladder escalates', to: 'the role it says' },
  'staff-confirmation': { when: 'a ladder asks for confirmation', to: 'the role it says' },
  'staff-digest': { when: 'once a working day, of what can wait', to: 'each member of staff whom something was queued for' },
  'staff-report': { when: 'Monday, once the week’s figures are frozen', to: 'directors, senior managers, service managers' },
  'staff-report-unread': { when: 'Wednesday, where somebody has not opened it', to: 'the level above' },
  'staff-report-red': { when: 'Monday with the report, and Wednesday, while a red waits for its cause or action', to: 'the manager who answers for it' },
  'access-code': { when: 'somebody opens a link', to: 'the address the link went to' },
};

const cell = (text: string): string => text.replaceAll('|', '\\|');
const row = (...cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;

function channelsIn(code: LetterCode): string {
  const byEmail = channelsOf(code).includes('email');
  const byPost = channelsOf(code).includes('letter');
  const papers = goesWithPapers(code) ? ', with papers' : '';
  if (!familyChannelsOf(code).includes('email')) return `post alone${papers}`;
  return `${byEmail && byPost ? 'post or email' : 'email'}${papers}`;
}

/** Each required item with the letters that must hold it: most are held by several. */
function itemRows(): string[] {
  const held = new Map<string, { what: string; laws: Set<string>; letters: LetterCode[] }>();
  for (const letter of LETTER_CODES) {
    for (const { code, what, law } of REQUIRED[letter]) {
      const known = held.get(code) ?? { what, laws: new Set<string>(), letters: [] };
      known.laws.add(law);
      known.letters.push(letter);
      held.set(code, known);
    }
  }
  return [...held].map(([code, { what, laws, letters }]) => row(`\`${code}\``, what, [...laws].join('; '), letters.length > 12 ? `${letters.length} letters` : letters.join(', ')));
}

/** The page of letters, as Markdown. */
export function lettersPage(): string {
  const letters = readLetters();
  return [
    '# Letters: who is told what, and by which words',
    '',
    'Generated from `domain/tell` and `config/letters` (`npm run docs`); do not edit.',
    '',
    '* **When**: a fact is said by its letters in the transaction that records it, an agenda item when it is performed. A correction says',
    '  nothing. Once a request is withdrawn, the family has moved away or the child has died, the machine writes nothing to the family but that',
    '  its plan was transferred; advisers still at work are told to stop. What has been overtaken before it goes is not sent.',
    '* **The family**: everybody with parental responsibility or care, each at their own address, to the last Friday in June of the school',
    '  year in which the child turns 16 (Education Act 1996 ss 8, 576); then the young person, at the address of the person of relation',
    '  `self`, and whoever they chose; where capacity is lacking the appointed representative, or without one each parent (Children and',
    '  Families Act 2014 ss 80, 83; SEND Regulations 2014 regs 63, 64). Nobody withheld, and nothing to a house or mailbox where a withheld',
    '  person reads. A looked-after child’s social worker gets a copy. Who cannot be reached is somebody’s task.',
    '* **By email** only with written consent and where wished, or where there is no other way (Education Act 1996 s 572(2)). An email names',
    '  the child by an initial and our reference, and never holds an officer’s own words; a posted letter names the child in full.',
    '* **Considering**: told on `considering-notified`, not on the request: on the day of a request it is seldom known yet who has parental',
    '  responsibility and whose address must be kept from whom. Regulation 4(2) attaches to considering, not to receiving.',
    '* **Disagreement**: each step that is the council’s word to the family has its letter. A mediation certificate is the mediation',
    '  adviser’s own paper, and an order or recommendation the Tribunal’s: the council says what it will do about it, by when, and why.',
    '* **A plan’s life**: a decision and what goes with it on one day are one envelope: the notice of amendments says the decision to amend,',
    '  and the decision to cease the review’s. The setting is the one the plan names, where an amended plan’s fact says which; a plan is sent to',
    '  no other. Invitations, papers and report are sent by whoever holds the review: a head’s are the head’s own letters. After a move the family hears that the plan has gone, and nobody who',
    '  stays behind reads where to; the plan itself goes from council to council by their own safe way, for which no address is kept here.',
    '* **The council’s own staff** get one mail a day with what can wait (`staff-digest`) and the rest singly; nobody else’s mail waits ([delivery.md](delivery.md)).',
    '* **After an import** nothing is written for what was: facts brought in cause no letter, rungs before that day are skipped, and a notice',
    '  recorded on a later day than its own says that it went then.',
    '* **A council’s own words**: change what you like in `config/letters`, and put your own addresses into `council.json` there; a letter',
    '  that lacks a required item keeps the process from starting, naming the item and its authority.',
    '',
    '## Letters',
    '',
    row('letter', 'when', 'to', 'how', 'law'),
    '| --- | --- | --- | --- | --- |',
    ...LETTER_CODES.map((code) => row(`[${code}](../config/letters/${code}.md)`, SENDINGS[code].when, SENDINGS[code].to, channelsIn(code), letters[code].law)),
    '',
    '## Facts that no letter says',
    '',
    row('fact', 'why'),
    '| --- | --- |',
    ...Object.entries(WITHOUT_LETTER).map(([type, why]) => row(`\`${type}\``, why)),
    '',
    '## What they must hold',
    '',
    'Each item is a marked passage of its letter, held against the words and placeholders without which it does not say it',
    '(`domain/tell/required.ts`, `tests/domain/tell/letters.test.ts`).',
    '',
    row('item', 'what', 'authority', 'held by'),
    '| --- | --- | --- | --- |',
    ...itemRows(),
    '',
  ].join('\n');
}
