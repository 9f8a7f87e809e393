import type { Server } from 'node:http';

const FORCE_AFTER = 10_000;

/**
 * Lets requests in hand finish, closes idle connections as they fall idle, and after ten seconds the rest.
 * (`server.close()` alone waits on every kept-alive connection.)
 */
export async function stopServing(server: Server, forceAfter = FORCE_AFTER): Promise<void> {
  const sweep = setInterval(() => server.closeIdleConnections(), 50);
  const force = setTimeout(() => server.closeAllConnections(), forceAfter);
  try {
    await new Promise<void>((done, fail) => server.close((error) => (error && !('code' in error && error.code === 'ERR_SERVER_NOT_RUNNING') ? fail(error) : done())));
  } finally {
    clearInterval(sweep);
    clearTimeout(force);
  }
}
