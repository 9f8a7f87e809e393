import type { Ladders } from '../../api/ladder-models.js';
import type { FrozenReport, RedExplanations, ReportReaders } from '../../api/report-models.js';
import { nowOf, todayOf } from '../../api/now.js';
import { actionsAsOf } from '../../domain/weekly-report/actions.js';
import { readBy, redsOwed, type OwedRed } from '../../domain/weekly-report/explained.js';
import type { Role } from '../../domain/settings.js';
import type { ReportReader } from '../../prisma/repositories/report-mail.js';
import { notBefore, type SendReportDeps } from './send.js';
import { LETTER_OF } from './words.js';

export type TellRedsDeps = SendReportDeps & Readonly<{ explained: Pick<RedExplanations, 'of'>; readers: Pick<ReportReaders, 'actions'>; ladders: Pick<Ladders, 'rolesHeld'> }>;

/**
 * Tells each manager what is red in a report, is theirs to answer for, and waits for its cause or its action: with the report, and once
 * more when both were owed. Whoever has had the mail of its kind gets no other, and nothing that waits is no mail.
 *
 * @returns how many were told
 */
export async function tellReds(deps: TellRedsDeps, report: FrozenReport, kind: 'red' | 'red-still'): Promise<number> {
  const { mails, write, queued } = deps;
  const [written, actions, held] = await Promise.all([deps.explained.of(report.week), deps.readers.actions(report.week), deps.ladders.rolesHeld()]);
  const owed = redsOwed(report.figures, { week: report.week, written, actions }, held, actionsAsOf(report.on, todayOf(deps)));
  let told = 0;
  for (const { to, theirs } of await byManager(deps, report, owed)) {
    told += await mails.queue({ week: report.week, kind, letter: LETTER_OF[kind], to, words: write({ kind, report, readBy: readBy(report.on), owed: theirs }), at: nowOf(deps), notBefore: notBefore(deps) });
  }
  if (told > 0) queued?.();
  return told;
}

/** Managers who answer for the same, together: whoever holds two of the roles gets one mail about both. */
async function byManager({ mails }: TellRedsDeps, { week }: FrozenReport, owed: readonly OwedRed[]): Promise<readonly Readonly<{ to: readonly ReportReader[]; theirs: readonly OwedRed[] }>[]> {
  const roles = [...new Set(owed.map(({ role }) => role))];
  const holding = new Map<string, { reader: ReportReader; roles: Role[] }>();
  for (const role of roles) {
    for (const reader of await mails.readers(week, [role])) holding.set(reader.ref, { reader, roles: [...(holding.get(reader.ref)?.roles ?? []), role] });
  }
  const groups = new Map<string, { to: ReportReader[]; roles: readonly Role[] }>();
  for (const one of holding.values()) {
    const key = one.roles.join(' ');
    groups.set(key, { to: [...(groups.get(key)?.to ?? []), one.reader], roles: one.roles });
  }
  return [...groups.values()].map((group) => ({ to: group.to, theirs: owed.filter(({ role }) => group.roles.includes(role)) }));
}
