import { Router } from 'express';
import type { Health } from '../ports.js';

const PATIENCE = 2_000;

type Standing = 'up' | 'down';

/**
 * `/healthz`: this process answers. `/readyz`: which services do. Without Temporal the API still reads, and takes facts to be
 * recorded later, so only a lost PostgreSQL makes it not ready.
 */
export function healthRoutes({ database, temporal }: Health): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => void res.json({ status: 'up' }));
  router.get('/readyz', async (_req, res) => {
    const [postgresql, temporalIs] = await Promise.all([standing(database), standing(temporal)]);
    const status = postgresql === 'down' ? 'down' : temporalIs === 'down' ? 'degraded' : 'up';
    res.status(postgresql === 'down' ? 503 : 200).json({ status, services: { postgresql, temporal: temporalIs } });
  });
  return router;
}

async function standing(check: () => Promise<void>): Promise<Standing> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<Standing>((done) => (timer = setTimeout(() => done('down'), PATIENCE)));
  const answer = check().then(
    (): Standing => 'up',
    (): Standing => 'down',
  );
  return Promise.race([answer, tooLate]).finally(() => clearTimeout(timer));
}
