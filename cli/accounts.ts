import type { Command } from 'commander';
import { instantOf } from '../domain/dates/london.js';
import { welcome } from './demo/welcome.js';

/** `duly accounts`: whom one may sign in as, in a demonstration, and what to try first. */
export function register(program: Command): void {
  program
    .command('accounts')
    .description('the demonstration accounts of the database, and three things to try')
    .action(async () => {
      const [{ openDatabase }, { createStaff }, { createLinks }, { settingsShown, showcases }] = await Promise.all([
        import('../prisma/database.js'),
        import('../prisma/repositories/staff.js'),
        import('../prisma/repositories/links.js'),
        import('../prisma/repositories/demonstration.js'),
      ]);
      const url = process.env['DATABASE_URL'];
      if (!url) throw new Error('accounts: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
      const database = openDatabase(url);
      try {
        const links = createLinks(database);
        const now = instantOf(new Date());
        const inboxes = await Promise.all(
          (await settingsShown(database)).map(async ({ ref, name, recordRef }) => ({
            name,
            token: await links.issue({ recordRef, forKind: 'setting', forRef: ref, now }),
          })),
        );
        process.stdout.write(welcome(await createStaff(database).accounts(), await showcases(database), inboxes));
      } catch (error) {
        throw new Error('accounts: PostgreSQL does not answer, or its tables are not made yet (npm run migrate)', { cause: error });
      } finally {
        await database.close();
      }
    });
}
