import { reaches } from '../../../api/use-cases/panels.js';
import type { Caller } from '../../../api/permissions.js';
import type { PanelItem, PanelRow, PanelSheet } from '../../../api/decision-models.js';
import type { IsoDate } from '../../../domain/dates/iso-date.js';
import { factsOfDecision } from '../../../domain/panel.js';
import { daysWaited } from '../../../domain/waits.js';
import { longDay, span } from '../../dates.js';
import { paths } from '../../paths.js';
import { texts } from '../../texts.js';
import { PANEL_WORDS as t } from '../../words/panels.js';

/** Panels still to meet, soonest first, and those that have met, latest first. */
export function panelRows(
  rows: readonly PanelRow[],
  today: IsoDate,
): Readonly<{ coming: readonly object[]; past: readonly object[] }> {
  const shown = (row: PanelRow): object => ({
    href: paths.panel(row.ref),
    day: longDay(row.meetsOn),
    name: row.name,
    team: row.team,
    items: row.items,
    decided: row.decided,
  });
  return {
    coming: rows
      .filter(({ meetsOn }) => meetsOn >= today)
      .reverse()
      .map(shown),
    past: rows.filter(({ meetsOn }) => meetsOn < today).map(shown),
  };
}

/** A panel's list as its members read it: each question with its papers, its decision, and what remains to be recorded. */
export function sheetItems(sheet: PanelSheet, caller: Caller, today: IsoDate): readonly object[] {
  const mayDecide = reaches(caller, 'panel.decide', sheet.teamRef) && sheet.meetsOn <= today;
  return sheet.items.map((item) => ({
    number: item.number,
    question: t.questions[item.question],
    child: item.child ?? t.restricted,
    born: item.child === null ? null : longDay(item.bornOn),
    ref: item.caseRef,
    href: paths.case(item.caseRef),
    stage: item.stage === null ? null : texts.stages[item.stage],
    setting: item.setting,
    owner: item.owner ?? texts.workList.nobody,
    received:
      item.receivedOn === null ? null : `${longDay(item.receivedOn)}, ${span(daysWaited(item.receivedOn, today))} ago`,
    due: item.dueOn === null ? null : `${longDay(item.dueOn)} (${item.law ?? ''})`,
    advice: item.advice.map(({ name, role, on }) => `${texts.advisers[role]}: ${name}, ${longDay(on)}`),
    decision: item.decision === null ? null : t.decisions[item.decision],
    reason: item.reason,
    votes: item.votes.map(({ name, vote }) => `${name} ${t.votes[vote]}`).join(', '),
    decidedBy: item.decidedBy,
    decide: item.decision === null && mayDecide ? paths.panelDecide(sheet.ref, item.number) : null,
    record: recordLinks(item, sheet),
  }));
}

/** The forms that carry the decision out, with the panel's day and item filled in. */
const recordLinks = (item: PanelItem, { meetsOn }: PanelSheet): readonly object[] =>
  factsOfDecision(item)
    .filter((type) => type.startsWith('assessment') || type.startsWith('issue'))
    .map((type) => ({
      href: `${paths.record(item.caseRef, type)}?panel=${meetsOn}/${item.number}`,
      text: texts.facts[type].act,
    }));
