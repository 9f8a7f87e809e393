import type { PlanContent, PlanItem } from './content.js';
import { PROVISION_SECTIONS, type SectionCode } from './sections.js';

/**
 * Whether a line of provision is specific and, where it can be, quantified: "so specific and so clear as to leave no room for doubt
 * as to what has been decided is needful and necessary in the individual case". Plain rules, each with its reason: they find words
 * and amounts, they do not judge sense, and they would rather pass over a weak line than accuse a good one. Lines they had never met
 * are told wrong mostly where an amount stands in words they do not know: a finding is for a person to judge.
 *
 * @source Children and Families Act 2014 s 37(2)(c); L v Clarke and Somerset CC [1998] ELR 129; Code of Practice 9.69 (section F)
 */

export type SpecificRule = Readonly<{
  code: string;
  /** Why a reader cannot hold anybody to it, and what to write instead. */
  reason: string;
  /** The words that say it. */
  words: RegExp;
  /** The same words where they are right: looked for in the sentence they stand in. */
  fineWith?: RegExp;
  caught: readonly string[];
  fine: readonly string[];
}>;

const NUMBER = String.raw`(?:\d+(?:[.,]\d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|sixteen|eighteen|twenty|thirty|forty(?:[- ]five)?|sixty|ninety|half an|an?)`;
const TIME = String.raw`(?:seconds|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|half[- ]terms?|terms?|years?|lessons?|sessions?|periods?|visits?)`;
/** A number of times in a time, or upon a sign that anybody sees. */
const COUNTED = String.raw`\b(?:daily|weekly|fortnightly|monthly|termly|half[- ]termly|yearly|annually|every (?!effort|opportunity|so often)\S+|each (?!time (?:he|she|they) (?:needs?|wants?)\b)\S+|once(?! in a while)|alternate (?:days?|weeks?|lessons?)|\w+[- ]hourly|twice|thrice|(?<!\bas )per \S+|(?:an?|one|\d+) (?:day|week|fortnight|month|term|year)|(?:on|each|every) (?:mon|tues|wednes|thurs|fri)days?|(?:mon|tues|wednes|thurs|fri|satur|sun)days|mondays? to fridays?|(?:at|from|between|until|by) (?:1?\d|2[0-3])[.:][0-5]\d|(?:1?\d|2[0-3])(?:[.:][0-5]\d)? ?[ap]\.?m|(?:at|from|by|until) (?:1?\d|2[0-3])(?:, (?:1?\d|2[0-3])(?:[.:][0-5]\d)?)+|(?:12 )?noon|(?:1?\d|2[0-3])[.:][0-5]\d(?: to |[-–])|at the (?:start|beginning|end) of (?:the|each|every|his|her) (?:school )?(?:day|lesson|session|week|term|morning|afternoon)|(?:at|over|before|after) (?:break|lunch|playtime|registration|assembly|meal)(?:s|times?)?|\d+ times|(?:three|four|five|six) times|full[- ]time|all\b[^.;]{0,60}\b(?:lessons|sessions|breaks|activities|transitions|tests|exam(?:ination)?s|assemblies|films|videos|trips|visits|transfers|meals|print)|from (?:arrival to departure|start to finish)|whenever (?:he|she|they|his|her|their|the)\b(?! (?:needs?|wants?|wishes|requires?|feels?)\b)|when (?:he|she|they) (?:shows?|holds? up|hands?|raises?|gives?|press(?:es)?|asks?|signs?|points?|arrives?|leaves?|enters?|uses?)|any change of|never)\b`;
const ALL_ALONG = String.raw`\b(?:at all times|throughout|all (?:day|lesson|morning|afternoon)|continuous(?:ly)?|always)\b`;
const OFTEN = `${COUNTED}|${ALL_ALONG}`;
const LENGTH = String.raw`\b${NUMBER}[ -]${TIME}\b|\b(?:\d+|two|three|four|five|six|eight|ten|twelve) [\w-]+ ${TIME}\b|\bhalf[- ](?:an |a )?(?:hours?|days?)\b|\bquarter of an hour\b|\b\d+ ?(?:m|h|hrs?)\b`;
const AMOUNT = new RegExp(`${OFTEN}|${LENGTH}`, 'i');
/** Times without their number, though they are of a day or a week. */
const UNCOUNTED = /\b(?:several|many|various|numerous|a few|a number of) (?:times|points|occasions)(?: (?:an?|per|each|every|(?:in|of|during|over|across) (?:the|each|every)) \w+)?/gi;
/** An amount is looked for in what is left: “several times a week” says none. */
const countable = (text: string): string => text.replace(UNCOUNTED, '');

/** Another paper, which may be changed and the plan with it; one with its day says what it says, and an amount beside it is the plan's own. */
const PAPER = String.raw`\b(?:in (?:line|accordance) with|as per|according to|as (?:set out|outlined|detailed|described|specified|recommended) in) (?:the|his|her|their) (?:\w+ ){0,4}(?:plan|reports?|advice|recommendations?|[A-Z]HC?P|targets|assessment)\b(?! (?:of|dated) \d)(?![^.]*(?:${LENGTH}))`;
const LATER = String.raw`\b(?:as|to be) (?:advised|directed|determined|agreed|decided|recommended|specified|identified|set|devised|prescribed)(?: and \w+)? (?:by|with|between)\b|\b(?:as|to be) (?:determined|agreed|decided|confirmed|arranged|recommended|advised|directed)(?=[.,;]|$)|\b(?:as at present|at (?:his|her|their) own pace|until such time as)\b|\bat the discretion of\b|\bin line with school polic(?:y|ies)\b|\b(?:as per|according to) (?:\S+ ){0,2}(?:usual|normal|current|standard)\b|\bfollowing (?:further )?assessment by\b`;

const rule = (one: SpecificRule): SpecificRule => one;

export const SPECIFIC_RULES: readonly SpecificRule[] = [
  rule({
    code: 'access',
    reason: 'Access is not provision: nobody has to give anything. Say what is given, by whom, how often and for how long.',
    words: /\b(?:has|have|having|given|giving|with|provide|provided with|be offered|offered)? ?acc?ess? to\b/i,
    fineWith: /\b(?:enabl\w+|allow\w*|support\w*|improv\w+|gain\w*|physical|wheelchair|step-free|(?:his|her|their|the child’s|pupil’s)) access to\b|access to (?:(?:the |his |her |their )?(?:\w+ )?curriculum|learning[ .,;]*$|buildings?|the site)\b/i,
    caught: ['Access to a quiet space.', 'She will have access to a learning mentor.'],
    fine: ['A ramp gives wheelchair access to the hall.', 'Worksheets enlarged to 18 point before every lesson, to enable access to the curriculum.'],
  }),
  rule({
    code: 'regular',
    reason: 'How often this is, each reader decides. Say how many times in a day, week or term.',
    words: /\b(?:regular(?:ly)?|frequent(?:ly)?|often|periodic(?:ally)?|occasional(?:ly)?|from time to time|little and often|on ?going|every so often|once in a while|now and (?:then|again)|(?:several|many|various|numerous|a few|a number of) (?:times|points|occasions)\b|at intervals|as often as (?:possible|she|he|they)\b)/i,
    fineWith: new RegExp(`${OFTEN}|how often`, 'i'),
    caught: ['Regular movement breaks.', 'Staff will frequently check understanding.', 'A walk round the field every so often.', 'Reading several times a week.'],
    fine: ['Regular movement breaks: 5 minutes in every lesson.'],
  }),
  rule({
    code: 'up-to',
    reason: '“Up to” is met by nothing at all. Give the amount, or the least there must be.',
    words: new RegExp(String.raw`\bup[ -]to (?:a (?:maximum|total) of )?${NUMBER}(?: to \d+)?[ -]${TIME}\b|\bup to (?:once|twice|\d+ times|\d+%|daily|weekly)`, 'i'),
    caught: ['Up to 15 hours of support a week.', 'Up to twice a week.'],
    fine: ['A group of up to four pupils, 30 minutes weekly.', 'Every school day up to the end of Year 6.'],
  }),
  rule({
    code: 'as-required',
    reason: 'Who decides when that is? Say when it is given: at what times, or upon what sign.',
    words: /\b(?:as(?: and when| or when)?|when(?:ever)?|where(?:ver)?|if) (?:it is |this is |they are |he is |she is )?(?:required|needed|necessary|appropriate|possible|practicable|applicable|available|relevant|able|deemed \w+)\b|\bas and when\b|\b(?:if|when|where) (?:an? |the )?\w+ can be (?:found|arranged|made|provided|spared)\b|\b(?:more|less) often if\b|\bon an? (?:as[- ]needed|ad[- ]hoc) basis\b|\b(?:subject to|dependent (?:up)?on) (?:availability|staffing|resources|numbers|funding|enrolment)\b|\b(?:as|if|where|when) (?:staffing|resources|time|funding) (?:allows?|permits?)\b|\bas far as (?:is )?(?:reasonably )?(?:possible|practicable)\b|\bas (?:\w+ ){1,3}sees? fit\b|\bdepending on (?:need|availability|staffing)\b/i,
    caught: ['Adult support as required.', 'Speech therapy input where appropriate.', 'A quiet room when needed.'],
    fine: ['A teaching assistant is beside him in every lesson.'],
  }),
  rule({
    code: 'would-benefit',
    reason: 'This says what might help, not what is given. Say that it is provided, and how much.',
    words: /\b(?:would|may|might|could|will|is likely to|are likely to) (?:also )?ben[ei]fit from\b|\b(?:should|could|may|might|to) be considered\b|\bconsideration (?:(?:should|could|to|will) be given|of)\b|\bit is (?:recommended|suggested|advised) that\b|\bmay (?:need|require|be (?:helpful|useful|beneficial))\b|\b(?:could|might) (?:try|use|find)\b/i,
    caught: ['Wren would benefit from small-group work.', 'Consideration should be given to a laptop.'],
    fine: ['The benefit of the programme is measured each half term.'],
  }),
  rule({
    code: 'opportunities',
    reason: 'An opportunity need not be taken, nor staffed. Say the activity, who leads it, how often and for how long.',
    words: /\bopp?[ou]rtunit(?:y|ies) (?:for|to|of|in)\b/i,
    caught: ['Opportunities for turn-taking.', 'The opportunity to practise with peers.'],
    fine: ['He practises turn-taking with two peers, led by a teaching assistant, 15 minutes daily.'],
  }),
  rule({
    code: 'aim-only',
    reason: 'To encourage or to try is met by little. Say what staff do.',
    words: /\b(?:will|should|to|is to|are to) be (?:encouraged|supported|helped|enabled) to\b|\bto be explored\b|\b(?:aims?|try|tries|endeavours?|strives?) to\b|\bevery effort\b|\bideally\b|\bwherever practicable\b/i,
    fineWith: new RegExp(`${COUNTED}|${LENGTH}`, 'i'),
    caught: ['She will be encouraged to join in.', 'Staff will endeavour to keep her calm.', 'He will be helped to keep calm throughout the day.'],
    fine: ['She will be supported to dress by a teaching assistant, 10 minutes every morning.'],
  }),
  rule({
    code: 'amount-open',
    reason: 'How much this is, nobody can tell. Give hours, numbers or a ratio.',
    words: /\b(?:an? )?(?:high|higher|good|greater|enhanced|increased|significant|sufficient|adequate|appropriate|suitable|reasonable) (?:levels?|amounts?|degrees?) of\b|\b(?:some|additional|extra|enhanced|increased|sufficient|adequate|more) (?:adult |staff |teaching |one[- ]to[- ]one |1:1 )?(?:support|help|supervision|staffing|input)\b|\bsome (?:\S+ )?time\b|\b(?:high|higher|good|generous|favourable|enhanced|better|low) (?:adult|staff|staffing|pupil)?[ :/-]?(?:to |teacher )?\w*[ -]?ratio\b|\ba (?:proportion|share|portion|part) of which\b|\bof which (?:a|some) (?:proportion|share|part)\b|\b(?:embedded|woven|built|incorporated) (?:in |into |across |throughout )+(?:the|his|her|their) (?:school )?day\b|\ba (?:range|variety|number) of\b|\b(?:a few|several|some) (?:\w+ )?(?:sessions|visits|lessons|hours|minutes|breaks)\b/i,
    fineWith: new RegExp(`${LENGTH}|\\b\\d+(?:\\.\\d+)?:\\d+\\b|: `, 'i'),
    caught: ['A high level of adult support.', 'Additional support in literacy.', 'A range of strategies to aid attention.'],
    fine: ['Additional adult support, 15 hours a week.'],
  }),
  rule({
    code: 'kind-open',
    reason: 'Which is meant, each reader decides. Name the thing, its size or its place.',
    words: /\b(?:suitable|appropriate|good|adequate|preferential|reasonable|proper) (?:seating|lighting|acoustics|equipment|furniture|resources|materials|positioning|facilities)\b|\b(?:bespoke|enhanced|individualised|tailored|personalised) (?:\w+ )?(?:package|provision|programme|curriculum|approach)\b|\b(?:equipment|resources|materials|strategies|interventions?) (?:such as|e\.?g)\b/i,
    fineWith: /: |\d/,
    caught: ['Suitable seating.', 'Good lighting.'],
    fine: ['Suitable seating: a chair with side supports and a foot rest.'],
  }),
  rule({
    code: 'left-to-others',
    reason: 'It leaves what is given to be decided later by somebody else. The plan itself must say it.',
    words: new RegExp(`${PAPER}|${LATER}`, 'i'),
    caught: ['Support in line with his care plan.', 'Input as advised by the therapist.', 'Frequency to be agreed with school.', 'At the discretion of the SENCO.'],
    fine: ['Physiotherapy as per his care plan, 20 minutes daily.', 'A programme written by the therapist is carried out by a teaching assistant, 20 minutes daily.'],
  }),
  rule({
    code: 'skill-open',
    reason: 'Which training is meant? Name the qualification, or what the person has been trained in and by whom.',
    words: /\b(?:appropriately|suitably|adequately|sufficiently|properly) (?:trained|qualified|experienced|skilled)\b|\b(?:experienced|skilled) (?:staff|adults?|practitioners?|professionals?|assistants?|teaching assistants?|teachers?|TAs?|LSAs?)\b|\b(?:staff|adults?|somebody|someone|professionals?|assistants?) with (?:the |an? )?(?:requisite|necessary|relevant|appropriate|suitable|right|good|sound) (?:skills?|training|experience|expertise|knowledge|understanding|qualifications?)\b|\btraining for relevant staff\b/i,
    fineWith: /\b(?:trained|training|qualified|qualification|experienced?) (?:in|as|to|at|by)\b|\blevel \d\b|\b(?:degree|diploma|certificate|qualification|qts|hcpc|registered)\b/i,
    caught: ['Delivered by suitably qualified staff.'],
    fine: ['A suitably qualified teacher of the deaf (mandatory qualification), one hour weekly.'],
  }),
];

/** What a check finds: the words, where they begin in the text, and why they will not do. */
export type Unspecific = Readonly<{ code: string; found: string; at: number; reason: string }>;

/** Words in a line of provision that leave it open. Each rule speaks once a line. */
export function unspecificWords(line: string): readonly Unspecific[] {
  return SPECIFIC_RULES.flatMap(({ code, reason, words, fineWith }): Unspecific[] => {
    const match = sentencesOf(line).map(({ text, at }) => ({ text, at, hit: words.exec(text) })).find(({ text, hit }) => hit !== null && !(fineWith?.test(countable(text)) ?? false));
    return match === undefined || match.hit === null ? [] : [{ code, found: match.hit[0].trim(), at: match.at + match.hit.index, reason }];
  }).sort((a, b) => a.at - b.at);
}

/** Sentences end at a full stop or a new line; a decimal point ends none. */
function sentencesOf(line: string): { text: string; at: number }[] {
  return [...line.matchAll(/(?:[^.\n]|\.(?=\d))+[.\n]?/g)].map((match) => ({ text: match[0], at: match.index }));
}

/** A thing given once and kept, or how a place is: there is nothing to count in a week. */
const LASTING = /\b(?:laptop|tablet|computer|software|keyboard|radio aid|hearing aids?|microphone|soundfield|desk|work ?station|cupboard|fridge|visual timetable|now[ /-](?:and[ -])?(?:next|then) board|chair|seating|sits?|seated|sat|cushion|wedge|hoist|standing frame|walker|wheelchair|ramp|lift|rails?|changing (?:table|bed|room|area)|splints?|writing slope|pencil grips?|reading pens?|overlays?|coloured paper|exercise books|textbooks?|locker|taxi|minibus|headphones|ear defenders|magnifier|braille(?:r| display)|large print|font|point size|carpet(?:ed)?|lighting|acoustic|classroom|class of|classes of|pupils to|groups? of no more than|specialist school|ratio|to (?:one|two|three|four|five|six|\d+) (?:pupils?|children)|(?:two|three|four|\d+) (?:\w+ )?(?:adults|carers|staff|members of staff))\b|\b\d+:(?!1\b)\d+\b/i;

export const NOT_QUANTIFIED: Omit<SpecificRule, 'words'> = {
  code: 'not-quantified',
  reason: 'No amount is given. Say how often and for how long: so many minutes, so many times a week.',
  caught: ['Small-group work on social skills led by a teaching assistant.'],
  fine: ['A radio aid, checked every morning.', 'A writing slope, in place from 1 September 2026.'],
};

export const NO_PERIOD: Omit<SpecificRule, 'words'> = {
  code: 'no-period',
  reason: 'In what time, and until when? Say whether this is in a day, a week, a term or in all.',
  caught: ['15 hours of teaching assistant support.', '2-3 sessions of colourful semantics.'],
  fine: ['15 hours a week of teaching assistant support.', 'Training in Makaton by the therapist, two hours, before 1 September.', 'Family therapy, six sessions in all.'],
};
/** An amount and nothing else: of support or of sessions, and neither time nor day nor occasion beside it. */
const BARE = /^\W*(?:[\d.]+|one|two|three|four|five|six|eight|ten|twelve|fifteen|twenty)(?: ?(?:-|–|to) ?(?:\d+|two|three|four|five|six))?[ -](?:hours?|hrs?|minutes?|mins?|sessions?|visits?)\b(?!.*(?:\d|\b(?:in all|in total|at|by|before|after|until|till|from|over|during|within|in (?:the|his|her|their)|on|when|whenever|per|an?|block|term|year|week|month|day|annum|pw|pa|wk)s?\b))/i;

/** Whether a whole line says how much there is of it, where that can be said. */
export const isQuantified = (line: string): boolean => AMOUNT.test(countable(line)) || LASTING.test(line);

/** A line of provision as one text: every finding, a missing amount last. */
export function unspecific(line: string): readonly Unspecific[] {
  const found = unspecificWords(line);
  const lacking = line.trim() === '' ? null : amountLacking(line);
  return lacking === null ? found : [...found, { code: lacking.code, found: '', at: line.length, reason: lacking.reason }];
}

/** What a line's amount lacks: all of it, or the time it is given in; null: nothing that can be told. */
function amountLacking(line: string): Pick<SpecificRule, 'code' | 'reason'> | null {
  if (!isQuantified(line)) return NOT_QUANTIFIED;
  return BARE.test(line) && !new RegExp(OFTEN, 'i').test(line) ? NO_PERIOD : null;
}

/** Parts of a provision that are read as its line, in the order they are said. */
const LINE_PARTS = ['what', 'howOften', 'howLong', 'who', 'skill'] as const;
export type LinePart = (typeof LINE_PARTS)[number];

/** Findings in a provision of the plan, each by the part it stands in; a missing amount stands at how often. */
export function unspecificProvision({ words }: Pick<PlanItem, 'words'>): readonly Readonly<Unspecific & { part: LinePart }>[] {
  const whole = LINE_PARTS.map((part) => (words[part] ?? '').replace(/[.\s]+$/, '')).join('; '); // one sentence where the parts are
  const inParts = LINE_PARTS.flatMap((part) => unspecificWords(words[part] ?? '').map((one) => ({ ...one, part })));
  const kept = inParts.filter(({ code }) => unspecificWords(whole).some((one) => one.code === code)); // an amount in another part makes good what wants one
  const lacking = amountLacking(whole.replace(/^[;\s]+|[;\s]+$/g, ''));
  return lacking === null ? kept : [...kept, { code: lacking.code, found: '', at: 0, reason: lacking.reason, part: 'howOften' as const }];
}

/** Findings in every line of provision, in the plan's order. */
export const unspecificLines = (content: PlanContent): readonly Readonly<{ section: SectionCode; id: string; part: LinePart; code: string; found: string; reason: string }>[] =>
  PROVISION_SECTIONS.flatMap((section) =>
    content[section].items.flatMap((item) => unspecificProvision(item).map(({ part, code, found, reason }) => ({ section, id: item.id, part, code, found, reason }))),
  );
