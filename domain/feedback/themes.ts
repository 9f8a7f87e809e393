import { z } from 'zod';

/** What free words are about, as a council names it. `code` is permanent; one that is retired stays on what it was given to, and is given to nothing more. */
const theme = z.strictObject({
  code: z.string().regex(/^[a-z0-9-]{1,40}$/, { error: 'must be a short code as kept-informed' }),
  words: z.string().trim().min(1, { error: 'is missing' }).max(100, { error: 'must be at most 100 letters' }),
  retired: z.boolean().default(false),
});
export type Theme = z.output<typeof theme>;

export const MOST_THEMES = 30;

export const themesSchema = z
  .array(theme)
  .min(1, { error: 'must name one theme at least' })
  .max(MOST_THEMES, { error: `must name ${MOST_THEMES} themes at most` })
  .superRefine((themes, context) => {
    themes.forEach(({ code, words }, i) => {
      if (themes.findIndex((other) => other.code === code) < i) context.addIssue({ code: 'custom', path: [i, 'code'], message: 'must be a code no other theme has' });
      if (themes.findIndex((other) => spoken(other.words) === spoken(words)) < i) context.addIssue({ code: 'custom', path: [i, 'words'], message: 'must be a name no other theme has, a retired one included' });
    });
    if (themes.length > 0 && themes.every(({ retired }) => retired)) context.addIssue({ code: 'custom', path: [], message: 'must leave one theme that is not retired' });
  });

const spoken = (words: string): string => words.replace(/\s+/g, ' ').trim().toLowerCase();

/** What a council starts from. @source marked *default*: what families complain of in needs.md section 1 */
export const DEFAULT_THEMES: readonly Theme[] = [
  { code: 'kept-informed', words: 'Being kept informed', retired: false },
  { code: 'listened-to', words: 'Being listened to', retired: false },
  { code: 'time-taken', words: 'How long it took', retired: false },
  { code: 'people', words: 'The people, and changes of people', retired: false },
  { code: 'plan-content', words: 'What the plan says', retired: false },
  { code: 'provision', words: 'Getting the support', retired: false },
  { code: 'school-named', words: 'The school or college named', retired: false },
  { code: 'other', words: 'Something else', retired: false },
];

/** Codes that were on the list and are not on a new one: what was tagged would lose its words. */
export const themesLost = (before: readonly Theme[], after: readonly Theme[]): readonly string[] =>
  before.flatMap(({ code }) => (after.some((one) => one.code === code) ? [] : [code]));
