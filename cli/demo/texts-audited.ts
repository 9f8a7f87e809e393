import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import { isInYear9OrBeyond } from '../../domain/dates/school-year.js';
import type { AdviserRole } from '../../domain/facts/fact.js';
import { evidenceOfVersion } from '../../domain/plan/versions.js';
import { randomFrom, type Random } from '../../domain/chance.js';
import type { WrittenAdvice, WrittenVersion } from '../../prisma/repositories/demo-written.js';
import { adviceText } from './advice-text.js';
import { auditsFrom, trainedOn } from './audits.js';
import type { DemoChild } from './children.js';
import type { DemoCouncil, DemoSetting } from './council.js';
import { isUnderWay, withAccount } from './desk.js';
import { asDraft, planText, withNeedUnmet, withVagueLines } from './plan-text.js';
import type { DemoRecord } from './population.js';
import type { RecordedFact } from './telling.js';
import { TYPES } from './written.js';

/** Texts of assessments that there is something to audit: drafts as they went out, the plans they became, and advice as it came. */

/** Of drafts, and of advice by whose it is, so many have their text; the others were written elsewhere. */
const DRAFTS = 0.22;
const OF_ADVICE: Readonly<Partial<Record<AdviserRole, number>>> = { 'educational-psychology': 0.15, health: 0.03, 'social-care': 0.05, 'head-teacher': 0.12, 'early-years-lead': 0.05, 'sensory-teacher': 0.2 };
/** Written so long before the first month that is drawn it may still be drawn in it. Days. */
const BEFORE = 50;
/** How often a draft has lines nobody could be held to, before the training in writing section F and since. */
const VAGUE = { before: 0.6, since: 0.12 };
/** How often a draft was saved before it was sent. */
const SAVES = 5;
/** Days for which a draft that fails the law has been with its family: long enough to have been audited. */
const OUT_FOR = 14;

export type TextsAudited = Readonly<{
  records: readonly DemoRecord[];
  versions: readonly WrittenVersion[];
  advice: readonly WrittenAdvice[];
  /** The assessment whose draft fails a requirement of the law, and whose final plan waits until it is mended; null: there is none such. */
  failingDraft: string | null;
}>;

type About = Readonly<{ council: DemoCouncil; children: ReadonlyMap<string, DemoChild>; today: IsoDate }>;

/** @param hasText whether a plan's own record has texts already: its assessment's stay unwritten */
export function textsAudited(records: readonly DemoRecord[], hasText: (plan: string) => boolean, about: About): TextsAudited {
  const random = randomFrom('texts-audited'); // its own: what other texts draw is not moved by it
  const failing = failingOf(records, about);
  const toldThere = new Set(records.flatMap(({ ref, madeFrom }) => (madeFrom !== null && hasText(ref) ? [madeFrom] : [])));
  const made = records.map((record) => (record.kind === 'assessment' && !toldThere.has(record.ref) ? writtenOf(record, record === failing, about, random) : { record, versions: [], advice: [] }));
  const versions = made.flatMap((one) => one.versions);
  return { records: made.map(({ record }) => record), versions: [...versions, ...carried(records, versions)], advice: made.flatMap(({ advice }) => advice), failingDraft: failing?.ref ?? null };
}

type Made = Readonly<{ record: DemoRecord; versions: readonly WrittenVersion[]; advice: readonly WrittenAdvice[] }>;

const sentLast = ({ facts }: DemoRecord): RecordedFact | undefined => facts.findLast(({ type }) => type === 'draft-plan-sent');

/** Of the drafts that are out long enough one of the first caseworker's, or else of anybody's: the one that went out last. */
function failingOf(records: readonly DemoRecord[], { council, today }: About): DemoRecord | undefined {
  const out = records.filter((record) => {
    const draft = sentLast(record);
    return record.kind === 'assessment' && record.ownerRef !== null && isUnderWay(record) && draft !== undefined && draft.on < addDays(today, -OUT_FOR) && draft.on >= addDays(today, -BEFORE + OUT_FOR);
  });
  const latest = out.sort((a, b) => ((sentLast(a)?.on ?? '') < (sentLast(b)?.on ?? '') ? 1 : -1));
  return latest.find(({ ownerRef }) => ownerRef === withAccount(council, 'caseworker').ref) ?? latest[0];
}

function writtenOf(record: DemoRecord, isFailing: boolean, about: About, random: Random): Made {
  const child = about.children.get(record.childRef);
  if (child === undefined) return { record, versions: [], advice: [] };
  const advice = adviceOf(record, child, about, random);
  return { ...draftOf(record, child, isFailing, about, random), advice };
}

function draftOf(record: DemoRecord, child: DemoChild, isFailing: boolean, { council, today }: About, random: Random): Omit<Made, 'advice'> {
  const sent = sentLast(record);
  const isChosen = sent !== undefined && sent.on >= addDays(auditsFrom(today), -BEFORE) && random.chance(DRAFTS);
  if (sent === undefined || !(isChosen || isFailing)) return { record, versions: [] };
  const setting = council.settings.find(({ ref }) => ref === child.settingRef) ?? null;
  const who = { name: child.givenName, need: child.primaryNeed, madeOn: sent.on, inYear9: isInYear9OrBeyond(child.bornOn, today), setting: placed(setting) };
  const whole = planText(who);
  const isVague = random.chance(sent.on < trainedOn(today) ? VAGUE.before : VAGUE.since);
  const text = isFailing ? withNeedUnmet(whole, who) : isVague ? withVagueLines(whole, who) : whole;
  const issued = record.facts.find(({ type }) => type === 'final-plan-issued');
  const common = { recordRef: record.ref, by: sent.recordedBy };
  const draft: WrittenVersion = { ...common, number: 1, kind: 'draft', content: asDraft(text), saves: SAVES, from: null, at: sent.recordedAt, sentOn: sent.on };
  const final: readonly WrittenVersion[] = issued === undefined ? [] : [{ ...common, number: 2, kind: 'final', content: whole, saves: 1, from: { recordRef: record.ref, number: 1 }, at: issued.recordedAt, sentOn: issued.on }];
  const written: readonly WrittenVersion[] = isFailing ? [{ ...common, number: 2, kind: 'draft', content: text, saves: 2, from: { recordRef: record.ref, number: 1 }, at: sent.recordedAt, sentOn: null }] : final;
  const named = new Map([[sent, { number: 1, saves: SAVES }], ...(issued === undefined ? [] : [[issued, { number: 2, saves: 1 }] as const])]);
  const facts = record.facts.map((fact): RecordedFact => {
    const version = named.get(fact);
    return version === undefined ? fact : { ...fact, evidence: evidenceOfVersion(version) };
  });
  return { record: { ...record, facts }, versions: [draft, ...written] };
}

/** The final text of an assessment begins its plan's own record. */
function carried(records: readonly DemoRecord[], versions: readonly WrittenVersion[]): WrittenVersion[] {
  const finals = new Map(versions.filter(({ kind }) => kind === 'final').map((one) => [one.recordRef, one]));
  return records.flatMap(({ ref, madeFrom }) => {
    const final = finals.get(madeFrom ?? '');
    return final === undefined ? [] : [{ ...final, recordRef: ref, number: 1, saves: 0, from: { recordRef: final.recordRef, number: final.number } }];
  });
}

const placed = (setting: DemoSetting | null): Readonly<{ name: string; type: string }> | null => (setting === null ? null : { name: setting.name, type: TYPES[setting.sort] });

/** Advice of those asked whose text is kept, each with the asking it answers. */
function adviceOf({ ref, facts }: DemoRecord, child: DemoChild, { council, today }: About, random: Random): readonly WrittenAdvice[] {
  return facts.flatMap((asked): WrittenAdvice[] => {
    if (asked.type !== 'advice-requested') return [];
    const share = OF_ADVICE[asked.role];
    const had = facts.findLast((fact) => fact.type === 'advice-received' && fact.adviser === asked.adviser);
    const adviser = council.advisers.find((one) => one.ref === asked.adviser);
    if (share === undefined || adviser === undefined || had === undefined || had.on < addDays(auditsFrom(today), -BEFORE) || !random.chance(share)) return [];
    const content = adviceText(asked.role, { name: child.givenName, need: child.primaryNeed, isSpecific: random.chance(0.5) });
    return [{ recordRef: ref, adviserRef: adviser.ref, occurrence: asked.id, content, by: adviser.staffRef ?? adviser.ref, at: had.recordedAt }];
  });
}
