import type { Command } from 'commander';

/** `duly accounts`: whom one may sign in as, in a demonstration. */
export function register(program: Command): void {
  program
    .command('accounts')
    .description('the demonstration accounts of the database: account, roles, name')
    .action(async () => {
      const [{ openDatabase }, { createStaff }] = await Promise.all([import('../prisma/database.js'), import('../prisma/repositories/staff.js')]);
      const url = process.env['DATABASE_URL'];
      if (!url) throw new Error('accounts: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
      const database = openDatabase(url);
      try {
        const accounts = await createStaff(database).accounts();
        if (accounts.length === 0) process.stdout.write('There are no demonstration accounts in this database.\n');
        for (const { account, roles, team, name } of accounts) process.stdout.write(`${account}\t${roles.join(', ')}${team === null ? '' : ` (${team})`}\t${name}\n`);
      } catch (error) {
        throw new Error('accounts: PostgreSQL does not answer, or its tables are not made yet (npm run migrate)', { cause: error });
      } finally {
        await database.close();
      }
    });
}
