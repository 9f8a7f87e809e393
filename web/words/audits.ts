import type { AuditState, AuditWhy } from '../../api/audit-models.js';
import type { Answer, AuditKind, Grade } from '../../domain/audit/framework.js';
import type { PanelVoice } from '../../domain/audit/panel.js';
import type { Trait } from '../../domain/audit/sampling.js';
import type { AuditedService, Theme } from '../../domain/audit/themes.js';

/** Words about quality audits. */

export const KIND_WORDS: Readonly<Record<AuditKind, Readonly<{ one: string; many: string; what: string }>>> = {
  plan: { one: 'Plan', many: 'Plans', what: 'The EHC plan as it was issued' },
  draft: { one: 'Draft plan', many: 'Draft plans', what: 'A draft out for the family’s views' },
  advice: { one: 'Advice', many: 'Advice', what: 'Advice given for a plan' },
  'review-report': { one: 'Review report', many: 'Review reports', what: 'The report of a review meeting' },
  case: { one: 'Whole case', many: 'Whole cases', what: 'An assessment from request to final plan' },
};

export const GRADE_WORDS: Readonly<Record<Grade, string>> = { outstanding: 'Outstanding', good: 'Good', 'requires-improvement': 'Requires improvement', inadequate: 'Inadequate' };
export const GRADE_COLOURS: Readonly<Record<Grade, string>> = { outstanding: 'turquoise', good: 'green', 'requires-improvement': 'yellow', inadequate: 'red' };
export const ANSWER_WORDS: Readonly<Record<Answer, string>> = { met: 'Met', 'partly-met': 'Partly met', 'not-met': 'Not met', 'not-applicable': 'Does not arise' };

export const WHY_WORDS: Readonly<Record<AuditWhy, string>> = {
  sample: 'Drawn by chance', 're-audit': 'Audited again', double: 'A second, blind marking', 're-mark': 'Marked again by the same auditor', asked: 'Asked for',
};

export const TRAIT_WORDS: Readonly<Record<Trait, string>> = { 'primary-need': 'Primary need', setting: 'Setting', 'age-band': 'Age', caseworker: 'Caseworker', 'first-or-amended': 'First plan or amended' };

export const THEME_WORDS: Readonly<Record<Theme, string>> = {
  'childs-voice': 'The child’s voice', 'familys-voice': 'The family’s voice', needs: 'Needs described', outcomes: 'Outcomes', provision: 'Provision specific and quantified', 'golden-thread': 'Golden thread',
  health: 'Health', 'social-care': 'Social care', placement: 'Placement and budget', adulthood: 'Preparing for adulthood', advice: 'Advice and how it is used', language: 'Plain language', timeliness: 'Timeliness', review: 'Reviews', other: 'Other',
};
export const AUDITED_SERVICE_WORDS: Readonly<Record<AuditedService, string>> = {
  casework: 'Casework', 'educational-psychology': 'Educational psychology', health: 'Health', 'social-care': 'Social care', education: 'Schools, colleges and early years', other: 'Another service',
};

export const PANEL_VOICE_WORDS: Readonly<Record<PanelVoice, string>> = { education: 'Education', health: 'Health', 'social-care': 'Social care', 'parent-representative': 'Parent representative' };

export const STATE_WORDS: Readonly<Record<AuditState, string>> = { 'to-mark': 'To be marked', 'to-agree': 'Moderation and findings', improving: 'Actions and re-audit', closed: 'Closed' };

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

export const AUDIT_WORDS = {
  title: 'Quality audits',
  intro: 'Plans and what goes into them, read against what good looks like. The grade follows from the answers; what is found is acted on and looked at again.',
  whoseLabel: 'Whose audits',
  whose: { mine: 'Mine', all: 'All I may see' },
  stateLabel: 'How they stand',
  kindLabel: 'What is audited',
  all: 'All', open: 'Open',
  empty: 'No audit stands here.',
  emptyMine: 'Nothing waits for you: nothing to mark, to bring together or to act on.',
  more: 'Later audits',
  links: { draws: 'Draw a month', ask: 'Have something audited', frameworks: 'What good looks like', sampling: 'How many are drawn', learning: 'What audits taught', board: 'Board page', officers: 'Grades by caseworker' },
  due: (duty: string, on: string, distance: string) => `${duty} by ${on} (${distance})`,
  heldBy: (name: string) => `Marked by ${name}`,
  nobody: 'Nobody marks it: whoever did has left',
  openActions: (count: number) => `${plural(count, 'action', 'actions')} to do`,
  lessThanOne: 'less than 1%',
  moreThan99: 'more than 99%',
  grade: (grade: string, score: number) => `${grade}, ${score} of 100`,
  of: (kind: string, ref: string) => `${kind} of ${ref}`,
  back: 'Quality audits',
  one: {
    open: 'Read the answers',
    mark: 'Mark this audit',
    goOn: 'Go on marking',
    moderate: 'Bring the two markings together',
    why: 'Why it was drawn',
    drawnOf: (drawn: number, eligible: number, stratum: string) => `${drawn} of ${eligible} drawn${stratum === '' ? '' : ` among: ${stratum}`}`,
    chance: (percent: string) => `The chance that it would be drawn was ${percent}`,
    again: (refs: string) => `To see whether what ${refs} found was mended`,
    gradeTitle: 'The grade, line by line',
    gradeHint: 'Met counts in full, partly met by half; what does not arise is left out. A section’s score is the mean of its criteria by weight, the whole that of its sections, each shown to a tenth below. Nobody types a grade.',
    section: 'Section', weight: 'Weight', score: 'Score', criterion: 'Criterion', answer: 'Answer', evidence: 'Evidence', none: 'nothing arises',
    total: 'All sections',
    band: (grade: string) => `The score alone gives ${grade}.`,
    cap: (grade: string, because: string) => `No better than ${grade}: ${because}`,
    capOff: (grade: string, because: string) => `Would hold it at ${grade}, and the score is no higher: ${because}`,
    moderatedBy: (name: string, at: string) => `As moderated: agreed by ${name}, ${at}`,
    markedBy: (name: string, at: string, minutes: string) => `Marked by ${name}, ${at}${minutes}`,
    took: (minutes: number) => `; ${plural(minutes, 'minute', 'minutes')} from the first answer to the last`,
    notMarked: 'It is not marked yet.',
    findings: 'Findings',
    noFindings: 'Nothing was found wanting.',
    notAgreed: 'The findings are not agreed yet.', awaitsSecond: 'A second auditor marks it too. The findings are agreed once both markings are in.',
    agree: 'Agree the findings',
    agreeHint: 'What is to be learnt of this, each with its theme and whose practice it is about. Leave out what needs no finding.',
    nothingWanting: 'Every criterion was met. Agree that there is nothing to find.',
    finding: (criterion: string, answer: string) => `${criterion} (${answer.toLowerCase()})`,
    findingWords: 'What was found',
    findingTheme: 'Theme', findingService: 'Whose practice',
    againBy: 'Audit again by', againHint: 'What requires improvement or is inadequate is closed only by looking again.',
    againOptional: 'Audit again by (optional)',
    mustAgain: (on: string, distance: string) => `To be audited again by ${on} (${distance})`,
    actions: 'Actions',
    noActions: 'No action is set.',
    setAction: 'Set an action',
    actionWords: 'What is to be done', actionOwner: 'Who sees to it', actionDue: 'By when', actionFinding: 'Which finding it answers', actionAny: 'Several, or none', training: 'Training is offered with it',
    doneTitle: 'Say that it is done', doneWords: 'What was done', doneOn: 'When', done: (name: string, on: string) => `Done: ${name}, ${on}`,
    owed: (name: string, on: string, distance: string) => `${name}, by ${on} (${distance})`,
    set: 'Set the action', agreeButton: 'Agree these findings', doneButton: 'It is done',
    lead: 'For whoever leads quality',
    give: 'Give it to another auditor', giveButton: 'Give it',
    reMark: 'Have the same auditor mark it again, blind', reMarkHint: 'They do not see what they answered before. It shows how steady they are.',
    foundAgain: {
      criterion: (before: number, done: number) => `Found again: ${plural(before, 'audit', 'audits')} had found it before, and ${plural(done, 'action', 'actions')} on it ${done === 1 ? 'was' : 'were'} done.`,
      theme: (before: number, done: number) => `The theme again: ${plural(before, 'audit', 'audits')} had found it before, and ${plural(done, 'action', 'actions')} on it ${done === 1 ? 'was' : 'were'} done.`,
    },
    practice: 'Show what is good of it as good practice',
    withdraw: 'Take the audit back', withdrawWords: 'Why is it taken back?', withdrawButton: 'Take it back',
    later: 'Other audits of the same', laterRow: (why: string, ref: string, stage: string) => `${why}: ${ref}, ${stage.toLowerCase()}`,
    after: (why: string, ref: string) => `${why} of ${ref}`,
    case: 'Open the case',
    suggestions: (made: number, accepted: number, dismissed: number) => `Rules pointed out ${made}; ${accepted} accepted, ${dismissed} dismissed`,
  },
  mark: {
    title: 'Mark the audit',
    textTitle: 'What is audited', criteriaTitle: 'Criteria',
    noText: 'Its text was not written in Duly. Open its documents:', noDocuments: 'No document is on file.',
    good: 'What good looks like',
    evidence: 'Evidence', evidenceHint: 'Where it shows. Needed where it is not met or partly met.',
    line: 'Line that shows it', noLine: 'None',
    rules: 'Pointed out by plain rules', accept: 'Agree', dismiss: 'Dismiss', unsaid: 'Not said',
    limiting: (grade: string) => `Not met, the grade is ${grade} at best`,
    limitingPartly: (grade: string) => `Not fully met, the grade is ${grade} at best`,
    save: 'Save and come back', handIn: 'Check and hand in',
    progress: (answered: number, of: number) => `${answered} of ${of} answered`,
    keys: 'Keys',
    keyRows: [['1, 2, 3', 'met, partly met, not met'], ['0', 'does not arise'], ['n and p', 'next and previous criterion'], ['u', 'next one not answered'], ['e', 'evidence; Esc goes back'], ['a and d', 'agree with or dismiss what the rules point out'], ['x', 'take back the answer, and what was said of the rules'], ['t', 'show the section in the text']],
    keysHint: 'While a criterion has the focus:',
    savedTitle: 'Saved', saved: 'Your answers are kept. Go on when you like.',
    changed: 'These answers were saved again meanwhile, in another window perhaps. Press “Save and come back” to see both.',
    changedShown: 'These answers were saved again meanwhile, in another window perhaps. What you sent stands below, with what was saved where you had left it empty. Save again to keep it.',
    otherwise: (number: number) => `${number}. Saved otherwise meanwhile`,
    meanwhile: (answer: string, line: string | null) => `Saved meanwhile: ${answer}${line === null ? '' : `, line ${line}`}`, open: 'not answered', judgedOtherwise: 'What the rules point out here was judged otherwise.',
    checkTitle: 'Hand in these answers?', checkIntro: 'Handed in, they are never changed: another opinion is another audit. The grade is computed from them.',
    isIn: 'You have handed this marking in, and it is never changed. What you have just sent was not kept. Another opinion is another audit.',
    confirm: 'Hand in', goBack: 'Go back to the answers',
    counts: (answer: string, count: number) => `${answer}: ${count}`,
    handedIn: 'Handed in', handedInText: 'The grade follows from your answers, line by line below.',
    handedInWaits: 'Taken. It is recorded as soon as the service that records answers.',
  },
  moderation: {
    title: 'Moderation: two markings', intro: 'Where the two answered alike, that stands. Decide the rest together; the grade follows.',
    agreed: (count: number, of: number) => `They agree on ${count} of ${of}.`,
    both: (first: string, second: string) => `${first} and ${second}`,
    decide: 'Agreed answer', words: 'Why', save: 'Save and come back', settle: 'End the moderation', settled: 'Moderation ended', settledText: 'The grade follows from what was agreed.',
    effectChanges: (grade: string) => `Answered so, the grade would be ${grade}`,
  },
  panel: {
    title: 'Multi-agency panel', link: 'Multi-agency panel',
    intro: 'Education, health, social care and a parent representative each answer what they alone can judge. Their answers stand beside the audit and are no part of its grade; where they differ from the auditor’s, there is something to talk about.',
    silent: 'Has not been heard yet.', write: 'Write down what was said', again: 'Write down what is said now', notAnswered: 'Not answered',
    who: 'Who spoke', whoHint: 'By their work, as “a community paediatric nurse”', words: 'Why', button: 'Keep it',
    spoken: (who: string, by: string, at: string) => `${who}. Written down by ${by}, ${at}`,
    saved: (voice: string) => `${voice}: what was said is kept. What was written before stays in the record.`,
    missingWho: 'Say who spoke', longWho: 'Say who spoke in at most 200 characters', missingAnswer: 'Answer one question at least', missingWords: 'Say why it is wanting', longWords: 'Say why in at most 2,000 characters',
    beside: { alike: 'The auditor answered alike.', 'panel-finds-more': 'The auditor found less wanting here.', 'auditor-found-more': 'The auditor found more wanting here.' },
  },
  draws: {
    title: 'Draw a month', intro: 'So many of each kind are drawn by chance each month, spread over its working days and over the auditors. A month is drawn once.',
    kind: 'What', month: 'Month', draw: 'Draw', empty: 'No month has been drawn yet.', audits: (count: number) => plural(count, 'audit', 'audits'),
    by: (name: string, at: string) => `${name}, ${at}`, drawn: 'Drawn', drawnText: (count: number) => `${plural(count, 'audit is', 'audits are')} opened, and the auditors are told when each begins.`,
    one: (kind: string, month: string) => `${kind}, ${month}`,
    strata: 'Strata', stratum: 'Stratum', size: 'In all', share: 'Share', eligible: 'Could be drawn', taken: 'Drawn', audit: 'Audit', begins: 'Begins', auditor: 'Auditor', second: 'Second, blind', why: 'Why',
    notGiven: 'Nobody may mark these', notGivenHint: 'Each auditor is barred: their own case, a record they may not see, or away.', leftOut: 'Re-audits left out',
    begun: 'Being marked', waits: 'Waits for its day', nobody: 'Nobody', closed: 'Its record is closed to you', now: (name: string) => `Now with ${name}`,
    seed: 'Seed', unfilled: (count: number) => `${count} fewer than asked for: no more could be drawn.`, everything: 'Everything', notKnown: 'not known',
  },
  ask: {
    title: 'Have something audited', kind: 'What', subject: 'Reference', subjectHint: 'Of the plan or the assessment, as P-7K3M9QZX. Of advice, the record’s and the adviser’s, as A-7K3M9QZX/V-3F8K2M1A.',
    auditor: 'Who marks it', second: 'Who marks it too, blind', nobody: 'Nobody', button: 'Have it audited', missingSubject: 'Enter the reference of what is audited', missingAuditor: 'Choose who marks it', missingKind: 'Choose what is audited',
  },
} as const;
