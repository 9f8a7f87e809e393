/**
 * What in a text tells who it is about, and the text without it: before good practice is shown to others. Rules find what is known and what has a
 * shape of its own; whether the rest could tell a person is for whoever reads it.
 */

/** `person`: somebody with a title. `day`: a day of a month; a month with its year is no sign, outcomes are by a month. */
export const TELLING = ['child', 'family', 'setting', 'professional', 'officer', 'address', 'person', 'day', 'telephone', 'email', 'web', 'postcode', 'number'] as const;
export type Telling = (typeof TELLING)[number];

/** Whom or what a record knows by name. `person`: parts of the name tell as well; `setting`: what stands before "School" does; `words`: the whole alone. */
export type KnownName = Readonly<{ tells: Telling; shape: 'person' | 'setting' | 'words'; name: string }>;

/** A place in a text that tells: `from` and `to` as `slice` takes them; `line` from 1. */
export type Told = Readonly<{ tells: Telling; from: number; to: number; line: number }>;

const MONTH = '(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)';
const ORDINAL = '(?:(?:twenty|thirty)[- ])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|\\p{L}+teenth|twentieth|thirtieth)';
const TITLE = String.raw`\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Sir|Dame|Revd?)\b(?:\.\s*|\s+)`;
const NAME = String.raw`\p{Lu}[\p{L}'-]+`;
/** Read without accents, as `plainly` gives it. */
const SHAPES: readonly Readonly<{ tells: Telling; shape: RegExp }>[] = [
  { tells: 'email', shape: /[^\s@<>()]+@[^\s@<>()]+\.\p{L}{2,}/gu },
  { tells: 'web', shape: /\b(?:https?:\/\/|www\.)[^\s<>()]+/gi },
  { tells: 'day', shape: /\b(?:\d{1,2}(?:[.-]|\s*\/\s*)\d{1,2}(?:[.-]|\s*\/\s*)(?:\d{4}|\d{2})|\d{4}[/.-]\d{1,2}[/.-]\d{1,2})\b/g },
  { tells: 'day', shape: new RegExp(String.raw`\b(?:\d{1,2}(?:st|nd|rd|th)?[\s-]+(?:of\s+)?|${ORDINAL}\s+of\s+)${MONTH}\b(?:,?[\s-]+(?:\d{4}\b|'\d{2}\b))?|\b${MONTH}\s+(?:the\s+)?(?:\d{1,2}(?:st|nd|rd|th)?|(?<=the\s+)${ORDINAL})\b(?:,?\s+\d{4}\b)?`, 'giu') },
  { tells: 'number', shape: /\b(?:\d{3}[\s.-]{0,2}\d{3}[\s.-]{0,2}\d{4}|[A-Z]\s?(?:\d\s?){11}[0-9A-Z])\b/gi }, // NHS number, pupil number
  { tells: 'number', shape: /\b[A-Z]-[0-9A-HJKMNP-TV-Z]{8}\b/g }, // a reference of ours
  { tells: 'telephone', shape: /(?<![\d+])(?:\+44|0)(?:[ -]?\(?\d\)?){9,10}(?!\d)/g },
  { tells: 'postcode', shape: /\b[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2}\b/gi },
  { tells: 'person', shape: new RegExp(String.raw`${TITLE}${NAME}(?:\s+(?!${TITLE})${NAME})?`, 'gu') },
];

/** Small words of names, and what schools are called by the thousand: they tell nobody. */
const COMMON = new Set(['de', 'la', 'le', 'van', 'von', 'der', 'den', 'bin', 'ibn', 'al', 'el', 'the', 'of', 'and', 'mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'professor', 'sir', 'dame', 'rev', 'revd', 'jr']);
const OF_SETTINGS = /\b(?:church of england|ce|c of e|roman catholic|rc|catholic|community|primary|infants?|junior|secondary|high|grammar|special|free|nursery|pre-?school|playgroup|school|academy|college|sixth form|university|centre|trust)\b/i;

/** Every place that tells, in the order of the text. Places that overlap are one, named after the longest known name in it. */
export function toldIn(text: string, known: readonly KnownName[]): readonly Told[] {
  const plain = plainly(text);
  const named = known.flatMap(({ tells, shape, name }) => patternsOf({ tells, shape, name }).flatMap((pattern) => placesOf(plain, pattern, tells)));
  const shaped = SHAPES.flatMap(({ tells, shape }) => placesOf(plain, shape, tells));
  return joined([...longestFirst(named), ...shaped]).map((one) => ({ ...one, line: text.slice(0, one.from).split('\n').length }));
}

const longestFirst = (places: readonly Place[]): readonly Place[] => places.toSorted((a, b) => b.to - b.from - (a.to - a.from));

/** @param places what names a joined one best first */
function joined(places: readonly Place[]): readonly Place[] {
  const whole: Place[] = [];
  for (const place of places.toSorted((a, b) => a.from - b.from)) {
    const last = whole.at(-1);
    if (last === undefined || last.to <= place.from) whole.push(place);
    else whole.splice(-1, 1, { ...last, to: Math.max(last.to, place.to) });
  }
  return whole.map((one) => ({ ...one, tells: places.find(({ from, to }) => from < one.to && to > one.from)?.tells ?? one.tells }));
}

type Place = Omit<Told, 'line'>;
const placesOf = (text: string, pattern: RegExp, tells: Telling): Place[] => Array.from(text.matchAll(pattern), ({ 0: match, index }) => ({ tells, from: index, to: index + match.length }));

/** Letters that no accent was put on, as they are written without a keyboard for them. */
const FOLDED: Readonly<Record<string, string>> = { ł: 'l', Ł: 'L', ø: 'o', Ø: 'O', đ: 'd', Đ: 'D', ı: 'i', '’': "'", '‘': "'", '‐': '-', '‑': '-', '–': '-', '—': '-' };

/** Without accents, with one kind of apostrophe and hyphen; each sign where it stood. */
const plainly = (text: string): string =>
  Array.from({ length: text.length }, (_, i) => text.charAt(i)).map((sign) => FOLDED[sign] ?? sign.normalize('NFD').at(0) ?? sign).join('');

/** The whole name however it is written; a part of it as a name is, with a capital: "will" tells nobody, "Will" does. */
function patternsOf({ tells, shape, name }: KnownName): readonly RegExp[] {
  const whole = name.normalize('NFC').trim();
  if (whole.length < 2) return [];
  const parts = partsOf(shape, whole);
  const streets = tells === 'address' ? streetsOf(whole).map((street) => standing(street, 'giu')) : [];
  const initials = shape === 'person' ? initialsOf(whole, tells === 'child') : [];
  return [standing(whole, 'giu', shape !== 'words'), ...parts.flatMap((part) => [standing(part, 'gu', true), standing(part.toUpperCase(), 'gu')]), ...streets, ...initials];
}

function partsOf(shape: KnownName['shape'], name: string): readonly string[] {
  if (shape === 'person') return [...new Set([...name.split(/\s+/), ...name.split(/[\s-]+/)])].filter((part) => part.length > 1 && !COMMON.has(part.toLowerCase().replace('.', ''))).map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`);
  if (shape === 'words') return [];
  const own = name.split(new RegExp(OF_SETTINGS, 'gi')).map((part) => part.replace(/^[\s,-]*(?:(?:the|of|for|at)\s+)?/i, '').replaceAll(/[\s,'-]+$/g, '')).find((part) => part !== '') ?? '';
  return own.length > 2 ? [own] : [];
}

/** A line of an address without the house's number: the street alone tells where somebody lives. */
const streetsOf = (line: string): readonly string[] => line.split(',').map((part) => part.trim().replace(/^(?:(?:flat|apartment|unit)\s+)?\d+\p{L}?\s+/iu, '')).filter((part) => part.length > 2 && part !== line);

/** What everybody in this work writes short: nobody's initials. */
const SHORT = new Set(['AP', 'AAC', 'ADHD', 'ASC', 'ASD', 'CP', 'EAL', 'EHC', 'EP', 'FC', 'GP', 'HI', 'HLTA', 'ICB', 'ICT', 'IT', 'KS', 'LA', 'LSA', 'MDT', 'MLD', 'MSI', 'NHS', 'OT', 'PA', 'PD', 'PE', 'PMLD', 'PT', 'RE', 'SALT', 'SEMH', 'SEN', 'SENCO', 'SEND', 'SI', 'SLD', 'SLT', 'TA', 'TV', 'UK', 'VI']);

/** With stops; of the child also without, where they are not what everybody writes. */
function initialsOf(name: string, isChild: boolean): readonly RegExp[] {
  const letters = plainly(name).split(/\s+/).filter((part) => !COMMON.has(part.toLowerCase().replace('.', ''))).flatMap((part) => /^\p{L}/u.exec(part)?.[0].toUpperCase() ?? []);
  if (letters.length < 2) return [];
  const both = [letters, [letters[0] ?? '', letters.at(-1) ?? '']];
  return both.flatMap((each) => [bounded(each.join(String.raw`\.\s?`)), ...(isChild && !SHORT.has(each.join('')) ? [bounded(each.join(''))] : [])]);
}
const bounded = (inner: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])${inner}(?![\p{L}\p{N}])\.?`, 'gu');

/** @param mayOwn with the s of a possessive that was written without its apostrophe */
const standing = (words: string, flags: string, mayOwn = false): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}])${words.split(/\s+/).map(writtenSo).join(String.raw`\s+`)}(?=${mayOwn ? '[sS]?' : ''}(?![\p{L}\p{N}\p{M}]))`, flags);

const writtenSo = (word: string): string => (/^(?:st\.?|saint)$/i.test(word) ? String.raw`(?:S[Tt]\.?|S(?:aint|AINT))` : Array.from(word, signWritten).join(''));
/** An accent may follow its letter, and what nobody sees; a hyphen may end a line; a stop or an apostrophe may be left out. */
function signWritten(sign: string): string {
  const plain = plainly(sign);
  if (plain === '-') return String.raw`\s*-\s*`;
  if (plain === '.') return String.raw`\.?`;
  if (plain === "'") return "'?";
  const written = plain.replaceAll(/[*+?^${}()|[\]\\/]/g, String.raw`\$&`);
  return `${written}${/[äöüø]/i.test(sign) ? '[eE]?' : ''}${UNSEEN}`;
}
const UNSEEN = String.raw`[\p{M}\u00ad\u200b-\u200d\u2060]*`;

/** The text with each place that tells put in other words. What those say must not tell again. */
export function anonymised(text: string, known: readonly KnownName[], say: (tells: Telling) => string): string {
  const told = toldIn(text, known);
  return told.reduceRight((whole, { tells, from, to }) => `${whole.slice(0, from)}${say(tells)}${whole.slice(to)}`, text);
}

const NO_NAMES = new Set([
  'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday', 'January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December',
  'Year', 'Years', 'Key', 'Stage', 'Reception', 'Nursery', 'English', 'Maths', 'Mathematics', 'Science', 'British', 'Sign', 'Language', 'Makaton', 'Section', 'Code', 'Practice', 'Regulations', 'Care', 'Plan', 'Health', 'Education', 'Autumn', 'Spring', 'Summer', 'Term', 'Level', 'Teaching', 'Assistant', 'Speech', 'Therapist', 'Occupational', 'Educational', 'Psychologist',
]);
const CAPITAL_WITHIN = /(?<=[\p{Ll}\p{N},;)]["”’]?[^\S\n]+["“‘(]?)\p{Lu}\p{Ll}[\p{L}'’-]*/gu;

/** Words with a capital within a sentence that no rule knows: a brother, a street, a club. For a person to look at. */
export const perhapsNames = (text: string): readonly string[] => [...new Set(Array.from(text.matchAll(CAPITAL_WITHIN), ([word]) => word.replace(/['’]s$/, '')))].filter((word) => !NO_NAMES.has(word));
