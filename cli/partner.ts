import { Argument, type Command } from 'commander';
import { z } from 'zod';
import { openDatabase } from '../prisma/database.js';
import { namePartner, PARTNERS, type Partner } from '../prisma/repositories/partners.js';

/** `duly partner icb --name <post> --email <address>`: where the notices go that the law has sent to it. */
export function register(program: Command): void {
  program
    .command('partner')
    .addArgument(new Argument('<partner>', 'whose post').choices(PARTNERS))
    .requiredOption('--name <post>', 'as letters greet it, e.g. "Designated clinical officer, NHS Example ICB"')
    .requiredOption('--email <address>', 'where it reads its mail')
    .description('name the post of the integrated care board, or of children’s social care')
    .action(async (partner: Partner, given: { name: string; email: string }) => {
      const url = process.env['DATABASE_URL'];
      if (!url) throw new Error('partner: DATABASE_URL is missing: the address of PostgreSQL, as postgresql://user@host:5432/duly');
      const post = read(given);
      const database = openDatabase(url, { max: 1 });
      try {
        const isNew = await namePartner(database, partner, post);
        process.stdout.write(`${partner}: ${isNew ? 'named' : 'changed'}; notices go there from now on\n`);
      } finally {
        await database.close();
      }
    });
}

const schema = z.object({ name: z.string().trim().min(1, { error: 'is missing' }).max(200, { error: 'must be at most 200 characters' }), email: z.email({ error: 'must be an email address, as name@example.org' }).max(254) });

/** @throws Error naming the option and what it must be */
function read(given: unknown): z.infer<typeof schema> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Error(parsed.error.issues.map(({ path, message }) => `partner: --${path.join('.')} ${message}`).join('; '));
  return parsed.data;
}
