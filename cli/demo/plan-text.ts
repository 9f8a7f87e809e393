import type { IsoDate } from '../../domain/dates/iso-date.js';
import { longDay } from '../../domain/dates/said.js';
import { EMPTY_PLAN, emptyItem, type PlanContent } from '../../domain/plan/content.js';
import { withItem, withWords } from '../../domain/plan/edit.js';
import { SECTIONS, type SectionCode } from '../../domain/plan/sections.js';
import type { Need } from './placements.js';
import { wordsOf } from './plan-words.js';

/** Whose plan is written, in the words of nobody's. */
export type PlanAbout = Readonly<{
  /** First name. */
  name: string;
  need: Need | null;
  madeOn: IsoDate;
  inYear9: boolean;
  /** Named in section I; null: a child in no setting. */
  setting: Readonly<{ name: string; type: string }> | null;
}>;

type Links = Readonly<{ needs?: readonly string[]; outcomes?: readonly string[] }>;

/** A plan as it was made: every section, each provision for a need and an outcome. */
export function planText(about: PlanAbout): PlanContent {
  const said = wordsOf(about.need);
  const fill = (text: string): string => text.replaceAll('{}', about.name);
  const own = ownWords(about, fill(said.aspirations));
  const needs = said.needs.reduce((plan, { need, strengths }) => added(plan, 'B', { need: fill(need), strengths: fill(strengths) }), own);
  const health = said.health === null ? none(needs, 'C') : added(needs, 'C', { need: fill(said.health) });
  const outcomes = said.outcomes.reduce(
    (plan, { outcome, measure, steps }, at) =>
      added(plan, 'E', { outcome: fill(outcome), measure: fill(measure), byWhen: BY_WHEN, steps }, { needs: [idAt(plan, 'B', at)] }),
    none(health, 'D'),
  );
  const provision = said.provision.reduce(
    (plan, line, at) =>
      added(plan, 'F', { ...line, what: fill(line.what), until: UNTIL, adulthood: about.inYear9 && at === 0 ? 'yes' : '' }, linked(plan, at)),
    outcomes,
  );
  return advice(withoutCare(provision, said.health !== null), about.madeOn);
}

/** The same plan a year on: an outcome met and another in its place, more of one provision, one line new. */
export function amendedText(before: PlanContent, { name }: Pick<PlanAbout, 'name'>): PlanContent {
  const [outcome] = before.E.items;
  const [first, second] = before.F.items;
  const next = outcome === undefined ? before : changed(before, 'E', outcome.id, { measure: 'In two half terms running, by the teaching assistant’s record and the family’s own.', byWhen: 'By the next annual review' });
  const more = first === undefined ? next : changed(next, 'F', first.id, { howLong: '30 minutes' });
  const told = withWords(more, 'A', { words: { ...more.A.words, child: `${name}: “I like school more this year. I want to choose what I do after lunch.”` }, none: false });
  return added(
    told,
    'F',
    {
      what: `${name} plans the afternoon with an adult and says afterwards what went well`,
      howOften: 'Every school day',
      howLong: '10 minutes',
      who: 'The class’s teaching assistant',
      skill: 'Shown how by the special educational needs co-ordinator, half a day a year',
      until: UNTIL,
    },
    { needs: second?.needs ?? [], outcomes: second?.outcomes ?? [] },
  );
}

/** With the lines that a first draft often has: nobody could be held to them. */
export const withVagueLines = (plan: PlanContent, { name, need }: Pick<PlanAbout, 'name' | 'need'>): PlanContent =>
  wordsOf(need).vague.reduce((before, what) => added(before, 'F', { what: what.replaceAll('{}', name) }, linked(before, 0)), plan);

/** With a need that an outcome is joined to and nobody gives anything for. @source SEND Regulations 2014 reg 12(1)(f) */
export function withNeedUnmet(plan: PlanContent, { name }: Pick<PlanAbout, 'name'>): PlanContent {
  const need = added(plan, 'B', { need: `${name} does not recognise traffic as a danger, and runs towards what is of interest.`, strengths: `${name} stops at once at the word that was agreed at home.` });
  return added(
    need, 'E',
    { outcome: `${name} walks to the shop beside an adult without being held.`, measure: 'On four of five walks in a half term, by the record of whoever walks along.', byWhen: BY_WHEN, steps: 'First in the school grounds, then on a quiet road.' },
    { needs: [idAt(need, 'B', need.B.items.length - 1)] },
  );
}

/** A draft names no school: the family may ask for one. @source Children and Families Act 2014 s 38(5) */
export const asDraft = (plan: PlanContent): PlanContent => withWords(plan, 'I', { words: { name: '', type: '' }, none: false });

const BY_WHEN = 'By the end of the key stage';
const UNTIL = 'Until the next annual review';

function ownWords({ name, setting, madeOn }: PlanAbout, aspirations: string): PlanContent {
  const first = withWords(EMPTY_PLAN, 'A', {
    words: {
      child: `${name}: “I like it when people tell me what comes next. I do not like it when everybody talks at once.”`,
      family: `We are proud of how far ${name} has come, and worry about who will notice when things get too much.`,
      aspirations,
      communication: `${name} was asked with pictures and in talk, at home and at school, on two days.`,
      history: `First spoken of as a concern at two. Assessed for the first time before ${longDay(madeOn)}.`,
    },
    none: false,
  });
  const placed = withWords(first, 'I', { words: { name: setting?.name ?? '', type: setting?.type ?? 'Education otherwise than in a setting' }, none: false });
  const budget = withWords(placed, 'J', { words: { budget: 'none', details: 'No personal budget was asked for.' }, none: false });
  return withWords(budget, 'E', { words: { monitoring: 'The setting looks at each outcome once a term with the family, and at all of them at the annual review.' }, none: false });
}

/** Nothing of social care; of health what goes with a health need. */
function withoutCare(plan: PlanContent, hasHealth: boolean): PlanContent {
  const health = hasHealth
    ? added(
        plan,
        'G',
        { what: 'Review by the community paediatrician with the family', howOften: 'Twice a year', howLong: '30 minutes', who: 'Community paediatrician', skill: 'Consultant', until: UNTIL },
        { needs: [idAt(plan, 'C', 0)], outcomes: [idAt(plan, 'E', 1)] },
      )
    : none(plan, 'G');
  return none(none(health, 'H1'), 'H2');
}

function advice(plan: PlanContent, madeOn: IsoDate): PlanContent {
  const on = longDay(madeOn);
  const lines = [
    { who: 'The child’s parents', role: 'Parent', used: 'Section A, and the order of the outcomes.' },
    { who: 'Educational psychology service', role: 'Educational psychologist', used: 'Sections B, E and F: needs, outcomes and the programmes.' },
    { who: 'Community paediatrician', role: 'Health', used: 'Sections C and G.' },
  ];
  return lines.reduce((before, line) => added(before, 'K', { ...line, on }), plan);
}

/** For the need and the outcome of the same place in their lists; the last of them where there are fewer. */
const linked = (plan: PlanContent, at: number): Links => ({ needs: [idAt(plan, 'B', at)], outcomes: [idAt(plan, 'E', at)] });

const idAt = (plan: PlanContent, code: SectionCode, at: number): string => (plan[code].items[at] ?? plan[code].items.at(-1))?.id ?? '';

const none = (plan: PlanContent, code: SectionCode): PlanContent => withWords(plan, code, { words: plan[code].words, none: true });

/** With another item. @throws RangeError where the section holds none */
function added(plan: PlanContent, code: SectionCode, words: Readonly<Record<string, string>>, { needs = [], outcomes = [] }: Links = {}): PlanContent {
  const kind = SECTIONS[code].item;
  const made = kind === null ? null : withItem(plan, code, null, { words: { ...emptyItem(kind).words, ...words }, needs, outcomes });
  if (made === null) throw new RangeError(`section ${code} takes no item`);
  return made.content;
}

function changed(plan: PlanContent, code: SectionCode, id: string, words: Readonly<Record<string, string>>): PlanContent {
  const item = plan[code].items.find((one) => one.id === id);
  return (item && withItem(plan, code, id, { ...item, words: { ...item.words, ...words } })?.content) ?? plan;
}
