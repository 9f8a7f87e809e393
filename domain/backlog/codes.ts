/** Words and codes of closed sets, as the plain layout and the SEN2 extract write them. Keys are in lower case. */

export const NEEDS = ['SPLD', 'MLD', 'SLD', 'PMLD', 'SEMH', 'SLCN', 'HI', 'VI', 'MSI', 'PD', 'ASD', 'DS', 'OTH'] as const;

export const SEXES: Readonly<Record<string, 'M' | 'F'>> = { m: 'M', male: 'M', boy: 'M', f: 'F', female: 'F', girl: 'F' };

/** Who asked; SEN2 1 is the young person or a parent, which of them is not said. */
export const SOURCES: Readonly<Record<string, Readonly<{ type: 'request-received'; by?: 'parent' | 'young-person' | 'school' | 'post-16' } | { type: 'came-to-attention'; by: 'health' | 'social-care' | 'other' }>>> = {
  '1': { type: 'request-received' },
  'family': { type: 'request-received' },
  parent: { type: 'request-received', by: 'parent' },
  'young person': { type: 'request-received', by: 'young-person' },
  'young-person': { type: 'request-received', by: 'young-person' },
  '2': { type: 'request-received', by: 'school' },
  school: { type: 'request-received', by: 'school' },
  'post-16': { type: 'request-received', by: 'post-16' },
  '3': { type: 'came-to-attention', by: 'health' },
  health: { type: 'came-to-attention', by: 'health' },
  '4': { type: 'came-to-attention', by: 'social-care' },
  'social care': { type: 'came-to-attention', by: 'social-care' },
  'social-care': { type: 'came-to-attention', by: 'social-care' },
  '5': { type: 'came-to-attention', by: 'other' },
  other: { type: 'came-to-attention', by: 'other' },
};

/** A decision to assess or to issue: SEN2 H is one of before the collection year. */
export const OUTCOMES: Readonly<Record<string, 'yes' | 'no' | 'awaited' | 'withdrawn' | 'historical'>> = {
  y: 'yes', yes: 'yes', n: 'no', no: 'no', a: 'awaited', awaited: 'awaited', 'awaiting decision': 'awaited', w: 'withdrawn', withdrawn: 'withdrawn', h: 'historical',
};

/** SEN2's own codes of this were not found (law.md 6.3): its words are. “Outstanding” and “not due” say that nothing is decided. */
export const REVIEW_DECISIONS: Readonly<Record<string, 'keep' | 'amend' | 'cease' | 'none'>> = {
  keep: 'keep', retain: 'keep', maintain: 'keep', 'no change': 'keep', amend: 'amend', cease: 'cease', outstanding: 'none', 'not due': 'none', 'decision not due': 'none', 'decision outstanding': 'none',
};

/** Why a plan ended, as SEN2 counts it. @source law.md 6.3, CeaseReason */
export const CEASE_REASONS: Readonly<Record<string, string>> = Object.fromEntries(['1', '2', '3', '4', '5', '6', '7', '8', '9'].map((code) => [code, `sen2-${code}`]));

const CHECK_LETTERS = 'ABCDEFGHJKLMNPQRTUVWXYZ';
const UPN = /^[A-HJ-NP-RT-Z]\d{11}[0-9A-HJ-NP-RT-Z]$/;
const FIRST_WEIGHT = 2;

/**
 * Whether it is a unique pupil number: its first letter is the remainder, by 23, of the weighted sum of the others; a letter in the
 * last place (a temporary number) counts by its place in the same alphabet.
 * @source Department for Education, Unique pupil numbers: guidance on the check letter
 */
export function isUpn(text: string): boolean {
  if (!UPN.test(text)) return false;
  const value = (letter: string): number => (/\d/.test(letter) ? Number(letter) : CHECK_LETTERS.indexOf(letter));
  const sum = Array.from(text.slice(1)).reduce((total, letter, at) => total + (at + FIRST_WEIGHT) * value(letter), 0);
  return CHECK_LETTERS.charAt(sum % CHECK_LETTERS.length) === text.charAt(0);
}
