import type { Framework } from '../framework.js';
import { DEFAULT_BANDS, failsIt, holdsItBack, joined, part, type Part } from './made.js';

/**
 * What a good plan is, section by section. The criteria are the law's and the Code's; weights, caps and bands are this project's own
 * default, marked so in the title, because no council publishes its own.
 *
 * @source Children and Families Act 2014 ss 19, 21(5), 37, 38(5), 49; SEND Regulations 2014 regs 6, 7, 12, 13(1); Code of Practice
 * 9.61 to 9.69, 8.10; L v Clarke and Somerset CC [1998] ELR 129 (specific and quantified)
 */

const CLARKE = 'Children and Families Act 2014 s 37(2); L v Clarke and Somerset CC [1998] ELR 129; Code of Practice 9.69 (F)';
const THREAD = 'Code of Practice 9.61 to 9.69: aspirations, needs, outcomes and provision hang together';
const ABSENT = 'The law has this section in every plan, set out by itself.';

/** Sections A to H, which a draft and a final plan have alike. */
const TEXT: readonly Part[] = [
  part('A', 'A: views, interests and aspirations', 12, [
    {
      id: 'a-child-views', weight: 30, law: 'SEND Regulations 2014 reg 12(1)(a); Children and Families Act 2014 s 19',
      asks: 'Are the child’s or young person’s own views and interests set out?',
      good: 'Their own words, or a clear account of how their views were sought where they do not use words: who asked, in what way, when. It says what they enjoy, what is hard and what they want, about more than school.',
      cap: holdsItBack('The views of the child or young person are missing.'),
    },
    {
      id: 'a-family-views', weight: 20, law: 'SEND Regulations 2014 reg 12(1)(a); Children and Families Act 2014 s 19', mayNotApply: true,
      asks: 'Are the parents’ views set out, apart from the child’s?',
      good: 'What parents say stands as theirs, under their name and not blended with the child’s. For a young person who decides for themselves the law asks for the young person’s views: it does not arise where they want no others.',
      cap: holdsItBack('The views of the parents are missing.'),
    },
    {
      id: 'a-aspirations', weight: 25, law: 'SEND Regulations 2014 reg 12(1)(a); Code of Practice 9.69 (A)',
      asks: 'Are there aspirations for the near and the far future?',
      good: 'Hopes for this year and for adult life: friends, play, health, learning, work, home. They are the child’s or family’s, are not toned down, and the rest of the plan can be seen to serve them.',
      cap: holdsItBack('The aspirations of the child or young person are missing.'),
    },
    {
      id: 'a-communication', weight: 15, law: 'Code of Practice 9.69 (A)',
      asks: 'Does it say how the child communicates and is best involved in decisions?',
      good: 'A new adult would know how to talk with this child: speech, signs, symbols or a device, what helps, what to avoid, how long to wait, and how they make a choice known.',
    },
    {
      id: 'a-history', weight: 10, law: 'Code of Practice 9.69 (A)',
      asks: 'Is there a short history that helps to understand the child?',
      good: 'A few sentences on home, schools and health that matter now. Nothing private that nobody needs, no long list of old appointments.',
    },
  ]),
  part('B', 'B: special educational needs', 12, [
    {
      id: 'b-needs', weight: 40, law: 'SEND Regulations 2014 reg 12(1)(b); Children and Families Act 2014 s 37(2)(a); Code of Practice 9.69 (B)',
      asks: 'Is every special educational need that the advice names set out?',
      good: 'Read the advice beside section B: each need found in it is here, whatever its service and whether or not it can be met today. Where advisers differ, the plan says what was decided and why.',
      cap: failsIt('Special educational needs are missing: what is not named here need not be provided for.'),
    },
    {
      id: 'b-clear', weight: 25, law: 'Code of Practice 9.61',
      asks: 'Is each need clear: what it is, how far it goes and what it does to learning?',
      good: 'Each need is one item: what the child can do, cannot yet do, and what that means in a lesson or at play. A diagnosis by itself is no need.',
    },
    {
      id: 'b-strengths', weight: 20, law: 'Code of Practice 9.61',
      asks: 'Are strengths set out beside needs?',
      good: 'For each area there is something the child does well or likes that can be built upon, with an example. Praise that would fit any child does not count.',
    },
    {
      id: 'b-own-place', weight: 15, law: 'SEND Regulations 2014 reg 12(1)',
      asks: 'Does B hold needs only, and only educational ones?',
      good: 'No provision, no outcomes. Purely medical or care needs stand in C or D; a health need that affects learning, as speech and language mostly does, stands here.',
    },
  ]),
  part('C', 'C: health needs', 6, [
    {
      id: 'c-said', weight: 60, law: 'SEND Regulations 2014 reg 12(1)(c); Code of Practice 9.69 (C)',
      asks: 'Are the health needs set out, or is it said that there are none?',
      good: 'Every health need in the advice that relates to the special educational needs; or a plain statement that none was found, so that “none” is told apart from “nobody looked”.',
      cap: holdsItBack(ABSENT),
    },
    {
      id: 'c-effect', weight: 40, law: 'Code of Practice 9.69 (C)', mayNotApply: true,
      asks: 'Is it clear what each health need means for the child’s day?',
      good: 'In words a teaching assistant can act upon: what may happen, how often, what is at stake. Medical terms are explained. It does not arise where there is no health need.',
    },
  ]),
  part('D', 'D: social care needs', 6, [
    {
      id: 'd-said', weight: 60, law: 'SEND Regulations 2014 reg 12(1)(d); Code of Practice 9.69 (D)',
      asks: 'Are the social care needs set out, or is it said that there are none?',
      good: 'Needs at home, in the community and of carers that relate to the child’s needs or disability; or a statement that social care looked and found none. “Not known to social care” alone does not do.',
      cap: holdsItBack(ABSENT),
    },
    {
      id: 'd-effect', weight: 40, law: 'Code of Practice 9.69 (D)', mayNotApply: true,
      asks: 'Is it clear what each social care need means for child and family?',
      good: 'What is hard, when, and for whom: sleep, safety, going out, the strain on brothers, sisters and carers. It does not arise where there is no social care need.',
    },
  ]),
  part('E', 'E: outcomes', 14, [
    {
      id: 'e-outcomes', weight: 30, law: 'SEND Regulations 2014 reg 12(1)(e); Children and Families Act 2014 s 37(2)(b)',
      asks: 'Are outcomes set out that cover the needs?',
      good: 'Each area of need leads to an outcome: mostly four to eight for a plan. One outcome may serve several needs; none is there without a need.',
      cap: failsIt('No outcomes are set out.'),
    },
    {
      id: 'e-smart', weight: 25, law: 'Code of Practice 9.66 to 9.68',
      asks: 'Is each outcome specific, measurable, achievable, realistic and bound to a time?',
      good: 'It names what the child will do, by when, and how anybody could tell. “By July 2028 Sam joins a conversation with two classmates for five minutes, three days in five” does; “to improve social skills” does not.',
    },
    {
      id: 'e-of-the-child', weight: 10, law: 'Code of Practice 9.66',
      asks: 'Is each outcome a benefit to the child and not a service?',
      good: 'It says what will be different for the child. “To have weekly therapy” is provision and belongs in F, G or H.',
    },
    {
      id: 'e-aspirational', weight: 15, law: 'Code of Practice 9.64, 9.65',
      asks: 'Do the outcomes reach towards the aspirations in A?',
      good: 'A reader can draw a line from each outcome to something the child or family hopes for, and the outcomes ask more than what the child does already. Age and phase are thought of: about two to three years, or the end of the phase.',
    },
    {
      id: 'e-monitoring', weight: 20, law: 'Code of Practice 9.69 (E)',
      asks: 'Does it say how progress is watched, with shorter steps on the way?',
      good: 'Who looks at progress, how often, by what, and how shorter targets are set and shared with the family. Steps lead to the outcome and are not the outcome again in smaller print.',
    },
  ]),
  part('F', 'F: special educational provision', 20, [
    {
      id: 'f-every-need', weight: 25, law: 'Children and Families Act 2014 s 37(2)(c); SEND Regulations 2014 reg 12(1)(f); Code of Practice 9.69 (F)',
      asks: 'Is there provision in F for every need in B?',
      good: 'Go through B one need at a time and put a finger on the line of F that meets it. Every need has one.',
      cap: failsIt('A special educational need has no provision in F.'),
    },
    {
      id: 'f-specified', weight: 20, law: CLARKE,
      asks: 'Does every line say what is given, so that nobody can read it two ways?',
      good: 'It says the activity, programme or equipment. Not: access to, opportunities for, would benefit from, as required, as advised by. Flexibility is right only where the plan itself says what decides.',
      cap: failsIt('Section F is not specific: the family cannot hold anybody to it.'),
    },
    {
      id: 'f-quantified', weight: 20, law: CLARKE,
      asks: 'Does every line say how often and for how long, where that can be said?',
      good: 'Minutes and times a week, or every lesson, or hours a term, and how large the group is. Not: regular, frequent, up to, some. A piece of equipment needs no hours.',
      cap: failsIt('Section F is not quantified: nobody can tell whether it is given.'),
    },
    {
      id: 'f-who', weight: 10, law: 'Code of Practice 9.69 (F)',
      asks: 'Does every line say who gives it, and with what training or skill?',
      good: 'The role and what they must be trained in: “a teaching assistant trained in Makaton to level 2”. “Suitably trained staff” does not do.',
    },
    {
      id: 'f-therapy', weight: 10, law: 'Children and Families Act 2014 s 21(5); Code of Practice 9.73, 9.74', mayNotApply: true,
      asks: 'Does health or care provision that educates or trains stand in F?',
      good: 'Speech and language therapy for communication stands in F, and so does other therapy that teaches or trains the child. It does not arise where no adviser proposed any.',
    },
    {
      id: 'f-from-advice', weight: 10, law: 'SEND Regulations 2014 reg 7; Code of Practice 9.51',
      asks: 'Does F follow the advice, or say why it does not?',
      good: 'Amounts and staffing are those of the advice. Where F says less, more or other, the record says why and who decided; nothing was cut down to what is to be had.',
    },
    {
      id: 'f-until', weight: 5,
      asks: 'Does it say from when and until when, or when each line is looked at again?',
      good: 'Each line has an end, a phase or a day on which it is reviewed, so that an old amount does not stand for years unread.',
    },
  ]),
  part('G', 'G: health provision', 6, [
    {
      id: 'g-said', weight: 60, law: 'SEND Regulations 2014 reg 12(1)(g), (2); Children and Families Act 2014 s 37(2)(d)',
      asks: 'Does G answer each health need, or say that none is needed?',
      good: 'Each need in C has its provision here or in F, agreed by the health commissioner; or the plan says why nothing is needed. Where there is no health need it says so.',
      cap: holdsItBack(ABSENT),
    },
    {
      id: 'g-specific', weight: 40, law: 'Code of Practice 9.69 (G)', mayNotApply: true,
      asks: 'Is each line of G specific and, where it can be, quantified?',
      good: 'What, who, how often, how long, and until when, as in F. “Under review by the paediatrician” becomes “seen by the community paediatrician every six months”. It does not arise where G has no provision.',
    },
  ]),
  part('H', 'H1 and H2: social care provision', 6, [
    {
      id: 'h-said', weight: 50, law: 'SEND Regulations 2014 reg 12(1)(h); Children and Families Act 2014 s 37(2)(e), (f)',
      asks: 'Do H1 and H2 answer each social care need, or say that none is needed?',
      good: 'Each need in D has its provision, or the plan says why nothing is needed. Both parts say so where they are empty.',
      cap: holdsItBack(ABSENT),
    },
    {
      id: 'h-right-part', weight: 20, law: 'SEND Regulations 2014 reg 12(1)(h)(i), (ii); Chronically Sick and Disabled Persons Act 1970 s 2', mayNotApply: true,
      asks: 'Does each line stand in the right part?',
      good: 'H1: what the 1970 Act has made for a disabled person under 18, as practical help at home or short breaks. H2: everything else, as early help or provision under other Acts. It does not arise where both are empty.',
    },
    {
      id: 'h-specific', weight: 30, law: 'Code of Practice 9.69 (H1, H2)', mayNotApply: true,
      asks: 'Is each line of H specific and, where it can be, quantified?',
      good: 'Hours a week, nights a month, who comes and what they do. It does not arise where both parts are empty.',
    },
  ]),
];

const K_AND_WHOLE: readonly Part[] = [
  part('K', 'K: advice', 3, [
    {
      id: 'k-listed', weight: 60, law: 'SEND Regulations 2014 reg 12(4); Code of Practice 9.69 (K)',
      asks: 'Is every piece of advice that was obtained listed and attached?',
      good: 'Name, role and date for each, and the papers themselves. All whom regulation 6(1) has asked are there: parents, education, health, psychology, social care, and those the family reasonably asked for.',
      cap: holdsItBack('Section K lists no advice.'),
    },
    {
      id: 'k-used', weight: 40,
      asks: 'Can it be seen which parts of the plan came from which advice?',
      good: 'Each entry says which sections it fed. Advice that was not followed is there too, with the reason.',
    },
  ]),
  part('whole', 'The whole plan', 10, [
    {
      id: 'w-thread', weight: 40, law: THREAD,
      asks: 'Does a golden thread run from aspirations through needs and outcomes to provision?',
      good: 'Pick any aspiration: there is a need in its way, an outcome towards it and provision that gets there. Pick any line of provision: it serves a need and an outcome. Nothing stands alone.',
    },
    {
      id: 'w-adulthood', weight: 25, law: 'SEND Regulations 2014 reg 12(3); Code of Practice 8.10, 9.69', mayNotApply: true,
      asks: 'From Year 9: does the provision prepare for adulthood and independent living?',
      good: 'F, G or H has lines for work, home, friends and community, and health in adult life, and says which they are. Before Year 9 it does not arise.',
      cap: holdsItBack('In or beyond Year 9 the plan must have provision that prepares for adulthood.'),
    },
    {
      id: 'w-language', weight: 20, law: 'Code of Practice 9.61',
      asks: 'Could the family read it without help?',
      good: 'Short sentences, everyday words, letters spelt out once, no copied paragraphs of reports. A parent would know by the end what happens on Monday morning.',
    },
    {
      id: 'w-this-child', weight: 15,
      asks: 'Is it about this child, and up to date?',
      good: 'Right name, age and year throughout, current levels, no sentence that was plainly written for somebody else, nothing about a school left long ago.',
    },
  ]),
];

const ISSUED: readonly Part[] = [
  part('I', 'I: placement', 3, [
    {
      id: 'i-named', weight: 70, law: 'SEND Regulations 2014 reg 12(1)(i); Children and Families Act 2014 ss 39, 40',
      asks: 'Does it name the school or other setting, or its type?',
      good: 'Name and type, or type alone where no setting is named. It is where the child in truth is to go, from a day that is said.',
      cap: failsIt('The plan names no placement and no type.'),
    },
    {
      id: 'i-only', weight: 30, law: 'SEND Regulations 2014 reg 12(1)',
      asks: 'Does I hold the placement only?',
      good: 'No provision, no transport, no conditions, nothing about cost: what is to be given stands in F, G and H, where it can be enforced.',
    },
  ]),
  part('J', 'J: personal budget', 2, [
    {
      id: 'j-said', weight: 60, law: 'Children and Families Act 2014 s 49; Code of Practice 9.69 (J)',
      asks: 'Does it say whether there is a personal budget?',
      good: 'None, asked for, or agreed; and that the family was told it may ask for one.',
    },
    {
      id: 'j-what-for', weight: 40, law: 'SEND Regulations 2014 reg 12(1)(j)', mayNotApply: true,
      asks: 'Does it say which needs and outcomes a direct payment is for?',
      good: 'Each sum has its provision, need and outcome, how it is paid and when it is looked at. It does not arise where there is no direct payment.',
    },
  ]),
];

export const PLAN_FRAMEWORK: Framework = {
  kind: 'plan', title: 'EHC plan: the project’s default weights, caps and bands', ...joined([...TEXT, ...ISSUED, ...K_AND_WHOLE]), bands: DEFAULT_BANDS,
};

/** A draft names no placement, and comes with what the family must be told. */
const BEFORE_ISSUE: readonly Part[] = [
  part('I', 'I: placement left open', 3, [
    {
      id: 'i-open', weight: 100, law: 'Children and Families Act 2014 s 38(5)',
      asks: 'Is section I empty?',
      good: 'No name and no type of school, here or anywhere else in the draft, so that the family can freely ask for one.',
      cap: failsIt('The draft names a placement before the family could ask for one.'),
    },
  ]),
  part('J', 'J: personal budget, and what the family is told', 2, [
    {
      id: 'j-said', weight: 40, law: 'Children and Families Act 2014 s 49; Code of Practice 9.69 (J)',
      asks: 'Does it say whether the family wants a personal budget, and that it may ask for one?',
      good: 'None, asked for, or agreed; the family knows from the letter what a budget could pay for.',
    },
    {
      id: 'j-told', weight: 60, law: 'SEND Regulations 2014 reg 13(1); Children and Families Act 2014 s 38(2)',
      asks: 'Will the family be told with the draft what it may now do?',
      good: 'At least 15 days to comment, the right to ask for a school or other setting and for a meeting with an officer, and where to find out about schools and colleges.',
    },
  ]),
];

/** The text of a plan before it is sent for the family’s views; its criteria have the same ids as the plan’s. */
export const DRAFT_FRAMEWORK: Framework = {
  kind: 'draft', title: 'Draft before issue: the project’s default weights, caps and bands', ...joined([...TEXT, ...BEFORE_ISSUE, ...K_AND_WHOLE]), bands: DEFAULT_BANDS,
};
