/**
 * The sections of a plan, in the order and under the letters the law gives them, and what each holds: words of its own, and items
 * with an id. The one description of a plan's shape: types, storage, forms, comparison and papers are read from it.
 *
 * @source SEND Regulations 2014 reg 12(1), (3); Code of Practice 9.61 to 9.69
 */

export const SECTION_CODES = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H1', 'H2', 'I', 'J', 'K'] as const;
export type SectionCode = (typeof SECTION_CODES)[number];

export const ITEM_KINDS = ['need', 'outcome', 'provision', 'advice'] as const;
export type ItemKind = (typeof ITEM_KINDS)[number];

/** A piece of writing: in a line, at length, or one of some codes. */
export type WordsKind = Readonly<{ kind: 'line' } | { kind: 'text' } | { kind: 'choice'; choices: readonly string[] }>;

const LINE: WordsKind = { kind: 'line' };
const TEXT: WordsKind = { kind: 'text' };
const choice = (...choices: string[]): WordsKind => ({ kind: 'choice', choices });

/** What an item of each kind says, and whether it names the needs and outcomes it is for. */
export const ITEM_SHAPES = {
  need: { words: { need: TEXT, strengths: TEXT }, needs: false, outcomes: false },
  outcome: { words: { outcome: TEXT, measure: TEXT, byWhen: LINE, steps: TEXT }, needs: true, outcomes: false },
  provision: {
    words: { what: TEXT, howOften: LINE, howLong: LINE, who: LINE, skill: LINE, until: LINE, adulthood: choice('yes') },
    needs: true, outcomes: true,
  },
  advice: { words: { who: LINE, role: LINE, on: LINE, used: TEXT }, needs: false, outcomes: false },
} as const satisfies Record<ItemKind, Readonly<{ words: Readonly<Record<string, WordsKind>>; needs: boolean; outcomes: boolean }>>;

export type SectionShape = Readonly<{
  law: string;
  words: Readonly<Record<string, WordsKind>>;
  item: ItemKind | null;
  /** Whether it may say that there is nothing: a need there is not must be told from one nobody looked for. */
  mayBeNone: boolean;
}>;

export const SECTIONS: Readonly<Record<SectionCode, SectionShape>> = {
  A: { law: 'reg 12(1)(a)', words: { child: TEXT, family: TEXT, aspirations: TEXT, communication: TEXT, history: TEXT }, item: null, mayBeNone: false },
  B: { law: 'reg 12(1)(b)', words: {}, item: 'need', mayBeNone: false },
  C: { law: 'reg 12(1)(c)', words: {}, item: 'need', mayBeNone: true },
  D: { law: 'reg 12(1)(d)', words: {}, item: 'need', mayBeNone: true },
  E: { law: 'reg 12(1)(e)', words: { monitoring: TEXT }, item: 'outcome', mayBeNone: false },
  F: { law: 'reg 12(1)(f)', words: {}, item: 'provision', mayBeNone: false },
  G: { law: 'reg 12(1)(g)', words: {}, item: 'provision', mayBeNone: true },
  H1: { law: 'reg 12(1)(h)(i)', words: {}, item: 'provision', mayBeNone: true },
  H2: { law: 'reg 12(1)(h)(ii)', words: {}, item: 'provision', mayBeNone: true },
  I: { law: 'reg 12(1)(i)', words: { name: LINE, type: LINE }, item: null, mayBeNone: false },
  J: { law: 'reg 12(1)(j)', words: { budget: choice('none', 'wanted', 'agreed'), details: TEXT }, item: null, mayBeNone: false },
  K: { law: 'reg 12(4)', words: {}, item: 'advice', mayBeNone: false },
};

/** One of something for each section. */
export const bySection = <T>(make: (code: SectionCode) => T): Readonly<Record<SectionCode, T>> => ({
  A: make('A'), B: make('B'), C: make('C'), D: make('D'), E: make('E'), F: make('F'), G: make('G'), H1: make('H1'), H2: make('H2'), I: make('I'), J: make('J'), K: make('K'),
});

/** Sections whose items are needs, and those whose items are provision. */
export const NEED_SECTIONS = ['B', 'C', 'D'] as const satisfies readonly SectionCode[];
export const PROVISION_SECTIONS = ['F', 'G', 'H1', 'H2'] as const satisfies readonly SectionCode[];

export const isSectionCode = (text: string): text is SectionCode => (SECTION_CODES as readonly string[]).includes(text);

/** `F3`; `H1.2` where the letter has a number of its own. */
export const itemId = (section: SectionCode, number: number): string => `${section}${section.length > 1 ? '.' : ''}${number}`;

/** The section an item's id belongs to; null where it is no id. */
export function sectionOfItem(id: string): SectionCode | null {
  const [, short, long] = /^(?:([B-GK])\d{1,3}|(H[12])\.\d{1,3})$/.exec(id) ?? [];
  const code = short ?? long ?? '';
  return isSectionCode(code) ? code : null;
}
