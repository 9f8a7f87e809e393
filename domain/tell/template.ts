import type { Channel, LetterCode } from './letter-codes.js';
import type { Placeholder } from './placeholders.js';

/** A piece of a message as it is shown. The text of a `link` is its words; where it leads is written in when it is sent. */
export type Block = Readonly<{ kind: 'heading' | 'paragraph' | 'link'; text: string }> | Readonly<{ kind: 'list'; items: readonly string[] }>;

/** A message as somebody gets it. Data only: whoever shows it escapes it. */
export type Composed = Readonly<{ subject: string; body: readonly Block[] }>;

/** A block of a template: the channel it is for (null: both) and the required items its passage holds. */
export type TemplateBlock = Readonly<{ block: Block; only: Channel | null; items: readonly string[] }>;

/** The words of one letter, before the facts are in. */
export type Template = Readonly<{ code: LetterCode; subject: string; law: string; blocks: readonly TemplateBlock[] }>;

/** What stands in for the placeholders; a list where a list item is the placeholder alone. */
export type LetterValues = Readonly<{ channel: Channel; /** Whether this addressee can have a way in without an account. */ links: boolean }> & Readonly<Partial<Record<Placeholder, string | readonly string[]>>>;
