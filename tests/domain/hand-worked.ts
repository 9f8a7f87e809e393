/** Duties that no example of law.md section 7 states, worked by hand from their rows. */
type HandWorked = Readonly<{ id: string; code: string; facts: readonly object[]; today: string; expect: Readonly<Record<string, unknown>> }>;

const request = { type: 'request-received', on: '2025-09-02' };
const order = (kind: string) => ({ type: 'tribunal-order', on: '2026-04-10', order: kind });

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
];
