import { ENGLAND_2014 } from '../domain/law/packs.js';
import { LAW_ROWS, type LawRow } from '../domain/law/rows.js';
import type { Rule } from '../domain/law/rule.js';
import { HAND_WORKED } from '../tests/domain/hand-worked.js';
import { WORKED_EXAMPLES } from '../tests/oracle/worked-examples.js';

/** The rules that carry a row of the law. */
export const rulesOf = (rowId: string): Rule[] => ENGLAND_2014.rules.filter(({ rows }) => rows.includes(rowId));

/** The worked examples (D01 to D48, and ours) in which a rule's duty is expected. */
export const examplesOf = (code: string): string[] => [
  ...new Set(
    WORKED_EXAMPLES.filter(({ expect }) => expect.some((duty) => duty.code === code)).map(({ id }) => id.slice(0, 3)),
  ),
  ...HAND_WORKED.filter((example) => example.code === code).map(({ id }) => id),
];

/** Rows with neither rule, module nor reason; rules that name a row which is not there. Both must be empty. */
export function holes(): { uncovered: string[]; unknown: string[] } {
  const rows = LAW_ROWS.flatMap((part) => part.rows);
  const known = new Set(rows.map(({ id }) => id));
  return {
    uncovered: rows.filter((row) => !row.module && !row.noRule && rulesOf(row.id).length === 0).map(({ id }) => id),
    unknown: ENGLAND_2014.rules.flatMap((rule) =>
      rule.rows.filter((id) => !known.has(id)).map((id) => `${rule.code}: ${id}`),
    ),
  };
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const code = (text: string): string => `\`${text}\``;
const tests = (ids: readonly string[]): string => (ids.length > 0 ? `${ids.join(', ')}, oracle` : 'oracle');

function carriedBy(row: LawRow): [string, string] {
  const rules = rulesOf(row.id);
  if (rules.length > 0)
    return [
      rules.map((rule) => code(rule.code)).join(', '),
      tests([...new Set(rules.flatMap((rule) => examplesOf(rule.code)))].sort()),
    ];
  if (row.module) return [`module [${row.module.replace('domain/', '')}](../${row.module})`, row.examples.join(', ')];
  return [`no rule: ${row.noRule ?? ''}`, ''];
}

function ruleLine(rule: Rule): string {
  const doneBy = rule.shape === 'deadline' ? rule.doneBy.map(code).join(', ') : 'left open to the end';
  const law = typeof rule.law === 'string' ? rule.law : 'by what started it';
  const kind = typeof rule.kind === 'string' ? rule.kind : 'by who is asked';
  const until = rule.effectiveTo ?? 'open';
  return `| ${code(rule.code)} | ${cell(law)} | ${kind} ${rule.shape} | ${rule.startedBy.map(code).join(', ')} | ${doneBy} | ${rule.effectiveFrom} to ${until} |`;
}

/** The whole page, as Markdown. */
export function coveragePage(): string {
  const parts = LAW_ROWS.map(({ section, rows }) =>
    [
      `## ${section}`,
      '',
      '| row | what the law says | carried by | tests |',
      '| --- | --- | --- | --- |',
      ...rows.map((row) => `| ${[row.id, row.what, ...carriedBy(row)].map(cell).join(' | ')} |`),
      '',
    ].join('\n'),
  );
  return [
    '# What of the law is built, and where',
    '',
    'Generated from the rules (`npm run docs`); do not edit. `D..` and `H..` are worked examples, tests under their own',
    'ids in `tests/domain`; "oracle" is the second clock in `tests/oracle`, which agrees on 10,000 random cases.',
    'Rules began on 1 September 2014; a day no rule pack covers is an error. Our readings where the law is open: `docs/adr/`.',
    '',
    ...parts,
    '## Rules',
    '',
    `Pack ${code(ENGLAND_2014.id)}, from ${ENGLAND_2014.from}.`,
    '',
    '| rule | authority | kind | started by | done by | in force |',
    '| --- | --- | --- | --- | --- | --- |',
    ...ENGLAND_2014.rules.map(ruleLine),
    '',
  ].join('\n');
}
