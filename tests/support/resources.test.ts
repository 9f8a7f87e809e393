import { connect } from 'node:net';
import pg from 'pg';
import { expect, test } from 'vitest';
import { answers } from '../../tools/setup/temporal.mjs';
import { devServer, freshDatabase, launchBrowser, timeSkippingServer } from './resources.js';

test('each asking gets a migrated database of its own, gone once dropped', async () => {
  const [one, other] = await Promise.all([freshDatabase(), freshDatabase()]);
  expect(one.url).not.toBe(other.url);
  expect(await migrationsIn(one.url)).toEqual(await migrationsIn(other.url));

  await one.drop();

  await expect(migrationsIn(one.url)).rejects.toThrow('does not exist');
});

test('the development server answers, and is the same for all', async () => {
  const address = await devServer();
  expect(await devServer()).toBe(address);
  const [host = '', port] = address.split(':');
  await expect(
    new Promise((done, failed) => {
      const socket = connect({ host, port: Number(port) }, () => done(socket.end().remotePort));
      socket.once('error', failed);
    }),
  ).resolves.toBe(Number(port));
});

test('each asking gets a server that skips time of its own, which listens until it is ended', async () => {
  const [one, other] = await Promise.all([timeSkippingServer(), timeSkippingServer()]);
  expect(one.port).not.toBe(other.port);
  expect(await answers('127.0.0.1', one.port)).toBe(true);

  await one.end();

  expect(await answers('127.0.0.1', one.port)).toBe(false);
  expect(await answers('127.0.0.1', other.port)).toBe(true);
});

test('a browser opens a page', async () => {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    await page.setContent('<h1>Duly</h1>');
    expect(await page.textContent('h1')).toBe('Duly');
  } finally {
    await browser.close();
  }
});

async function migrationsIn(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations ORDER BY 1',
    );
    return rows.map((row) => row.name);
  } finally {
    await client.end();
  }
}
