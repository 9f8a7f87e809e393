import type { Channel, LetterCode } from './letter-codes.js';
import { isPlaceholder } from './placeholders.js';
import type { Block, Composed, LetterValues, Template } from './template.js';

/** A letter that lacks something its words need: it is not sent. Names the placeholder, never a value. */
export class MissingValue extends Error {
  constructor(readonly letter: LetterCode, readonly placeholder: string) {
    super(`${letter}: nothing to put for {{${placeholder}}}`);
  }
}

/**
 * The message as one addressee gets it, by its channel. Values are put in once and never read for placeholders of their own;
 * nothing is escaped: a body is data.
 *
 * @throws MissingValue naming a placeholder without a value
 */
export function compose(letter: LetterCode, template: Template, values: LetterValues): Composed {
  const fill = filler(letter, template, values);
  const body = template.blocks.filter(({ only, block }) => isFor(values, only, block)).flatMap(({ block }) => filled(block, fill));
  return { subject: fill.text(template.subject), body };
}

/** A link stands in an email to somebody who can have one. */
const isFor = ({ channel, links }: LetterValues, only: Channel | null, { kind }: Block): boolean =>
  (only === null || only === channel) && (kind !== 'link' || (links && channel === 'email'));

type Filler = Readonly<{ text: (words: string) => string; lines: (words: string) => readonly string[] }>;

const NAMED = /\{\{\s*([^{}]*?)\s*\}\}/g;
const ALONE = /^\{\{\s*([^{}]*?)\s*\}\}$/;

function filler(letter: LetterCode, { law }: Template, values: LetterValues): Filler {
  const valueOf = (name: string): readonly string[] => {
    const value = name === 'law' ? law : isPlaceholder(name) ? values[name] : undefined;
    const lines = (typeof value === 'string' ? [value] : (value ?? [])).filter((line) => line.trim() !== '');
    if (lines.length === 0) throw new MissingValue(letter, name);
    return lines;
  };
  const text = (words: string): string => words.replace(NAMED, (_, name: string) => valueOf(name).join(', '));
  const lines = (words: string): readonly string[] => {
    const name = ALONE.exec(words)?.[1];
    return name === undefined ? [text(words)] : valueOf(name);
  };
  return { text, lines };
}

/** A list item that is one placeholder becomes as many as there are; a paragraph that is one keeps its own paragraphs. */
function filled(block: Block, { text, lines }: Filler): Block[] {
  switch (block.kind) {
    case 'list':
      return [{ kind: 'list', items: block.items.flatMap(lines) }];
    case 'paragraph':
      return lines(block.text).flatMap((whole) => whole.split(/\n\s*\n/)).map((paragraph) => ({ kind: 'paragraph', text: paragraph.trim() }));
    case 'heading':
    case 'link':
      return [{ kind: block.kind, text: text(block.text) }];
  }
}
