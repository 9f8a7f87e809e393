import type { Framework } from '../framework.js';
import { DEFAULT_BANDS, failsIt, holdsItBack, joined, part } from './made.js';

/**
 * What good advice is, for every professional group, and what each group owes by itself. The family's own advice is its views, and is
 * not audited. Criteria are the law's and the Code's; weights, caps and bands are this project's own default.
 *
 * @source SEND Regulations 2014 regs 6(1), 6(2), 7, 8(1); Children and Families Act 2014 s 21(5); Code of Practice 9.41, 9.45 to 9.51, 9.66
 */

const SCHOOLS = ['head-teacher', 'early-years-lead', 'college-principal'] as const;

export const ADVICE_FRAMEWORK: Framework = {
  kind: 'advice',
  title: 'Advice for an EHC needs assessment: the project’s default weights, caps and bands',
  ...joined([
    part('basis', 'What it rests on', 15, [
      {
        id: 'adv-asked', weight: 40, law: 'SEND Regulations 2014 reg 6(1)',
        asks: 'Does it cover needs, provision and outcomes?',
        good: 'All three the law asks advice to be about: what the child needs, what provision may be required, and what it is meant to lead to. A letter that only reports an appointment does not do.',
        cap: failsIt('The advice does not say what the law asks advice to say: needs, provision and outcomes.'),
      },
      {
        id: 'adv-involvement', weight: 25,
        asks: 'Does it say what the writer did, with whom and when?',
        good: 'Dates of meetings, visits and assessments, who else was spoken to, which reports were read. A reader knows what was seen and what was told.',
      },
      {
        id: 'adv-recent', weight: 15, law: 'SEND Regulations 2014 reg 6(4)',
        asks: 'Is it about the child as they are now?',
        good: 'Seen for this assessment, or older advice that writer, council and family all agreed still suffices. Old scores have their dates.',
      },
      {
        id: 'adv-in-time', weight: 20, law: 'SEND Regulations 2014 reg 8(1); Code of Practice 9.41',
        asks: 'Did it come within six weeks of the request?',
        good: 'Met: within six weeks, or an exception of regulation 8(2) is on record. Partly met: late, with a day given beforehand and kept. Not met: late without a word.',
      },
    ]),
    part('voice', 'The child’s and family’s voice', 15, [
      {
        id: 'adv-child-voice', weight: 60, law: 'SEND Regulations 2014 reg 7(a); Children and Families Act 2014 s 19',
        asks: 'Is the child’s own voice in it?',
        good: 'What the child said, showed or chose, in their own words or with how it was found out; and the advice answers to it. “He was happy to come with me” is no view.',
        cap: holdsItBack('The child’s views are missing from the advice.'),
      },
      {
        id: 'adv-family-voice', weight: 40, law: 'SEND Regulations 2014 reg 7(a); Children and Families Act 2014 s 19',
        asks: 'Are the parents’ views and what they see at home taken up?',
        good: 'What parents worry about and hope for, and where it differs from what the writer saw, both stand.',
      },
    ]),
    part('needs', 'Needs', 20, [
      {
        id: 'adv-needs-clear', weight: 50, law: 'SEND Regulations 2014 reg 6(1); Code of Practice 9.51',
        asks: 'Is each need clear, with what it does to the child’s day?',
        good: 'One need at a time, in everyday words: what happens, how often, how far from what peers do, what it stops the child from doing.',
      },
      {
        id: 'adv-strengths', weight: 20, law: 'Code of Practice 9.61',
        asks: 'Are there strengths to build upon?',
        good: 'Particular ones, with an example, and used in the provision proposed.',
      },
      {
        id: 'adv-evidence', weight: 30, law: 'Code of Practice 9.51',
        asks: 'Does each statement have its evidence, within the writer’s field?',
        good: 'Assessment, observation or record is named beside what is concluded from it. What lies in another profession’s field is left to it.',
      },
    ]),
    part('outcomes', 'Outcomes', 15, [
      {
        id: 'adv-smart', weight: 60, law: 'Code of Practice 9.51, 9.66',
        asks: 'Are the outcomes specific, measurable, achievable, realistic and bound to a time?',
        good: 'Each says what the child will do, by when and how it is measured, from where they are now. “To develop his language” does not.',
      },
      {
        id: 'adv-for-this-life', weight: 40, law: 'Code of Practice 9.51, 9.64',
        asks: 'Do they fit the child’s age and phase, and what the child hopes for?',
        good: 'Two to three years, or the end of the phase, with steps on the way; towards something the child or family wants, and not the name of a therapy.',
      },
    ]),
    part('provision', 'Provision', 25, [
      {
        id: 'adv-specific', weight: 45, law: 'Code of Practice 9.51; L v Clarke and Somerset CC [1998] ELR 129',
        asks: 'Is the provision specific and quantified?',
        good: 'What, who with what skill, how often, how long, in what group, until when: so that it can go into a plan as it stands. Not: access to, regular, up to, as required, would benefit from.',
        cap: holdsItBack('Nobody could write provision from this advice: it is not specific and quantified.'),
      },
      {
        id: 'adv-linked', weight: 30, law: 'Code of Practice 9.61',
        asks: 'Does each provision belong to a need and an outcome?',
        good: 'A reader can see which need each line is for and which outcome it leads to. No need is left without a line.',
      },
      {
        id: 'adv-unbounded', weight: 25, law: 'Code of Practice 9.51',
        asks: 'Does it say what the child requires, whatever can be had?',
        good: 'The writer’s own judgement, with an amount. Nothing trimmed to a service’s offer, waiting list or school’s budget; no school is named.',
      },
    ]),
    part('own', 'What this profession owes', 10, [
      {
        id: 'ep-assessed', weight: 8, law: 'SEND Regulations 2014 reg 6(1)(d)', onlyFor: ['educational-psychology'],
        asks: 'Was the child seen, in more than one way?',
        good: 'Direct work, observation in class or play, and talks with staff and family; tests only where they answer a question, with what the scores mean.',
      },
      {
        id: 'ep-why', weight: 8, law: 'SEND Regulations 2014 reg 6(1)(d)', onlyFor: ['educational-psychology'],
        asks: 'Does it explain how the child learns, and why things are hard?',
        good: 'It brings thinking, language, feelings and surroundings together into an explanation that tells a teacher what to do otherwise, and not a list of scores.',
      },
      {
        id: 'health-qualified', weight: 8, law: 'SEND Regulations 2014 reg 6(1)(c)', onlyFor: ['health'],
        asks: 'Is it from a health professional who can speak to this need?',
        good: 'Name, profession and registration; each therapy that knows the child has its own part, and what nobody has looked at is named as such.',
      },
      {
        id: 'health-educates', weight: 8, law: 'Children and Families Act 2014 s 21(5)', onlyFor: ['health'],
        asks: 'Does it tell provision that educates or trains from treatment?',
        good: 'Each line says whether it teaches or trains the child, and so belongs in F, or is treatment for G; and how much is direct, through others, and to train staff.',
      },
      {
        id: 'care-looked', weight: 8, law: 'SEND Regulations 2014 reg 6(1)(e); Code of Practice 9.69 (D)', onlyFor: ['social-care'],
        asks: 'Did social care look, even where the child was not known?',
        good: 'Somebody spoke with the family about home, safety, short breaks, friends and carers. “Not known to this service” alone does not do.',
      },
      {
        id: 'care-parts', weight: 8, law: 'Children and Families Act 2014 s 37(2)(e), (f); Chronically Sick and Disabled Persons Act 1970 s 2', onlyFor: ['social-care'],
        asks: 'Does it say under which Act each provision is made, and for whom?',
        good: 'What the 1970 Act has made (H1) stands apart from the rest (H2); plans under other Acts, and what carers are assessed as needing, are named.',
      },
      {
        id: 'school-tried', weight: 8, law: 'SEND Regulations 2014 reg 6(1)(b)', onlyFor: [...SCHOOLS],
        asks: 'Does it say what has been tried, and what came of it?',
        good: 'Cycles of assess, plan, do and review with dates, amounts and effect; what helped, what did not, and what outside advice was followed.',
      },
      {
        id: 'school-levels', weight: 8, law: 'SEND Regulations 2014 reg 6(1)(b)', onlyFor: [...SCHOOLS],
        asks: 'Does it show attainment, progress and attendance over time?',
        good: 'Levels with dates at two points at least, what peers do, attendance and exclusions, and how the child is outside lessons.',
      },
      {
        id: 'sensory-use', weight: 8, law: 'SEND Regulations 2014 reg 6(2)', onlyFor: ['sensory-teacher'],
        asks: 'Is it from a teacher qualified for the impairment, and about what the child hears and sees in use?',
        good: 'The qualification is named. It says what can be heard or seen at what distance, light and noise, what equipment is worn, and what staff must do.',
      },
      {
        id: 'adulthood-areas', weight: 8, law: 'SEND Regulations 2014 reg 6(1)(g); Code of Practice 8.10', onlyFor: ['adulthood'],
        asks: 'Does it cover work, home, community and health in adult life?',
        good: 'For each: what the young person wants, can do now, needs next, and who gives it; with the next two steps and their years.',
      },
      {
        id: 'justice-release', weight: 7, law: 'SEND Regulations 2014 reg 6(1)(f)', onlyFor: ['youth-justice'],
        asks: 'Does it cover education now and after release or the end of the order?',
        good: 'Dates of the order, what education is had meanwhile, what works in keeping the young person safe and engaged, and who carries on.',
      },
      {
        id: 'forces-moves', weight: 6, law: 'SEND Regulations 2014 reg 6(1)(b)', onlyFor: ['ministry-of-defence'],
        asks: 'Does it cover past and coming moves, and what they do to schooling?',
        good: 'Schools abroad and at home with their records, moves that are foreseen, and how provision is kept from falling between.',
      },
      {
        id: 'other-question', weight: 7, law: 'SEND Regulations 2014 reg 6(1)(f), (h)', onlyFor: ['other'],
        asks: 'Does it answer why this person was asked?',
        good: 'Council or family asked for a reason; the advice meets it head-on, and says what the writer’s qualification to do so is.',
      },
    ]),
  ]),
  bands: DEFAULT_BANDS,
};
