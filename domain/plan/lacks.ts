import { isFinal, type VersionKind } from './versions.js';
import { itemsOf, joined, type PlanContent, type PlanItem } from './content.js';
import { NEED_SECTIONS, PROVISION_SECTIONS, SECTIONS, type SectionCode } from './sections.js';

/** What a version lacks of what the law and the Code ask of a plan: told as warnings, never a bar. */

export const LACK_CODES = [
  'child-views-missing', 'family-views-missing', 'aspirations-missing',
  'needs-missing', 'nothing-said', 'said-none-and-some',
  'need-without-outcome', 'need-without-provision',
  'outcomes-missing', 'outcome-without-need', 'measure-missing', 'by-when-missing', 'monitoring-missing',
  'provision-missing', 'provision-without-need', 'provision-without-outcome', 'who-missing', 'how-often-missing', 'how-long-missing', 'until-missing',
  'adulthood-missing', 'placement-too-early', 'placement-missing', 'budget-unsaid', 'advice-missing', 'advice-not-used',
] as const;
export type LackCode = (typeof LACK_CODES)[number];

/** A part that is lacking; `id` null: of the whole section. */
export type Lack = Readonly<{ section: SectionCode; id: string | null; code: LackCode; law: string }>;

/** `inYear9`: in or beyond Year 9, where provision must prepare for adulthood. */
export type LackAbout = Readonly<{ kind: VersionKind; inYear9: boolean }>;

const CODE_E = 'Code of Practice 9.64 to 9.69 (outcomes)';
const CODE_F = 'Code of Practice 9.69 (provision)';
const THREAD = 'Code of Practice 9.61 to 9.69: aspirations, needs, outcomes and provision hang together';
const AUDIT = 'Asked by quality audits; no rule of law';

/**
 * Every lack, in the plan's order.
 *
 * @source SEND Regulations 2014 reg 12(1), (3); Children and Families Act 2014 s 37(2), s 38(5); Code of Practice 9.61 to 9.69
 */
export function planLacks(written: PlanContent, about: LackAbout): readonly Lack[] {
  const content = joined(written);
  return [...views(content), ...needs(content), ...outcomes(content), ...provision(content, about), ...placement(content, about), ...rest(content)];
}

const of = (section: SectionCode, id: string | null, code: LackCode, law = SECTIONS[section].law): Lack => ({ section, id, code, law });
const said = (content: PlanContent, section: SectionCode, name: string): boolean => (content[section].words[name] ?? '') !== '';
const when = (isLacking: boolean, lack: Lack): Lack[] => (isLacking ? [lack] : []);

const views = (content: PlanContent): Lack[] => [
  ...when(!said(content, 'A', 'child'), of('A', null, 'child-views-missing')),
  ...when(!said(content, 'A', 'family'), of('A', null, 'family-views-missing')),
  ...when(!said(content, 'A', 'aspirations'), of('A', null, 'aspirations-missing')),
];

function needs(content: PlanContent): Lack[] {
  const provided = itemsOf(content).filter(({ section }) => (PROVISION_SECTIONS as readonly SectionCode[]).includes(section));
  return [
    ...when(content.B.items.length === 0, of('B', null, 'needs-missing')),
    ...NEED_SECTIONS.flatMap((section) => [
      ...(SECTIONS[section].mayBeNone ? noneOrSome(content, section) : []),
      ...content[section].items.flatMap(({ id }) => [
        ...when(!content.E.items.some((outcome) => outcome.needs.includes(id)), of(section, id, 'need-without-outcome', THREAD)),
        ...when(!provided.some((one) => one.item.needs.includes(id) && (section !== 'B' || one.section === 'F')), of(section, id, 'need-without-provision', THREAD)),
      ]),
    ]),
  ];
}

function noneOrSome(content: PlanContent, section: SectionCode): Lack[] {
  const { none, items } = content[section];
  return [...when(!none && items.length === 0, of(section, null, 'nothing-said')), ...when(none && items.length > 0, of(section, null, 'said-none-and-some'))];
}

const outcomes = (content: PlanContent): Lack[] => [
  ...when(content.E.items.length === 0, of('E', null, 'outcomes-missing')),
  ...content.E.items.flatMap(({ id, needs: ids, words }) => [
    ...when(ids.length === 0, of('E', id, 'outcome-without-need', THREAD)),
    ...when(words['measure'] === '', of('E', id, 'measure-missing', CODE_E)),
    ...when(words['byWhen'] === '', of('E', id, 'by-when-missing', CODE_E)),
  ]),
  ...when(!said(content, 'E', 'monitoring'), of('E', null, 'monitoring-missing', CODE_E)),
];

function provision(content: PlanContent, { inYear9 }: LackAbout): Lack[] {
  const all = PROVISION_SECTIONS.flatMap((section) => content[section].items);
  return [
    ...when(content.F.items.length === 0, of('F', null, 'provision-missing')),
    ...PROVISION_SECTIONS.flatMap((section) => [...(SECTIONS[section].mayBeNone ? noneOrSome(content, section) : []), ...content[section].items.flatMap((item) => provisionLacks(section, item))]),
    ...when(inYear9 && !all.some(({ words }) => words['adulthood'] === 'yes'), of('F', null, 'adulthood-missing', 'SEND Regulations 2014 reg 12(3)')),
  ];
}

const provisionLacks = (section: SectionCode, { id, needs: forNeeds, outcomes: forOutcomes, words }: PlanItem): Lack[] => [
  ...when(forNeeds.length === 0, of(section, id, 'provision-without-need', THREAD)),
  ...when(forOutcomes.length === 0, of(section, id, 'provision-without-outcome', THREAD)),
  ...when(words['who'] === '', of(section, id, 'who-missing', CODE_F)),
  ...when(words['howOften'] === '', of(section, id, 'how-often-missing', CODE_F)),
  ...when(words['howLong'] === '', of(section, id, 'how-long-missing', CODE_F)),
  ...when(words['until'] === '', of(section, id, 'until-missing', CODE_F)),
];

/** A draft names no school, so that the family can ask for one; a final plan names a school, or a type. */
function placement(content: PlanContent, { kind }: LackAbout): Lack[] {
  const names = said(content, 'I', 'name') || said(content, 'I', 'type');
  return [
    ...when(kind === 'draft' && names, of('I', null, 'placement-too-early', 'Children and Families Act 2014 s 38(5)')),
    ...when(isFinal(kind) && !names, of('I', null, 'placement-missing')),
  ];
}

const rest = (content: PlanContent): Lack[] => [
  ...when(!said(content, 'J', 'budget'), of('J', null, 'budget-unsaid')),
  ...when(content.K.items.length === 0, of('K', null, 'advice-missing')),
  ...content.K.items.flatMap(({ id, words }) => when(words['used'] === '', of('K', id, 'advice-not-used', AUDIT))),
];
