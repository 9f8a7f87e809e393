import type { LackCode } from '../../domain/plan/lacks.js';
import type { ItemKind, SectionCode } from '../../domain/plan/sections.js';
import type { VersionKind } from '../../domain/plan/versions.js';

/** Words of a plan's text: on its pages, on the papers it leaves as, and on the family's page. */

export const SECTION_TITLES: Readonly<Record<SectionCode, string>> = {
  A: 'The views, interests and aspirations of the child and their parents, or of the young person',
  B: 'Special educational needs',
  C: 'Health needs which relate to their special educational needs or to a disability',
  D: 'Social care needs which relate to their special educational needs or to a disability',
  E: 'Outcomes sought',
  F: 'Special educational provision required',
  G: 'Health provision reasonably required',
  H1: 'Social care provision which must be made under section 2 of the Chronically Sick and Disabled Persons Act 1970',
  H2: 'Other social care provision reasonably required',
  I: 'The name of the school or other place, and its type',
  J: 'Personal budget',
  K: 'Advice and information gathered',
};

type FieldWords = Readonly<{ label: string; hint?: string }>;

export const SECTION_FIELDS: Readonly<Partial<Record<SectionCode, Readonly<Record<string, FieldWords>>>>> = {
  A: {
    child: { label: 'What the child or young person says', hint: 'In their own words where you can, and how their views were sought.' },
    family: { label: 'What the parents say' },
    aspirations: { label: 'What they hope for', hint: 'Now and later: play, school, friends, independence, work.' },
    communication: { label: 'How best to talk with them', hint: 'How they take part in decisions.' },
    history: { label: 'Their story so far' },
  },
  E: { monitoring: { label: 'How progress is followed', hint: 'Who sets shorter-term targets, who looks at them, how often.' } },
  I: {
    name: { label: 'Name of the school, college or other place' },
    type: { label: 'Its type', hint: 'As mainstream primary school, special school.' },
  },
  J: {
    budget: { label: 'Personal budget' },
    details: { label: 'How it is used', hint: 'Which provision it pays for, and the needs and outcomes a direct payment meets.' },
  },
};

export const ITEM_FIELDS: Readonly<Record<ItemKind, Readonly<Record<string, FieldWords>>>> = {
  need: {
    need: { label: 'The need', hint: 'What is hard and how it shows. A diagnosis alone is no need.' },
    strengths: { label: 'What they can do', hint: 'Strengths in the same area.' },
  },
  outcome: {
    outcome: { label: 'What they will be able to do' },
    measure: { label: 'How we will know', hint: 'Something that can be counted or seen.' },
    byWhen: { label: 'By when', hint: 'As July 2028, or the end of Year 6.' },
    steps: { label: 'Steps towards it' },
  },
  provision: {
    what: { label: 'What is provided' },
    howOften: { label: 'How often', hint: 'As 3 times a week.' },
    howLong: { label: 'How long', hint: 'As 30 minutes each.' },
    who: { label: 'By whom', hint: 'The post, not a name: a teaching assistant, a speech and language therapist.' },
    skill: { label: 'With what skill or training', hint: 'As trained in Makaton at level 1.' },
    until: { label: 'Until when', hint: 'As July 2028, or the end of Key Stage 2.' },
    adulthood: { label: 'It prepares for adulthood' },
  },
  advice: {
    who: { label: 'Who gave it' },
    role: { label: 'Their role' },
    on: { label: 'Its date' },
    used: { label: 'How it was used', hint: 'The sections it fed, or why it was not followed.' },
  },
};

export const CHOICE_WORDS: Readonly<Record<string, string>> = { none: 'None is wanted', wanted: 'Asked for, not agreed yet', agreed: 'Agreed', yes: 'Yes' };

export const ITEM_WORDS: Readonly<Record<ItemKind, Readonly<{ one: string; add: string }>>> = {
  need: { one: 'Need', add: 'Add a need' },
  outcome: { one: 'Outcome', add: 'Add an outcome' },
  provision: { one: 'Provision', add: 'Add provision' },
  advice: { one: 'Advice', add: 'Add advice' },
};

export const NONE_WORDS: Readonly<Partial<Record<SectionCode, string>>> = {
  C: 'No health need has been identified.',
  D: 'No social care need has been identified.',
  G: 'No health provision is reasonably required.',
  H1: 'No provision must be made under section 2 of that Act.',
  H2: 'No other social care provision is reasonably required.',
};

export const LACK_WORDS: Readonly<Record<LackCode, string>> = {
  'child-views-missing': 'What the child or young person says is missing',
  'family-views-missing': 'What the parents say is missing',
  'aspirations-missing': 'What they hope for is missing',
  'needs-missing': 'No special educational need is set out',
  'nothing-said': 'Nothing is said: add what there is, or say that there is none',
  'said-none-and-some': 'It says that there is none, and sets some out',
  'need-without-outcome': 'No outcome is for this need',
  'need-without-provision': 'No provision is for this need',
  'outcomes-missing': 'No outcome is set out',
  'outcome-without-need': 'It is for no need',
  'measure-missing': 'How one will know is missing',
  'by-when-missing': 'By when is missing',
  'monitoring-missing': 'How progress is followed is missing',
  'provision-missing': 'No special educational provision is set out',
  'provision-without-need': 'It is for no need',
  'provision-without-outcome': 'It is for no outcome',
  'who-missing': 'By whom is missing',
  'how-often-missing': 'How often is missing',
  'how-long-missing': 'How long is missing',
  'until-missing': 'Until when is missing',
  'adulthood-missing': 'From Year 9 some provision must prepare for adulthood and independent living',
  'placement-too-early': 'A draft names no school and no type: the family may still ask for one',
  'placement-missing': 'Neither a school nor a type is named',
  'budget-unsaid': 'Nothing is said of a personal budget',
  'advice-missing': 'No advice is listed',
  'advice-not-used': 'How it was used is not said',
};

const KINDS: Readonly<Record<VersionKind, string>> = { draft: 'Draft plan', proposed: 'Proposed amendments', final: 'Final plan', amended: 'Amended plan' };

export const PLAN_WORDS = {
  title: 'Education, health and care plan',
  short: 'The plan',
  kinds: KINDS,
  section: (code: string) => `Section ${code}`,
  sectionTitle: (code: SectionCode) => `Section ${code}: ${SECTION_TITLES[code]}`,
  goesWith: (number: number) => `Version ${number} of the plan’s text`,
  version: (number: number) => `Version ${number}`,
  being: 'being written',
  sent: (day: string) => `sent on ${day}`,
  savedBy: (who: string, when: string) => `last saved by ${who}, ${when}`,
  startedFrom: (number: number) => `from version ${number}`,
  carried: (ref: string) => `from the assessment ${ref}`,
  nothing: 'No text of this plan has been written in Duly yet.',
  start: 'Start writing the plan',
  startNext: (number: number) => `Start the next version, from version ${number}`,
  startHint: 'It begins with the advice on file: needs, outcomes and provision as they were sent.',
  becameHint: (ref: string) => `The final plan has a record of its own: ${ref}. Amendments are written there.`,
  setAside: 'Set this version aside',
  setAsideHint: 'It is kept, but no longer shown, and the next one starts from the last that was sent.',
  setAsideDone: 'The version is set aside.',
  started: 'A new version is begun.',
  saved: 'Saved.',
  takenOut: (id: string) => `${id} is taken out.`,
  read: 'Read and print',
  compare: 'What changed',
  docx: 'Word document (DOCX)',
  pdf: 'PDF',
  noPdf: 'A PDF cannot be drawn here: no Chromium is set up. Print this page, or take the Word document.',
  lacks: (count: number) => `${count} ${count === 1 ? 'thing is' : 'things are'} lacking`,
  lacksNothing: 'Nothing that Duly checks is lacking.',
  lacksHint: 'Warnings, never a bar: you decide whether the plan can go.',
  open: (count: number) => `${count} ${count === 1 ? 'line of provision leaves' : 'lines of provision leave'} room for doubt`,
  openHint: 'Provision must be specific and, where it can be, quantified (L v Clarke and Somerset County Council, 1998).',
  missing: (label: string) => `${label} is missing`,
  forNeeds: 'For which needs',
  forOutcomes: 'For which outcomes',
  noneYet: 'Nothing is written here yet.',
  nothingIn: (list: string) => `There are no ${list} to choose yet: write those first, then come back.`,
  change: 'Change',
  takeOut: 'Take it out',
  takeOutHint: 'Other items that were for it are no longer for it. Earlier versions keep it.',
  save: 'Save',
  saveAndAdd: 'Save and add another',
  checkTitle: 'Not specific enough',
  changed: (part: string, who: string, when: string) => `${part} was changed by ${who}, ${when}, while you were writing. Nothing is written over: below is how it stands now. Put yours and theirs together, then save.`,
  gone: (part: string, who: string, when: string) => `${part} was taken out by ${who}, ${when}, while you were writing. Your words are below: copy them before you leave.`,
  theirs: 'How it stands now',
  difference: { from: 'Before', to: 'After', nothing: 'These two versions say the same.', added: 'Added', 'taken-out': 'Taken out', changed: 'Changed', out: 'taken out', put: 'put in', end: 'end', empty: 'Nothing', key: 'Words taken out are struck through, words put in are underlined.' },
  form: {
    title: 'The text that goes with it',
    keep: (number: number) => `Version ${number}, written in Duly, is what is sent. It is kept as it is now and cannot be changed afterwards.`,
    other: 'Another text is sent, written outside Duly',
    label: 'What is sent?',
    missing: 'Choose what is sent. If you had chosen, the text was saved again meanwhile: read it once more',
    none: 'No version is being written. What is sent is kept only where you add it as a document.',
    read: 'Read it once more',
    elsewhere: {
      manager: 'If another text goes out, say below why: nobody can look at it here.',
      other: 'Another text, written outside Duly, can only be recorded by a team manager, with a reason: nobody can look at it here.',
    },
    fails: {
      heading: (number: number) => `Version ${number} fails what the law asks of a plan`,
      manager: 'Have it mended before it is sent, or say below why it is issued all the same.',
      other: 'It cannot be issued as it is. Mend it; or ask a team manager, who may record it with a reason.',
      mend: 'Mend the text',
    },
  },
  family: { title: 'The plan', read: 'Read the plan, and what changed in it', changes: 'What changed', whole: 'The whole plan', back: 'How things stand', first: 'This is the first version sent to you.', side: 'On the left is the version before, on the right the one you were sent.' },
} as const;
