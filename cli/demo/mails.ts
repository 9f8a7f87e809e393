import type { ReadMail } from '../../api/post-models.js';
import { isUnderWay, withAccount } from './desk.js';
import type { DemoPopulation } from './population.js';

const HOUR = 3_600_000;

/**
 * What waits in the post on the first day: a parent’s answer that names the record, one that gives only the child’s name and
 * birthday, and a mail that is nobody’s. All made up, as the council is.
 *
 * @param now the moment the demonstration is made; they came in the hours before it
 */
export function demoMails({ council, records, children }: DemoPopulation, now: Date): ReadMail[] {
  const caseworker = withAccount(council, 'caseworker');
  const cases = records.filter(
    (one) => one.kind === 'assessment' && one.ownerRef === caseworker.ref && isUnderWay(one),
  );
  const families = new Map(children.map((child) => [child.ref, child]));
  const known = cases.flatMap(({ ref, childRef }) => {
    const child = families.get(childRef);
    const parent = child?.people.find((one) => one.parentalResponsibility && one.contact === 'contactable');
    return child === undefined || parent === undefined ? [] : [{ ref, child, parent }];
  });
  const [first, second] = known;
  const mail = (
    hoursAgo: number,
    from: Readonly<{ name: string; address: string }>,
    subject: string,
    text: string,
  ): ReadMail => {
    const came = new Date(now.getTime() - hoursAgo * HOUR);
    return {
      messageId: `<${came.getTime()}.${from.address}>`,
      date: came.toISOString(),
      received: [`from mail by mailbox; ${came.toUTCString()}`],
      fromName: from.name,
      fromAddress: from.address,
      subject,
      text,
      attachments: [],
    };
  };
  return [
    ...(first === undefined
      ? []
      : [
          mail(
            3,
            { name: first.parent.name, address: first.parent.email ?? 'parent@family.example' },
            `${first.ref}: our views`,
            'Please find what we think our child needs. We would like to talk about it, in the evening if you can.',
          ),
        ]),
    ...(second === undefined
      ? []
      : [
          mail(
            20,
            { name: 'Family account', address: 'family-account@post.example' },
            `${second.child.givenName} ${second.child.familyName}`,
            `I am writing about ${second.child.givenName} ${second.child.familyName}, born ${second.child.bornOn.split('-').reverse().join('/')}. We have moved house, and our telephone number is new.`,
          ),
        ]),
    mail(
      26,
      { name: 'School supplies', address: 'offers@supplies.example' },
      'New furniture for your classrooms',
      'Our spring catalogue is out.',
    ),
  ];
}
