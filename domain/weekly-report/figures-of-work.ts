import type { DutyCode } from '../duty-codes.js';
import { LATE, SOON, count, ofDays, longest, type Row, type Table } from './cells.js';
import { IN_FORCE, NORMED_SILENCES, silencesBy, type SilenceNorms } from './items.js';
import type { Tally, Where } from './tally.js';

const ORDERS: readonly DutyCode[] = [
  'order-notify-assess', 'order-refuse-plan', 'order-issue-final', 'order-send-draft', 'order-amend', 'order-name-setting', 'order-reconsider', 'cease-on-order', 'carry-out-agreement',
  'report-agreement', 'arrange-mediation', 'tell-health-of-mediation', 'respond-to-appeal', 'answer-recommendation',
];

function owedRows(tally: Tally, codes: readonly DutyCode[]): Row[] {
  return codes.flatMap((code) => {
    const owed = count(tally, 'owed', { code });
    if (owed.value === 0) return [];
    const late = { code, days: LATE };
    return [{ id: code, cells: [owed, count(tally, 'owed', { code, days: SOON }), count(tally, 'owed', late), longest(tally, { block: 'owed', is: late }, ofDays)] }];
  });
}
const OWED_COLUMNS = ['owed', 'due-in-4-weeks', 'late', 'worst-late'];

export const orders = (tally: Tally): Table => ({ id: 'orders', columns: OWED_COLUMNS, rows: owedRows(tally, ORDERS) });

/** Every statutory duty that is late now, the one most often late first, and all of them. */
export function breaches(tally: Tally): Table {
  const row = (id: string, of: Where['is']): Row => {
    const is = { ...of, kind: 'statutory', days: LATE };
    const where: Where = { block: 'owed', is };
    return { id, cells: [count(tally, 'owed', is), count(tally, 'owed', { ...is, excused: true }), ofDays(tally.median(where, 'days')), longest(tally, where, ofDays)] };
  };
  const late = ({ cells }: Row): number => cells[0]?.value ?? 0;
  const rows = (tally.values('owed', 'code') as readonly string[]).map((code) => row(code, { code })).filter((one) => late(one) > 0);
  return { id: 'breaches', columns: ['late', 'excused', 'median-late', 'worst-late'], rows: [...rows.sort((a, b) => late(b) - late(a)), row('all', {})] };
}

export function exceptions(tally: Tally): Table {
  const rows = tally.values('exception', 'ground').map((ground) => ({ id: ground ?? '', cells: [count(tally, 'exception', { ground, qualifies: true }), count(tally, 'exception', { ground, qualifies: false })] }));
  return { id: 'exceptions', columns: ['qualifies', 'does-not'], rows };
}

export const NOBODY = 'nobody';

export function loads(tally: Tally): Table {
  const rows = tally.values('load', 'owner').map((owner) => ({
    id: owner ?? NOBODY,
    cells: [
      count(tally, 'load', { owner, process: 'assessment' }), count(tally, 'load', { owner, process: 'plan', stage: IN_FORCE }), count(tally, 'load', { owner, late: true }), count(tally, 'load', { owner }),
    ],
  }));
  return { id: 'loads', columns: ['assessments', 'plans', 'late', 'all'], rows: rows.sort((a, b) => (b.cells[3]?.value ?? 0) - (a.cells[3]?.value ?? 0) || (a.id < b.id ? -1 : 1)) };
}

/** Cases by each reason that holds of them; among all of them each once. */
export function silent(tally: Tally, norms: SilenceNorms): Table {
  const isOncePerCase = NORMED_SILENCES.some((reason) => norms[reason] !== undefined); // before these were looked for, a case had one reason
  const rows: readonly Readonly<{ id: string; is: Where['is'] }>[] = [...silencesBy(norms).map((reason) => ({ id: reason, is: { reason } })), { id: 'all', is: isOncePerCase ? { first: true } : {} }];
  return { id: 'silent', columns: ['cases', 'longest'], rows: rows.map(({ id, is }) => ({ id, cells: [count(tally, 'silent', is), longest(tally, { block: 'silent', is }, ofDays)] })) };
}

export const causes = (tally: Tally): Table => ({
  id: 'causes', columns: ['week', 'twelve-weeks'],
  rows: tally.values('cause', 'cause').map((cause) => ({ id: cause ?? '', cells: [count(tally, 'cause', { cause, week: 0 }), count(tally, 'cause', { cause })] })),
});
