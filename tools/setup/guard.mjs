// @ts-check
// Ends what its owner started, should the owner be killed before it could: the pipe between them then closes.
// Told on stdin, a JSON line each: {"watch": identity, "signal": ...} and {"postgres": folder, "user": identity}.
import { createInterface } from 'node:readline';
import { releaseLocalPostgres } from './local-postgres.mjs';
import { end } from './processes.mjs';

/** @type {{ watch: string, signal: NodeJS.Signals }[]} */
const watched = [];
/** @type {{ postgres: string, user: string }[]} */
const servers = [];

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, () => undefined); // meant for the owner

for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line);
  if ('watch' in told) watched.push(told);
  else servers.push(told);
}
for (const { watch, signal } of watched.reverse()) await end(watch, { signal, group: true }).catch(() => undefined);
for (const { postgres, user } of servers) await releaseLocalPostgres(postgres, user);
