import { AppError } from '../errors.js';
import type { UseCaseDeps } from '../ports.js';
import type { DemoAccount, StaffMember } from '../read-models.js';
import { todayOf } from '../now.js';

export type Mode = 'demo' | 'production';

/**
 * The person behind a demonstration account.
 *
 * @throws AppError `demo-only` outside demonstration mode; `sign-in-refused` for no such account, or one closed
 */
export async function signInToDemo(deps: Pick<UseCaseDeps, 'staff' | 'clock'>, mode: Mode, account: string): Promise<StaffMember> {
  if (mode !== 'demo') throw new AppError('demo-only');
  const member = await deps.staff.byAccount(account, todayOf(deps));
  if (member === null || !member.active || !member.demo) throw new AppError('sign-in-refused');
  return member;
}

/** The accounts one may choose from: none outside demonstration mode. */
export const demoAccounts = async (deps: Pick<UseCaseDeps, 'staff'>, mode: Mode): Promise<readonly DemoAccount[]> => (mode === 'demo' ? deps.staff.accounts() : []);
