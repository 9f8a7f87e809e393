import type { Channel, LetterCode } from './letter-codes.js';
import { isPlaceholder } from './placeholders.js';
import type { Block, Template, TemplateBlock } from './template.js';

/** A template that cannot be read: which letter, and every fault with what mends it. */
export class BadLetter extends Error {
  constructor(readonly letter: string, readonly faults: readonly string[]) {
    super(faults.map((fault) => `${letter}: ${fault}`).join('\n'));
  }
}

const FRONT_MATTER = /^---\n(?<head>[\s\S]*?)\n---\n(?<body>[\s\S]*)$/;
const MARK = /^<!--\s*(?<name>item|only|include|end)(?::\s*(?<value>[^>]*?))?\s*-->$/;
const LINK = /^\[(?<words>[^\]]+)\]\(\{\{link\}\}\)$/;

/**
 * Reads a letter: two lines of front matter (`subject`, `law`), then paragraphs, `## headings`, `- lists` and
 * `[words]({{link}})`, parted by empty lines. `<!-- item: a, b -->` begins the passage that holds those required items, to the
 * next heading or mark; `<!-- only: email -->` keeps the next block to one channel; `<!-- include: name -->` stands for a part.
 *
 * @param parts shared passages by name, written alike without front matter
 * @throws BadLetter naming every fault
 */
export function parseLetter(code: LetterCode, text: string, parts: Readonly<Record<string, string>> = {}): Template {
  const { head, body } = FRONT_MATTER.exec(text.replaceAll('\r\n', '\n'))?.groups ?? {};
  if (head === undefined || body === undefined) throw new BadLetter(code, ['must begin with front matter: a line ---, then subject and law, then a line ---']);
  const faults: string[] = [];
  const fields = fieldsOf(head, faults);
  const blocks = blocksOf(included(body, parts, faults), faults);
  const template: Template = { code, subject: fields.subject, law: fields.law, blocks };
  faults.push(...unknownPlaceholders(template));
  if (faults.length > 0) throw new BadLetter(code, faults);
  return template;
}

function fieldsOf(head: string, faults: string[]): Readonly<{ subject: string; law: string }> {
  const found = new Map(head.split('\n').map((line) => [line.slice(0, line.indexOf(':')).trim(), line.slice(line.indexOf(':') + 1).trim()]));
  for (const name of ['subject', 'law']) if (!found.get(name)) faults.push(`front matter has no ${name}`);
  for (const name of found.keys()) if (name !== 'subject' && name !== 'law') faults.push(`front matter knows only subject and law, not ${name || 'an empty line'}`);
  return { subject: found.get('subject') ?? '', law: found.get('law') ?? '' };
}

/** A part may itself include none: what is shared stays easy to find. */
function included(body: string, parts: Readonly<Record<string, string>>, faults: string[]): string {
  return body.replace(/^<!--\s*include:\s*([a-z0-9-]+)\s*-->$/gm, (_, name: string) => {
    const part = parts[name];
    if (part === undefined) faults.push(`there is no part ${name}`);
    return (part ?? '').trim();
  });
}

function blocksOf(body: string, faults: string[]): TemplateBlock[] {
  const blocks: TemplateBlock[] = [];
  let items: readonly string[] = [];
  let isMarked = false;
  for (const chunk of body.split(/\n{2,}/)) {
    const { marks, lines } = partedFrom(chunk);
    let only: Channel | null = null;
    for (const mark of marks) {
      const { name, value = '' } = MARK.exec(mark)?.groups ?? {};
      if (name === undefined) faults.push(`a comment that is no mark: ${mark}`);
      else if (name === 'include') faults.push(`a part cannot include another: ${value}`);
      else if (name === 'only') only = channelOf(value, faults);
      else items = name === 'item' ? value.split(',').map((item) => item.trim()).filter((item) => item !== '') : [];
      if (name === 'item' || name === 'end') isMarked = true;
    }
    if (lines.length === 0) continue;
    const block = blockOf(lines);
    if (block.kind === 'heading' && !isMarked) items = [];
    isMarked = false;
    blocks.push({ block, only, items });
  }
  if (blocks.length === 0) faults.push('has no words');
  return blocks;
}

function partedFrom(chunk: string): { marks: string[]; lines: string[] } {
  const lines = chunk.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return { marks: lines.filter((line) => line.startsWith('<!--')), lines: lines.filter((line) => !line.startsWith('<!--')) };
}

function channelOf(value: string, faults: string[]): Channel | null {
  if (value === 'email' || value === 'letter') return value;
  faults.push(`only: must say email or letter, not ${value}`);
  return null;
}

function blockOf(lines: readonly string[]): Block {
  const text = lines.join(' ');
  if (lines[0]?.startsWith('- ')) return { kind: 'list', items: itemsOf(lines) };
  const words = LINK.exec(text)?.groups?.['words'];
  if (words !== undefined) return { kind: 'link', text: words };
  return text.startsWith('## ') ? { kind: 'heading', text: text.slice(3).trim() } : { kind: 'paragraph', text };
}

/** A line without a dash goes on with the item before it. */
const itemsOf = (lines: readonly string[]): string[] =>
  lines.reduce<string[]>((items, line) => (line.startsWith('- ') ? [...items, line.slice(2).trim()] : [...items.slice(0, -1), `${items.at(-1) ?? ''} ${line}`]), []);

const NAMED = /\{\{\s*([^{}]*?)\s*\}\}/g;

/** Every placeholder of a text, in order. */
export const placeholdersIn = (text: string): string[] => [...text.matchAll(NAMED)].map(([, name = '']) => name);

/** All the words of a block, for whoever looks for some. */
export const wordsOf = (block: Block): string => (block.kind === 'list' ? block.items.join('\n') : block.text);

function unknownPlaceholders({ subject, blocks }: Template): string[] {
  const all = [subject, ...blocks.map(({ block }) => wordsOf(block))].flatMap(placeholdersIn);
  return [...new Set(all)].filter((name) => name !== 'law' && !isPlaceholder(name)).map((name) => `no such placeholder: {{${name}}}`);
}
