import type { IsoDate } from '../dates/iso-date.js';
import { addMonths, yearNumber } from '../dates/iso-date.js';
import type { Fact } from '../facts/fact.js';
import { story as storyOf, type Story } from '../facts/story.js';
import { derive } from '../derive.js';
import type { Calendar, Settings } from '../settings.js';
import type { Sen2Row, Sen2Rows } from './tables.js';

export type Sen2Record = Readonly<{ ref: string; kind: 'assessment' | 'reassessment' | 'plan'; madeFrom: string | null; facts: readonly Fact[] }>;
export type Sen2Child = Readonly<{
  ref: string; givenName: string; familyName: string; bornOn: IsoDate; upn: string | null; councilReference: string | null; sex: string | null; primaryNeed: string | null;
  placement: string | null; postcode: string | null; setting: Readonly<{ urn: string | null; ukprn: string | null }> | null;
  records: readonly Sen2Record[];
}>;
type On = Readonly<{ on: IsoDate; settings: Settings; calendar: Calendar }>;

/** One child's rows of every table, as things stand on a day. Modules 1 to 5. @param nth place in the file, from 1 */
export function sen2Rows(child: Sen2Child, nth: number, on: On): Omit<Sen2Rows, 'sen2'> {
  const requests = child.records.filter(({ kind }) => kind === 'assessment');
  const plans = child.records.filter(({ kind, facts }) => kind === 'plan' && storyOf(facts).of('plan-made').length > 0);
  const strangers = plans.filter(({ madeFrom }) => !requests.some(({ ref }) => ref === madeFrom)); // the request behind them was never in Duly
  const active = plans.filter(({ facts }) => ceasedIn(storyOf(facts)) === null);
  return {
    person: [personRow(child, nth, on.on)],
    requests: [...requests.map((one, at) => requestRow(child, one, at + 1)), ...strangers.map(({ ref }, at) => ({ requeststableid: ref, persontableid: child.ref, nativeid: ref, requestsorder: requests.length + at + 1, requestoutcome: 'H' }))],
    assessment: [...requests.flatMap((one) => assessmentRow(one, on)), ...strangers.map(({ ref }) => ({ assessmenttableid: ref, requeststableid: ref, nativeid: ref, assessmentorder: 1, assessmentoutcome: 'H' }))],
    namedplan: plans.map((plan) => namedPlanRow(plan, above(plan, requests))),
    plandetail: plans.map(({ ref }) => ({ plandetailtableid: ref, namedplantableid: ref, nativeid: ref, plandetailorder: 1, placementrank: 1, ...settingOf(child) })),
    activeplans: active.map((plan) => activeRow(plan, above(plan, requests), on)),
    placementdetail: active.map(({ ref }) => ({ placementdetailtableid: ref, activeplanstableid: ref, nativeid: ref, placementdetailorder: 1, placementrank: 1, ...settingOf(child) })),
    senneed: child.primaryNeed === null ? [] : active.map(({ ref }) => ({ senneedtableid: ref, activeplanstableid: ref, nativeid: ref, senneedorder: 1, sentype: child.primaryNeed ?? '', sentyperank: 1 })),
  };
}

/** The request a plan came of: ours, or the one of its own that stands for it. */
const above = ({ ref, madeFrom }: Sen2Record, requests: readonly Sen2Record[]): string => (requests.some((one) => one.ref === madeFrom) ? (madeFrom ?? ref) : ref);

const SCHOOL_AGE_MONTHS = 6 * 12;

function personRow(child: Sen2Child, nth: number, on: IsoDate): Sen2Row<'person'> {
  return {
    persontableid: child.ref, sen2tableid: 'SEN2', nativeid: child.councilReference ?? child.ref, personorder: nth, surname: child.familyName, forename: child.givenName,
    personbirthdate: child.bornOn, sex: child.sex ?? '', postcode: child.postcode ?? '', upn: child.upn ?? '',
    upnunknown: child.upn === null && addMonths(child.bornOn, SCHOOL_AGE_MONTHS) > on ? 'UN1' : '',
  };
}

/** SEN2's codes of a kind of placement, used where there is no URN or UKPRN. @source law.md 6.3 */
const SETTING_CODES: ReadonlySet<string> = new Set(['OLA', 'OPA', 'EHE', 'EYP', 'OTH', 'NEET', 'NIEC', 'NIEO']);

function settingOf({ setting, placement }: Sen2Child) {
  const code = placement !== null && SETTING_CODES.has(placement.toUpperCase()) ? placement.toUpperCase() : '';
  return { urn: setting?.urn ?? '', ukprn: setting?.ukprn ?? '', sensetting: (setting?.urn ?? setting?.ukprn ?? null) === null ? code : '' };
}

const SOURCES: Readonly<Record<string, string>> = { parent: '1', 'young-person': '1', school: '2', 'post-16': '2', health: '3', 'social-care': '4', other: '5' };
const yesNo = (is: boolean): number => (is ? 1 : 0);

/** The first decision of each kind: an overturned one is not changed. @source law.md 1.4, 6.3 */
function requestRow(child: Sen2Child, { ref, facts }: Sen2Record, order: number): Sen2Row<'requests'> {
  const story = storyOf(facts);
  const start = story.of('request-received')[0] ?? story.of('came-to-attention')[0];
  const decided = [...story.of('assessment-agreed'), ...story.of('assessment-refused')].sort(byDay)[0];
  const isOver = story.of('request-withdrawn').length > 0 || story.of('moved-away').length > 0 || story.of('died').length > 0;
  const outcome = decided === undefined ? (isOver ? 'W' : 'A') : decided.type === 'assessment-agreed' ? 'Y' : 'N';
  return {
    requeststableid: ref, persontableid: child.ref, nativeid: ref, requestsorder: order, receiveddate: start?.on ?? '', requestsource: SOURCES[start?.by ?? ''] ?? '',
    requestoutcome: outcome, requestoutcomedate: decided?.on ?? '', requestmediation: yesNo(disputes(story).mediation.request), requesttribunal: yesNo(story.of('appeal-lodged').some(({ against }) => against === 'refusal-to-assess')),
    exported: story.of('moved-away').find(({ to }) => /^\d{3}$/.test(to ?? ''))?.to ?? '',
  };
}

const byDay = (a: Fact, b: Fact): number => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0);

/** About which decision mediation was asked for: the last before it. */
function disputes(story: Story): { mediation: { request: boolean; issue: boolean } } {
  const about = story.of('mediation-requested').map(({ on }) => story.facts.findLast((fact) => fact.on <= on && (fact.type === 'assessment-refused' || fact.type === 'issue-refused'))?.type);
  return { mediation: { request: about.includes('assessment-refused'), issue: about.includes('issue-refused') } };
}

function assessmentRow({ ref, facts }: Sen2Record, { on, settings, calendar }: On): Sen2Row<'assessment'>[] {
  const story = storyOf(facts);
  if (story.of('assessment-agreed').length === 0) return [];
  const refused = story.of('issue-refused')[0];
  const issued = story.of('final-plan-issued')[0];
  const isAgreed = story.of('issue-agreed').length > 0;
  const isOver = story.of('request-withdrawn').length > 0 || story.of('moved-away').length > 0 || story.of('died').length > 0;
  const outcome = refused !== undefined ? 'N' : issued !== undefined || isAgreed ? 'Y' : isOver ? 'W' : 'A';
  const excused = derive(facts, on, settings, calendar).duties.find(({ code }) => code === 'issue-final-plan')?.exceptions.some(({ qualifies }) => qualifies) ?? false;
  const appeals = story.of('appeal-lodged').map(({ against }) => against);
  return [{
    assessmenttableid: ref, requeststableid: ref, nativeid: ref, assessmentorder: 1, assessmentoutcome: outcome, assessmentoutcomedate: (refused ?? issued)?.on ?? '',
    assessmentmediation: yesNo(disputes(story).mediation.issue), assessmenttribunal: yesNo(appeals.includes('refusal-to-issue')),
    othermediation: yesNo(story.of('mediation-requested').length > 0 && issued !== undefined), othertribunal: yesNo(appeals.some((against) => against !== 'refusal-to-assess' && against !== 'refusal-to-issue')),
    week20: yesNo(excused),
  }];
}

/** The day a plan ended, and why: to another council it is SEN2's reason 5. */
function ceasedIn(story: Story): Readonly<{ on: IsoDate; reason: string }> | null {
  const ceased = story.of('plan-ceased')[0];
  if (ceased !== undefined) return { on: ceased.on, reason: /^sen2-([1-9])$/.exec(ceased.reason ?? '')?.[1] ?? '' };
  const gone = story.of('plan-transferred').find(({ to }) => to !== undefined);
  if (gone !== undefined) return { on: gone.on, reason: '5' };
  const died = story.of('died')[0];
  return died === undefined ? null : { on: died.on, reason: '8' };
}

function namedPlanRow({ ref, facts }: Sen2Record, assessment: string): Sen2Row<'namedplan'> {
  const story = storyOf(facts);
  const ceased = ceasedIn(story);
  return { namedplantableid: ref, assessmenttableid: assessment, nativeid: ref, namedplanorder: 1, startdate: story.of('plan-made')[0]?.on ?? '', ceasedate: ceased?.on ?? '', ceasereason: ceased?.reason ?? '' };
}

/** The council a plan came from in the reporting year, which is the calendar year before the day of the return, or since. @source law.md 6.1, 6.3 */
function movedInFrom(story: Story, on: IsoDate): string {
  const from = story.of('plan-transferred').findLast((moved) => yearNumber(moved.on) >= yearNumber(on) - 1)?.from ?? '';
  return /^\d{3}$/.test(from) ? from : '';
}

/** `reviewoutcome` in words: SEN2's codes were not found. */
function activeRow({ ref, facts }: Sen2Record, request: string, { on, settings, calendar }: On): Sen2Row<'activeplans'> {
  const story = storyOf(facts);
  const meeting = story.of('review-meeting-held').at(-1);
  const decision = story.of('review-decision-sent').at(-1);
  const draft = story.of('amendment-notice-sent').at(-1);
  const transfer = derive(facts, on, settings, calendar).duties.findLast(({ code }) => code === 'amend-for-phase-transfer');
  const doneOn = transfer?.doneOn ?? null;
  const final = story.of('amended-plan-issued').find(({ on: issuedOn }) => issuedOn === doneOn);
  return {
    activeplanstableid: ref, requeststableid: request, nativeid: ref, activeplansorder: 1, transferla: movedInFrom(story, on), reviewmeeting: meeting?.on ?? '', reviewoutcome: decision?.decision ?? '', lastreview: decision?.on ?? '',
    reviewdraft: draft?.on ?? '', phasetransferduedate: transfer?.dueOn ?? '', phasetransferfinaldate: final?.on ?? '',
  };
}
