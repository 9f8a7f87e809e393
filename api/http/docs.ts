import { dirname } from 'node:path';
import { createRequire } from 'node:module';
import { Router } from 'express';

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Duly API</title>
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<link rel="icon" href="/api/docs/favicon-32x32.png">
</head>
<body>
<main id="api"><noscript><p>This page needs JavaScript. The same description as data: <a href="/api/openapi.json">openapi.json</a>.</p></noscript></main>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</body>
</html>
`;

/** Its own file, because the content security policy allows no inline script. Sends the form token with every change tried out. */
const START = `window.addEventListener('load', () => {
  window.SwaggerUIBundle({
    url: '/api/openapi.json',
    dom_id: '#api',
    validatorUrl: null,
    requestInterceptor: async (request) => {
      if (request.method && !['GET', 'HEAD'].includes(request.method.toUpperCase())) {
        const session = await fetch('/api/session').then((answer) => answer.json());
        request.headers['X-CSRF-Token'] = session.csrfToken;
      }
      return request;
    },
  });
});
`;

const SERVED = ['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png'];

/** A page to read and try the API on, from files of our own. */
export function docs(): Router {
  const router = Router();
  const folder = dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
  router.get('/', (_req, res) => void res.type('html').send(PAGE));
  router.get('/start.js', (_req, res) => void res.type('text/javascript').send(START));
  for (const file of SERVED) router.get(`/${file}`, (_req, res) => res.sendFile(file, { root: folder, maxAge: '1h' }));
  return router;
}
