import { execFile } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { freshDatabase } from '../support/resources.js';

test('the migrations give the tables that schema.prisma says', async () => {
  const { url, drop } = await freshDatabase();
  const prisma = path.resolve('node_modules/prisma/build/index.js');
  const diff = ['migrate', 'diff', '--from-config-datasource', '--to-schema', 'prisma/schema.prisma', '--exit-code'];
  const env = { ...process.env, DATABASE_URL: url };
  const difference = await new Promise<string>((answer) => {
    execFile(process.execPath, [prisma, ...diff], { env }, (failed, stdout, stderr) => {
      answer(failed === null ? '' : stdout + stderr);
    });
  });
  expect(difference).toBe('');
  await drop();
});
