// @ts-check
// Free ports on loopback.
import { createServer } from 'node:net';

/**
 * @param {readonly number[]} wanted tried in this order
 * @returns {Promise<number>} the first free one, else any free port
 */
export async function freePort(wanted = []) {
  for (const port of [...wanted, 0]) {
    const got = await claim(port);
    if (got !== null) return got;
  }
  throw new Error('No port is free on 127.0.0.1');
}

/** @param {number} port @returns {Promise<boolean>} */
export async function isFree(port) {
  return (await claim(port)) !== null;
}

/** @param {number} port @returns {Promise<number | null>} null when taken, or not ours to open */
function claim(port) {
  return new Promise((answer) => {
    const server = createServer();
    server.once('error', () => answer(null));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address();
      server.close(() => answer(typeof address === 'object' && address !== null ? address.port : null));
    });
  });
}
