import type { IsoDate } from '../../dates/iso-date.js';
import { grouped } from '../../grouped.js';
import { wilson } from '../agreement.js';
import { dayOf, type AuditAction, type Finding, type Marked } from '../marked.js';

/** Findings put together: themes, the services they are for, and what is found again. */

/** `theme` null: none was given. `services` add up to `findings`; `service` null: for nobody's in particular. */
export type ThemeRow = Readonly<{ theme: string | null; findings: number; audits: readonly string[]; services: readonly Readonly<{ service: string | null; findings: number; audits: readonly string[] }>[] }>;

/** Findings by theme and within it by service, the most found first; those of no theme last. */
export const themesOf = (findings: readonly Finding[]): readonly ThemeRow[] =>
  parts(findings, ({ theme }) => theme).map(({ id, of }) => ({
    theme: id,
    findings: of.length,
    audits: auditsOf(of),
    services: parts(of, ({ service }) => service).map((own) => ({ service: own.id, findings: own.of.length, audits: auditsOf(own.of) })),
  }));

function parts(findings: readonly Finding[], keyOf: (finding: Finding) => string | null): readonly Readonly<{ id: string | null; of: readonly Finding[] }>[] {
  const known = [...grouped(findings, keyOf)].map(([id, of]) => ({ id, of })).sort((a, b) => b.of.length - a.of.length || (a.id < b.id ? -1 : 1));
  const unknown = findings.filter((finding) => keyOf(finding) === null);
  return unknown.length === 0 ? known : [...known, { id: null, of: unknown }];
}

const auditsOf = (findings: readonly Finding[]): readonly string[] => [...new Set(findings.map(({ audit }) => audit))].sort();

/**
 * A service and how often something was found for it. `own`: of audits of its own work; `elsewhere`: of audits of what is no one adviser's, as plans,
 * in which any service may be named. `atLeast`: the greater of the lower ends of the two shares.
 */
export type ServiceRow = Readonly<{ service: string; findings: number; own: Readonly<{ part: number; of: number }>; elsewhere: Readonly<{ part: number; of: number }>; atLeast: number; audits: readonly string[] }>;

/**
 * Services, the surely weakest first: an audit counts once, however much it found, and the shares are ranked by the lower end of Wilson's
 * interval, so that a service with three bad audits of three does not outrank one with forty of sixty. `notMarked`: findings of audits that are
 * not among the marked; they are in no row.
 *
 * @source needs.md N8
 */
export function servicesOf(marked: readonly Marked[], findings: readonly Finding[]): Readonly<{ rows: readonly ServiceRow[]; ofNoService: number; notMarked: number }> {
  const byAudit = new Map(marked.map((one) => [one.audit, one]));
  const known = findings.filter(({ audit }) => byAudit.has(audit));
  const open = marked.filter(({ role }) => role === null);
  const named = [...new Set([...marked.map(({ service }) => service), ...known.map(({ service }) => service)])].filter((service) => service !== null);
  const rows = named.map((service): ServiceRow => {
    const found = known.filter((finding) => finding.service === service);
    const ownAudits = new Set(marked.filter((one) => one.service === service).map(({ audit }) => audit));
    const audits = auditsOf(found);
    const own = { part: audits.filter((audit) => ownAudits.has(audit)).length, of: ownAudits.size };
    const openToIt = new Set(open.filter((one) => one.service !== service).map(({ audit }) => audit));
    const elsewhere = { part: audits.filter((audit) => openToIt.has(audit)).length, of: openToIt.size };
    return { service, findings: found.length, own, elsewhere, atLeast: Math.max(lowerEnd(own), lowerEnd(elsewhere)), audits };
  });
  return {
    rows: rows.sort((a, b) => b.atLeast - a.atLeast || b.findings - a.findings || (a.service < b.service ? -1 : 1)),
    ofNoService: known.filter(({ service }) => service === null).length,
    notMarked: findings.length - known.length,
  };
}

const lowerEnd = ({ part, of }: Readonly<{ part: number; of: number }>): number => (of === 0 ? 0 : wilson(part, of).from);

/** Findings an action is on. */
export const findingsOf = (action: AuditAction, findings: readonly Finding[]): readonly Finding[] =>
  findings.filter((finding) => finding.audit === action.audit && ABOUT.every((part) => action[part] === null || finding[part] === action[part]));
const ABOUT = ['criterion', 'theme', 'service'] as const;

/** A finding that was found before, and again in what was written after an action on it was done. */
export type Recurring = Readonly<{ finding: Finding; by: 'criterion' | 'theme'; earlier: readonly Finding[]; actions: readonly AuditAction[] }>;

/**
 * Findings that came back: of the same criterion, or else the same theme, for the same service, in something written after an action on the
 * earlier one was done. What was written before the action was done says nothing against it.
 *
 * @param all where earlier ones are looked for
 */
export function recurringOf(marked: readonly Pick<Marked, 'audit' | 'writtenOn' | 'markedOn'>[], findings: readonly Finding[], actions: readonly AuditAction[], all: readonly Finding[] = findings): readonly Recurring[] {
  const written = new Map(marked.map((one) => [one.audit, dayOf(one)]));
  const done = actions.flatMap((action) => (action.doneOn === null ? [] : [{ action, doneOn: action.doneOn, about: findingsOf(action, all) }]));
  return findings.flatMap((finding) => (['criterion', 'theme'] as const).flatMap((by) => recurrence(finding, by, written.get(finding.audit) ?? finding.agreedOn, done)).slice(0, 1));
}

type Done = Readonly<{ action: AuditAction; doneOn: IsoDate; about: readonly Finding[] }>;

function recurrence(finding: Finding, by: 'criterion' | 'theme', on: IsoDate, done: readonly Done[]): Recurring[] {
  const before = done
    .filter(({ action, doneOn }) => doneOn < on && action.audit !== finding.audit)
    .map(({ action, about }) => ({ action, same: about.filter((one) => isSame(one, finding, by)) }))
    .filter(({ same }) => same.length > 0);
  return before.length === 0 ? [] : [{ finding, by, earlier: [...new Set(before.flatMap(({ same }) => same))], actions: before.map(({ action }) => action) }];
}

const isSame = (one: Finding, other: Finding, by: 'criterion' | 'theme'): boolean =>
  one.service === other.service && (by === 'criterion' ? one.criterion === other.criterion : one.theme !== null && one.theme === other.theme);
