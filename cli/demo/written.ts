import { daysBetween, type IsoDate } from '../../domain/dates/iso-date.js';
import { isInYear9OrBeyond } from '../../domain/dates/school-year.js';
import type { Fact } from '../../domain/facts/fact.js';
import type { PlanContent } from '../../domain/plan/content.js';
import { grouped } from '../../domain/grouped.js';
import { evidenceOfVersion, type VersionKind } from '../../domain/plan/versions.js';
import type { WrittenReport, WrittenVersion } from '../../prisma/repositories/demo-written.js';
import { randomFrom, type Random } from '../../domain/chance.js';
import type { DemoChild } from './children.js';
import type { DemoCouncil, DemoSetting } from './council.js';
import { withAccount } from './desk.js';
import { UNDER_WAY_DAYS } from './next-review.js';
import { amendedText, asDraft, planText, withVagueLines, type PlanAbout } from './plan-text.js';
import type { DemoPopulation, DemoRecord } from './population.js';
import { begunReport, wholeReport } from './school-report.js';
import type { RecordedFact } from './telling.js';
import { uuid } from './uuid.js';

/** Records whose facts name the texts they sent, and those texts: plans by version, reports of schools. */
export type Written = Readonly<{
  records: readonly DemoRecord[];
  versions: readonly WrittenVersion[];
  reports: readonly WrittenReport[];
}>;

/** Of schools' other reports so many have their text: on plans that were made before the council wrote here. */
const OTHER_REPORTS = 0.06;
/** Days: older ones are audited no more. */
const LATELY = 240;

/** Plans of the first caseworker and of the settings that a newcomer is shown, as many of each. */
const OF_CASEWORKER = 24;
const OF_SETTING = 10;
/** How often a text was saved before it was sent. */
const SAVES = 6;

/** Writes the plans that a newcomer opens first, and the reports on them; the other plans were made before the council wrote here. */
export function written({ council, children, records, year }: DemoPopulation): Written {
  const byRef = new Map(children.map((child) => [child.ref, child]));
  const chosen = new Set(toWrite(council, byRef, records).map(({ ref }) => ref));
  const [random, others] = [randomFrom('written'), randomFrom('written/other-reports')];
  const made = records.map((record): Made => {
    const child = byRef.get(record.childRef);
    if (child === undefined) return { record, versions: [], reports: [] };
    const setting = council.settings.find(({ ref }) => ref === child.settingRef) ?? null;
    if (!chosen.has(record.ref)) return { record, versions: [], reports: setting === null ? [] : otherReports(record, child, setting, year.to, others) };
    return writePlan(record, child, setting, year.to, random);
  });
  return { records: made.map(({ record }) => record), versions: made.flatMap(({ versions }) => versions), reports: made.flatMap(({ reports }) => reports) };
}

type Made = Readonly<{ record: DemoRecord; versions: readonly WrittenVersion[]; reports: readonly WrittenReport[] }>;

/** Of each standing some, the latest recorded first: what a newcomer opens is to show every step of a review. */
function toWrite(council: DemoCouncil, byRef: ReadonlyMap<string, DemoChild>, records: readonly DemoRecord[]): DemoRecord[] {
  const plans = records.filter(({ kind, facts }) => kind === 'plan' && !facts.some(({ type }) => type === 'plan-ceased'));
  const latest = [...plans].sort((a, b) => (lastAt(a) < lastAt(b) ? 1 : lastAt(a) > lastAt(b) ? -1 : a.ref < b.ref ? -1 : 1));
  const caseworker = withAccount(council, 'caseworker').ref;
  const shown = SHOWN_SORTS.flatMap((sort) => council.settingsOf(sort).slice(0, 1));
  return [
    ...ofEachStanding(latest.filter(({ ownerRef }) => ownerRef === caseworker), OF_CASEWORKER),
    ...shown.flatMap((setting) => ofEachStanding(latest.filter(({ childRef }) => byRef.get(childRef)?.settingRef === setting.ref), OF_SETTING)),
    ...latest.filter(({ facts }) => facts.some(({ type }) => type === 'draft-plan-sent')),
  ];
}

/** In turn one of each standing, as long as there are any. */
function ofEachStanding(plans: readonly DemoRecord[], most: number): DemoRecord[] {
  const piles = [...grouped(plans, standing).values()];
  const longest = Math.max(0, ...piles.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => piles.flatMap((pile) => pile[at] ?? []))
    .flat()
    .slice(0, most);
}

/** What came last of a review, to tell plans apart by. */
const standing = ({ facts }: DemoRecord): string => facts.findLast(({ type }) => OF_A_REVIEW.has(type))?.type ?? '';
const OF_A_REVIEW: ReadonlySet<string> = new Set([
  'plan-made', 'review-date-set', 'review-invitations-sent', 'review-papers-circulated', 'review-meeting-held', 'review-report-sent',
  'review-decision-sent', 'amendment-notice-sent', 'amended-plan-issued',
]);

/** Of each of these sorts the first setting is shown: its inbox is reached by a link that the demonstration prints. */
export const SHOWN_SORTS = ['mainstream', 'special', 'college'] as const;

const lastAt = ({ facts }: DemoRecord): string => facts.at(-1)?.recordedAt ?? '';
const last = (facts: readonly RecordedFact[], type: Fact['type']): RecordedFact | undefined => facts.findLast((fact) => fact.type === type);

type Step = Readonly<{ kind: VersionKind; content: PlanContent; sent: RecordedFact | null }>;

function writePlan(record: DemoRecord, child: DemoChild, setting: DemoSetting | null, today: IsoDate, random: Random): Made {
  const { facts } = record;
  const made = facts.find(({ type }) => type === 'plan-made');
  if (made === undefined) return { record, versions: [], reports: [] };
  const about: PlanAbout = {
    name: child.givenName,
    need: child.primaryNeed,
    madeOn: made.on,
    inYear9: isInYear9OrBeyond(child.bornOn, today),
    setting: setting === null ? null : { name: setting.name, type: TYPES[setting.sort] },
  };
  const steps = stepsOf(facts, about, made);
  const named = new Map(steps.flatMap(({ sent, kind }, at) => (sent === null || sent === made ? [] : [[sent, evidenceOfVersion({ number: at + 1, saves: savesOf(kind) })] as const])));
  return {
    record: { ...record, facts: facts.map((fact) => withEvidence(fact, named.get(fact))) },
    versions: steps.map((step, at) => versionOf(record, step, at, made)),
    reports: setting === null ? [] : reportsOf(record, setting, about, steps, today, random),
  };
}

/** As section I says it, by the sort of setting. */
export const TYPES = { mainstream: 'Mainstream school', special: 'Special school', alternative: 'Alternative provision', college: 'College', 'early-years': 'Nursery' } as const;
const savesOf = (kind: VersionKind): number => (kind === 'amended' || kind === 'final' ? 1 : SAVES);
const withEvidence = (fact: RecordedFact, evidence: string | undefined): RecordedFact => (evidence === undefined ? fact : { ...fact, evidence });

/** The plan as made; its last amendment, proposed and sent; a draft after reassessment; what is being written now. */
function stepsOf(facts: readonly RecordedFact[], about: PlanAbout, made: RecordedFact): Step[] {
  const first = planText(about);
  const next = amendedText(first, about);
  const notice = last(facts, 'amendment-notice-sent');
  const issued = facts.find(({ type, on }) => type === 'amended-plan-issued' && notice !== undefined && on >= notice.on);
  const draft = last(facts, 'draft-plan-sent');
  const meeting = last(facts, 'review-meeting-held');
  const decision = last(facts, 'review-decision-sent');
  const isDecided = meeting !== undefined && decision !== undefined && decision.on >= meeting.on && !('decision' in decision && decision.decision === 'amend');
  const isOpen = meeting !== undefined && !isDecided && (notice === undefined || notice.on < meeting.on);
  const sent: Step[] = [
    { kind: 'final', content: first, sent: made },
    ...(notice === undefined ? [] : [{ kind: 'proposed' as const, content: next, sent: notice }]),
    ...(issued === undefined ? [] : [{ kind: 'amended' as const, content: next, sent: issued }]),
    ...(draft === undefined ? [] : [{ kind: 'draft' as const, content: asDraft(next), sent: draft }]),
  ];
  const text = sent.at(-1)?.content ?? first;
  return isOpen ? [...sent, { kind: 'proposed', content: withVagueLines(notice === undefined ? next : text, about), sent: null }] : sent;
}

function versionOf({ ref }: DemoRecord, { kind, content, sent }: Step, at: number, made: RecordedFact): WrittenVersion {
  const by = sent ?? made;
  return {
    recordRef: ref, number: at + 1, kind, content, saves: savesOf(kind), from: at === 0 ? null : { recordRef: ref, number: at }, by: by.recordedBy, at: by.recordedAt,
    sentOn: sent?.on ?? null,
  };
}

/** Of a plan whose text is not kept here, the report its school sent lately: now and then one. */
function otherReports(record: DemoRecord, child: DemoChild, setting: DemoSetting, today: IsoDate, random: Random): WrittenReport[] {
  const [made, sent] = [record.facts.find(({ type }) => type === 'plan-made'), last(record.facts, 'review-report-sent')];
  if (made === undefined || sent === undefined || daysBetween(sent.on, today) > LATELY || !random.chance(OTHER_REPORTS)) return [];
  const about: PlanAbout = { name: child.givenName, need: child.primaryNeed, madeOn: made.on, inYear9: isInYear9OrBeyond(child.bornOn, today), setting: null };
  return reportsOf(record, setting, about, [], today, random).filter(({ sent: how }) => how !== null);
}

/** The report of the last meeting: as sent, begun, or not begun. */
function reportsOf({ ref, facts }: DemoRecord, setting: DemoSetting, about: PlanAbout, steps: readonly Step[], today: IsoDate, random: Random): WrittenReport[] {
  const meeting = last(facts, 'review-meeting-held');
  if (meeting === undefined) return [];
  const sent = facts.find(({ type, on }) => type === 'review-report-sent' && on >= meeting.on);
  const decision = facts.find(({ type, on }) => type === 'review-decision-sent' && on >= meeting.on);
  const content = steps[0]?.content ?? planText(about);
  const recommendation = decision?.type === 'review-decision-sent' ? decision.decision : 'amend';
  const saying = { name: about.name, recommendation, inYear9: about.inYear9 };
  const common = { recordRef: ref, settingRef: setting.ref, occurrence: meeting.id };
  if (sent !== undefined) {
    const position = facts.indexOf(sent) + 1;
    return [{ ...common, form: wholeReport(content, saying), at: sent.recordedAt, sent: { commandId: uuid(random), position, on: sent.on } }];
  }
  const isFresh = daysBetween(meeting.on, today) <= UNDER_WAY_DAYS;
  return isFresh && random.chance(0.5) ? [{ ...common, form: begunReport(content, saying), at: meeting.recordedAt, sent: null }] : [];
}
