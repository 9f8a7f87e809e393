import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { launchBrowser } from '../support/resources.js';
import { visit } from './support/visitor.js';

test('a window closed with the file that left it is not given to the next file, whose server may get the same port', async () => {
  const server = createServer((_, response) => response.end('<h1>Duly</h1>')).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const browser = await launchBrowser();
  await (await visit(browser, url)).leave();
  await browser.close(); // as a file does at its end

  const next = await visit(await launchBrowser(), url);

  expect(await next.open('/')).toBe(200);
  expect(await next.heading()).toBe('Duly');
  await browser.close();
  server.close();
});
