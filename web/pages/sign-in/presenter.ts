import type { DemoAccount } from '../../../api/read-models.js';
import type { Role } from '../../../domain/settings.js';
import { roleWords } from '../../presenting/person.js';
import { texts } from '../../texts.js';

export type AccountGroup = Readonly<{
  heading: string;
  accounts: readonly Readonly<{ account: string; name: string; roles: string; about: string }>[];
}>;

type User = keyof typeof texts.front.users;

/** Whose work a role does; the three users first, then those behind them. */
const USER_OF: Readonly<Partial<Record<Role, User>>> = {
  caseworker: 'caseworkers',
  'team-manager': 'managers',
  'service-manager': 'managers',
  'senior-manager': 'managers',
  director: 'managers',
  professional: 'professionals',
  'partner-manager': 'professionals',
};

/** Accounts under the user whose work they do, in the order of their addresses. */
export function accountGroups(accounts: readonly DemoAccount[]): readonly AccountGroup[] {
  const userOf = ({ roles }: DemoAccount): User =>
    roles.map((role) => USER_OF[role]).find((user) => user !== undefined) ?? 'others';
  const inOrder = [...accounts].sort((a, b) => localPart(a).localeCompare(localPart(b), 'en-GB', { numeric: true }));
  return (['caseworkers', 'professionals', 'managers', 'others'] as const)
    .map((user) => ({
      heading: texts.front.users[user],
      accounts: inOrder.filter((account) => userOf(account) === user).map(shownAccount),
    }))
    .filter((group) => group.accounts.length > 0);
}

/** One of each kind, for the front page: `caseworker` without `caseworker-2`. */
export const firstOfKind = (accounts: readonly DemoAccount[]): readonly DemoAccount[] =>
  accounts.filter((account) => !/-\d+$/.test(localPart(account)));

const localPart = ({ account }: DemoAccount): string => account.split('@')[0] ?? account;

const shownAccount = (account: DemoAccount): AccountGroup['accounts'][number] => ({
  account: account.account,
  name: account.name,
  roles: roleWords(account),
  about: aboutWords(account),
});

/** The team, or what the address says of the work; nothing where that only repeats the role. */
function aboutWords(account: DemoAccount): string {
  const said = localPart(account).replaceAll('-', ' ');
  return account.team ?? (account.roles.some((role) => role.replaceAll('-', ' ') === said) ? '' : said);
}
