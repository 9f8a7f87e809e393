import type { DemoAccount } from '../../../api/read-models.js';
import type { Role } from '../../../domain/settings.js';
import { roleWords } from '../../presenting/person.js';
import { texts } from '../../texts.js';

export type AccountGroup = Readonly<{
  heading: string;
  accounts: readonly Readonly<{ account: string; name: string; roles: string }>[];
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

/** Accounts under the user whose work they do, in the order given. */
export function accountGroups(accounts: readonly DemoAccount[]): readonly AccountGroup[] {
  const userOf = ({ roles }: DemoAccount): User => roles.map((role) => USER_OF[role]).find((user) => user !== undefined) ?? 'others';
  return (['caseworkers', 'professionals', 'managers', 'others'] as const)
    .map((user) => ({
      heading: texts.front.users[user],
      accounts: accounts.filter((account) => userOf(account) === user).map((account) => ({ account: account.account, name: account.name, roles: roleWords(account) })),
    }))
    .filter((group) => group.accounts.length > 0);
}
