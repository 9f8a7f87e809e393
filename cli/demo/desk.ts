import { addDays, type IsoDate } from '../../domain/dates/iso-date.js';
import type { DemoDesk } from '../../prisma/repositories/demonstration.js';
import type { NewAdviser } from '../../prisma/repositories/bulk-import.js';
import { ENDINGS } from '../../domain/tell/letters-for.js';
import type { DemoCouncil, DemoStaff } from './council.js';
import type { DemoPopulation, DemoRecord } from './population.js';

/** The posts that the law has notices sent to: the board's designated officer, and the duty desk of social care. */
export function partnerPosts(council: DemoCouncil, mint: () => string): NewAdviser[] {
  const officer = withAccount(council, 'clinical-officer');
  const nothing = { service: null, staffRef: null };
  return [
    {
      ref: mint(),
      name: `${officer.name}, designated clinical officer`,
      role: 'health',
      organisation: 'Inventon Integrated Care Board (demonstration)',
      email: officer.account,
      postOf: 'icb',
      ...nothing,
    },
    {
      ref: mint(),
      name: 'Children’s social care, front door',
      role: 'social-care',
      organisation: null,
      email: 'social-care@demo.example',
      postOf: 'social-care',
      ...nothing,
    },
  ];
}

/** The member of staff whose account begins so. @throws RangeError */
export const withAccount = ({ staff }: DemoCouncil, name: string): DemoStaff => {
  const found = staff.find(({ account }) => account.startsWith(`${name}@`));
  if (found === undefined) throw new RangeError(`the demonstration has no ${name}`);
  return found;
};

const DAYS_OF_LEAVE = 9;

/**
 * What lies on a desk besides cases: who is away and who covers, people nobody knows how to write to, and views kept. On the first
 * caseworker's and her manager's, which a newcomer opens first.
 */
export function demoDesk(
  { council, records, children, calendars }: DemoPopulation,
  today: IsoDate,
  actBy: IsoDate,
): DemoDesk {
  const caseworker = withAccount(council, 'caseworker');
  const manager = withAccount(council, 'team-manager');
  const team = caseworker.roles[0]?.teamRef ?? '';
  const colleague = council.staff.find(
    ({ ref, roles }) =>
      ref !== caseworker.ref && roles.some(({ role, teamRef }) => role === 'caseworker' && teamRef === team),
  );
  const open = records.filter(
    (record) => record.kind === 'assessment' && record.teamRef === team && isUnderWay(record),
  );
  const families = new Map(children.map(({ ref, people }) => [ref, people]));
  const lost = (from: readonly DemoRecord[], most: number, forRole: 'caseworker' | 'team-manager'): DemoDesk['lost'] =>
    from
      .flatMap(({ ref, childRef }) => {
        const parent = families
          .get(childRef)
          ?.find((one) => one.parentalResponsibility && one.contact === 'contactable');
        return parent === undefined ? [] : [{ recordRef: ref, person: parent.ref, forRole, actBy }];
      })
      .slice(0, most);
  const hers = open.filter(({ ownerRef }) => ownerRef === caseworker.ref);
  return {
    calendars,
    setBy: withAccount(council, 'administrator').ref,
    away:
      colleague === undefined
        ? []
        : [
            {
              staff: colleague.ref,
              from: addDays(today, -2),
              to: addDays(today, DAYS_OF_LEAVE),
              cover: caseworker.ref,
              by: manager.ref,
            },
          ],
    lost: [
      ...lost(hers, 2, 'caseworker'),
      ...lost(
        open.filter(({ ownerRef }) => ownerRef !== caseworker.ref && ownerRef !== colleague?.ref),
        1,
        'team-manager',
      ),
    ],
    views: [
      { staff: caseworker.ref, name: 'Waiting for advice', query: { view: 'mine', stage: 'assessing' } },
      { staff: caseworker.ref, name: 'To do this week', query: { view: 'mine', by: 'week' } },
      { staff: manager.ref, name: 'Refused, may be disputed', query: { view: 'all', stage: 'refused' } },
      { staff: manager.ref, name: 'Drafts with families', query: { view: 'all', stage: 'hearing-representations' } },
    ],
  };
}

const OVER = new Set<string>([...ENDINGS, 'final-plan-issued', 'assessment-refused', 'issue-refused']);
/** Whether an assessment still goes on: neither ended, refused, nor at its final plan. */
export const isUnderWay = ({ facts }: DemoRecord): boolean => !facts.some(({ type }) => OVER.has(type));
