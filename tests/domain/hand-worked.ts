/** Duties that no example of law.md section 7 states, worked by hand from their rows. */
type HandWorked = Readonly<{ id: string; code: string; facts: readonly object[]; today: string; expect: Readonly<Record<string, unknown>> }>;

const request = { type: 'request-received', on: '2025-09-02' };
const order = (kind: string) => ({ type: 'tribunal-order', on: '2026-04-10', order: kind });

const summer = { type: 'request-received', on: '2026-06-01' };
const late = { type: 'final-plan-issued', on: '2026-10-29' };
const fortnightAway = { type: 'exception-recorded', ground: 'absent', from: '2026-04-13', to: '2026-04-26', steps: ['order-send-draft', 'order-issue-final'], impracticalBecause: 'N-1', on: '2026-04-27' };
const ill = { type: 'exception-recorded', ground: 'personal-circumstances', from: '2026-06-20', to: '2026-07-20', steps: ['decide-to-assess'], impracticalBecause: 'N-1', on: '2026-07-20' };

const psychologist = { adviser: 'ep', role: 'educational-psychology' };
const asked = { type: 'advice-requested', ...psychologist, on: '2025-10-14' };
const adviceOf = (type: string, on: string) => ({ type, adviser: 'ep', on });

const drawn = { type: 'audit-drawn', on: '2026-10-02', beginOn: '2026-10-05', audits: 'plan', of: 'P-1', framework: 'plan-1', why: 'sample' };
const marked = (on: string) => ({ type: 'audit-marked', on, marking: 'K-1', grade: 'requires-improvement' });
const agreed = { type: 'findings-agreed', on: '2026-11-02', auditAgainBy: '2027-05-02' };

export const HAND_WORKED: readonly HandWorked[] = [
  { id: 'H01', code: 'tell-partners-of-decision', facts: [request, { type: 'partners-told', on: '2025-10-15' }], today: '2025-10-20', expect: { dueOn: '2025-10-14', outcome: 'late', daysLate: 1 } },
  { id: 'H02', code: 'ask-for-advice', facts: [request, { type: 'assessment-agreed', on: '2025-10-14' }, { type: 'advice-requested', on: '2025-10-14', adviser: 'ep', role: 'educational-psychology' }], today: '2025-10-20', expect: { dueOn: '2025-10-14', outcome: 'in-time' } },
  { id: 'H03', code: 'send-draft', facts: [request], today: '2025-10-20', expect: { dueOn: '2025-12-09', kind: 'local', outcome: 'pending' } },
  { id: 'H04', code: 'answer-consultation', facts: [{ type: 'setting-consulted', on: '2026-03-02', setting: 'T-1' }], today: '2026-03-18', expect: { dueOn: '2026-03-17', subject: 'T-1', by: 'setting', daysLate: 1 } },
  { id: 'H05', code: 'secure-provision', facts: [{ type: 'final-plan-issued', on: '2026-01-20' }, { type: 'provision-confirmed', on: '2026-01-22' }], today: '2026-02-01', expect: { dueOn: '2026-01-20', outcome: 'late', daysLate: 2 } },
  // Friday 1 May, then Tuesday 5 and Wednesday 6: Monday 4 May is a bank holiday.
  { id: 'H06', code: 'tell-health-of-mediation', facts: [{ type: 'mediation-requested', on: '2026-04-30', health: 'yes' }], today: '2026-05-01', expect: { dueOn: '2026-05-06', outcome: 'pending' } },
  // 14 working days from 14 to 31 July, none in August, the thirtieth on 22 September.
  { id: 'H07', code: 'respond-to-appeal', facts: [{ type: 'appeal-lodged', on: '2026-07-10', sentToAuthorityOn: '2026-07-13', against: 'contents' }], today: '2026-07-20', expect: { dueOn: '2026-09-22', actBy: '2026-09-22' } },
  { id: 'H08', code: 'order-reconsider', facts: [order('remit')], today: '2026-04-10', expect: { dueOn: '2026-04-24' } },
  { id: 'H09', code: 'cease-on-order', facts: [order('dismiss-cease')], today: '2026-04-12', expect: { dueOn: '2026-04-10', daysLate: 2 } },
  { id: 'H10', code: 'continue-on-order', facts: [order('continue')], today: '2026-04-12', expect: { dueOn: '2026-04-10', outcome: 'in-time' } },
  { id: 'H11', code: 'answer-recommendation', facts: [{ type: 'recommendation-made', on: '2026-04-10' }], today: '2026-04-12', expect: { dueOn: '2026-05-14' } },
  // The lead was asked while the setting was closed; the plan came ten days after the twenty weeks.
  { id: 'H12', code: 'issue-final-plan', facts: [summer, { type: 'advice-requested', adviser: 'lead', role: 'early-years-lead', on: '2026-07-20' }, { type: 'exception-recorded', ground: 'early-years-closed', closedFrom: '2026-07-22', reopensOn: '2026-09-02', steps: ['issue-final-plan'], impracticalBecause: 'N-1', on: '2026-09-03' }, late], today: '2026-11-01', expect: { dueOn: '2026-10-19', outcome: 'late-excused', daysLate: 10 } },
  { id: 'H13', code: 'issue-final-plan', facts: [summer, { type: 'exception-recorded', ground: 'personal-circumstances', from: '2026-08-03', to: '2026-08-12', steps: ['issue-final-plan'], impracticalBecause: 'N-1', on: '2026-09-03' }, late], today: '2026-11-01', expect: { dueOn: '2026-10-19', outcome: 'late-excused', daysLate: 10, excusedDays: 10 } },
  { id: 'H14', code: 'order-send-draft', facts: [order('make-plan'), fortnightAway, { type: 'draft-plan-sent', on: '2026-05-20' }], today: '2026-11-01', expect: { dueOn: '2026-05-15', outcome: 'late-excused', daysLate: 5 } },
  { id: 'H15', code: 'order-issue-final', facts: [{ type: 'appeal-not-opposed', what: 'assess', on: '2026-04-10' }, fortnightAway, { type: 'final-plan-issued', on: '2026-07-20' }], today: '2026-11-01', expect: { dueOn: '2026-07-17', outcome: 'late', daysLate: 3 } },
  { id: 'H16', code: 'decide-to-assess', facts: [summer, ill, { type: 'assessment-refused', under: 'reg-4', on: '2026-07-20' }], today: '2026-11-01', expect: { dueOn: '2026-07-13', outcome: 'late', daysLate: 7 } },
  { id: 'H17', code: 'decide-to-assess', facts: [summer, ill, { type: 'assessment-refused', under: 'reg-5', on: '2026-07-20' }], today: '2026-11-01', expect: { dueOn: '2026-07-13', outcome: 'late-excused', daysLate: 7 } },
  { id: 'H18', code: 'appeal-window', facts: [{ type: 'issue-refused', on: '2026-03-09' }], today: '2026-03-10', expect: { dueOn: '2026-05-11', outcome: 'open' } },
  { id: 'H19', code: 'appeal-window', facts: [{ type: 'final-plan-issued', on: '2026-06-12' }], today: '2026-06-12', expect: { dueOn: '2026-09-01' } },
  { id: 'H20', code: 'appeal-window', facts: [{ type: 'reassessment-refused', on: '2026-12-31' }], today: '2026-12-31', expect: { dueOn: '2027-03-01' } },
  { id: 'H21', code: 'appeal-window', facts: [{ type: 'review-decision-sent', decision: 'keep', on: '2026-10-28' }], today: '2026-10-28', expect: { dueOn: '2027-01-04' } },
  { id: 'H22', code: 'give-advice', facts: [asked, adviceOf('advice-returned', '2025-11-20'), adviceOf('advice-received', '2025-11-18')], today: '2025-11-30', expect: { dueOn: '2025-11-25', doneOn: null, outcome: 'late' } },
  { id: 'H23', code: 'give-advice', facts: [asked, adviceOf('advice-received', '2025-11-18'), adviceOf('advice-returned', '2025-11-20'), adviceOf('advice-received', '2025-11-20')], today: '2025-11-30', expect: { dueOn: '2025-11-25', doneOn: '2025-11-20', outcome: 'in-time' } },
  { id: 'H24', code: 'give-advice', facts: [asked, adviceOf('advice-received', '2025-11-20'), adviceOf('advice-returned', '2025-11-20')], today: '2025-11-24', expect: { dueOn: '2025-11-25', doneOn: null, outcome: 'pending' } },
  { id: 'H25', code: 'give-advice', facts: [asked, adviceOf('advice-received', '2025-11-20'), adviceOf('advice-returned', '2025-11-20'), adviceOf('advice-received', '2025-11-20')], today: '2025-11-24', expect: { doneOn: '2025-11-20', outcome: 'in-time' } },
  // Tuesday 6 October is the first of ten working days; Monday 19 the tenth.
  { id: 'H26', code: 'mark-audit', facts: [drawn], today: '2026-10-20', expect: { dueOn: '2026-10-19', kind: 'local', outcome: 'late', daysLate: 1 } },
  { id: 'H27', code: 'moderate-audit', facts: [drawn, marked('2026-10-19'), { type: 'moderation-called', on: '2026-10-20', other: 'U-2' }], today: '2026-10-20', expect: { dueOn: '2026-11-03', outcome: 'pending' } },
  // Four working days before Christmas, three after it (28 December stands for Saturday 26), and 4 to 6 January.
  { id: 'H28', code: 'agree-findings', facts: [drawn, marked('2026-12-18')], today: '2026-12-18', expect: { dueOn: '2027-01-06' } },
  { id: 'H29', code: 'do-audit-action', facts: [drawn, marked('2026-10-19'), agreed, { type: 'audit-action-set', on: '2026-11-02', action: 'X-1', owner: 'S-9', dueOn: '2026-11-30' }, { type: 'audit-action-done', on: '2026-12-02', action: 'X-1' }], today: '2026-12-10', expect: { dueOn: '2026-11-30', subject: 'S-9', outcome: 'late', daysLate: 2 } },
  // A Sunday: to be acted on by the Friday before.
  { id: 'H30', code: 'audit-again', facts: [drawn, marked('2026-10-19'), agreed], today: '2026-11-03', expect: { dueOn: '2027-05-02', actBy: '2027-04-30', outcome: 'pending' } },
  { id: 'H31', code: 'agree-findings', facts: [drawn, { ...marked('2026-10-19'), awaits: 'U-2' }, { type: 'second-marking-settled', on: '2026-12-18', other: 'U-2' }], today: '2026-12-18', expect: { dueOn: '2027-01-06' } },
];
