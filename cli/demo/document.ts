import { flowsOf, yearEndingOn } from './flows.js';
import { matches, misfits, stockInWords } from './misfits.js';
import { authorities, published } from './published.js';
import { randomFrom } from '../../domain/chance.js';
import { isoDate } from '../../domain/dates/iso-date.js';

const BEGIN = '<!-- made from the figures: npm run docs -->';
const END = '<!-- end of what is made from the figures -->';
/** The figures are of a year; which one it is moved to changes none of them. */
const ANY_DAY = isoDate('2026-11-22');

/** docs/demonstration.md with its tables made anew from the published figures. @throws RangeError if the page has no place for them */
export function demonstrationDocument(page: string): string {
  const from = page.indexOf(BEGIN);
  const to = page.indexOf(END);
  if (from === -1 || to < from) throw new RangeError(`docs/demonstration.md has no lines "${BEGIN}" and "${END}"`);
  return `${page.slice(0, from)}${BEGIN}\n\n${tables()}\n\n${page.slice(to)}`;
}

function tables(): string {
  return authorities()
    .map(({ slug, name }) => [`## ${name}`, stockOf(slug), columnsOf(slug), misfitsOf(slug)].join('\n\n'))
    .join('\n\n');
}

function stockOf(slug: string): string {
  const { stock } = flowsOf(published(slug), yearEndingOn(ANY_DAY), randomFrom('document'));
  return `Open on any day: ${stockInWords(stock)}`;
}

const columnsOf = (slug: string): string =>
  table(
    ['equal to the published figure', 'column', 'count'],
    matches(published(slug)).map(({ about, column, published: count }) => [
      about,
      `\`${column}\``,
      count.toLocaleString('en-GB'),
    ]),
  );

const misfitsOf = (slug: string): string =>
  table(
    ['misfit', 'as published', 'in the demonstration'],
    misfits(published(slug)).map(({ about, published: as, here }) => [about, as, here]),
  );

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
