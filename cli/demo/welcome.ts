import type { DemoAccount } from '../../api/read-models.js';
import type { Role } from '../../domain/settings.js';
import type { Showcase } from '../../prisma/repositories/demonstration.js';

/** A thing to try on a first visit, and as whom. */
export type ThingToTry = Readonly<{ account: string; say: string }>;

/** The roles a newcomer meets first, in the order of a case's way through a council. */
const SHOWN: readonly Role[] = ['caseworker', 'team-manager', 'senior-manager', 'professional', 'setting', 'family'];

/** Three things that show what the engine does, on the records of any demonstration council. */
export const THINGS_TO_TRY: readonly ThingToTry[] = [
  {
    account: 'caseworker@demo.example',
    say: 'open the first case of your list: every date says which fact and which regulation gave it. Record what happens next, then read at /outbox who was told',
  },
  {
    account: 'psychologist@demo.example',
    say: 'see every request for advice you have been asked, with its date, and answer one',
  },
  {
    account: 'senior-manager@demo.example',
    say: 'open the last weekly report: what is red, what became of the actions, and the cases behind a number. One red waits for your words before the board may see it; answer what has climbed to you at /escalations',
  },
];

/** The accounts worth showing on a screen: one of each role a newcomer meets, and those of the things to try. */
export function shownAccounts(accounts: readonly DemoAccount[]): DemoAccount[] {
  const shortestFirst = [...accounts].sort((a, b) => a.account.length - b.account.length);
  const tried = new Set(THINGS_TO_TRY.map(({ account }) => account));
  return SHOWN.flatMap((role) => {
    const holders = shortestFirst.filter(({ roles }) => roles.includes(role));
    return holders.find(({ account }) => tried.has(account)) ?? holders[0] ?? [];
  });
}

/** A setting's way in: the token of a link made for it, as its letters carry one. */
export type Inbox = Readonly<{ name: string; token: string }>;

/** What `duly accounts` prints. */
export function welcome(
  accounts: readonly DemoAccount[],
  cases: Readonly<{ whole: Showcase | null; disputed: Showcase | null }> = { whole: null, disputed: null },
  inboxes: readonly Inbox[] = [],
): string {
  if (accounts.length === 0) return 'There are no demonstration accounts in this database: duly seed makes them.\n';
  const shown = shownAccounts(accounts);
  const width = Math.max(...shown.map(({ account }) => account.length));
  const lines = shown.map(
    ({ account, name, roles, team }) =>
      `  ${account.padEnd(width)}  ${name}, ${roles.join(' and ')}${team === null ? '' : `, ${team}`}`,
  );
  const others = accounts.length - shown.length;
  const more = others === 0 ? [] : [`  and ${others} more on the sign-in page`];
  const things = THINGS_TO_TRY.map(({ account, say }, at) => `  ${at + 1}. As ${account}: ${say}.`);
  return [
    'Accounts (no password; everybody is invented):',
    ...lines,
    ...more,
    '',
    'Three things to try:',
    ...things,
    '',
    ...toOpen(cases),
    ...asSettings(inboxes),
  ].join('\n');
}

/** Schools have no account: they come by the link in their letters, and by a code that is mailed to them. */
function asSettings(inboxes: readonly Inbox[]): string[] {
  if (inboxes.length === 0) return [];
  const width = Math.max(...inboxes.map(({ name }) => name.length));
  return [
    'Reviews as a school sees them (ask for the code on the page; it is mailed, so read it at /outbox):',
    ...inboxes.map(({ name, token }) => `  ${name.padEnd(width)}  /a/${token}`),
    '',
  ];
}

/** Two cases by what they are: how one goes to its end, and how a disagreement counts its days anew. */
function toOpen({ whole, disputed }: Readonly<{ whole: Showcase | null; disputed: Showcase | null }>): string[] {
  const line = (found: Showcase | null, say: string): string[] =>
    found === null ? [] : [`  /cases/${found.ref}  as ${found.account}: ${say}`];
  const lines = [
    ...line(whole, 'a whole journey, from the request over advice and draft to the final plan'),
    ...line(disputed, 'refused, disputed and settled: what was agreed or ordered, and the days it set anew'),
  ];
  return lines.length === 0 ? [] : ['Cases to open:', ...lines, ''];
}
