// The least that could do what the pages do: Express, a pool, one INSERT, one SELECT, as much HTML as it takes. A process of its own.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import pg from 'pg';
import { paths } from '../../web/paths.js';
import { texts } from '../../web/texts.js';

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
await pool.query('CREATE TABLE bare_fact (id bigserial PRIMARY KEY, ref text NOT NULL, type text NOT NULL, happened_on date NOT NULL, recorded_at timestamptz NOT NULL DEFAULT now())');
await pool.query('CREATE INDEX bare_fact_of ON bare_fact (ref, id)');
const refs = (process.env['REFS'] ?? '').split(',');
await pool.query(`INSERT INTO bare_fact (ref, type, happened_on) SELECT ref, 'contact-made', now() FROM unnest($1::text[]) AS r(ref), generate_series(1, 10)`, [refs]);

const html = (body: string): string => `<!DOCTYPE html><html lang="en"><title>Bare</title><body>${body}</body></html>`;
const form = (action: string): string => html(`<form method="post" action="${action}"><input type="hidden" name="_csrf" value="none"><button>Record</button></form>`);

const app = express();
app.use(express.urlencoded({ extended: false }));
app.get(paths.signIn, (_req, res) => void res.send(form(paths.signIn)));
app.post(paths.signIn, (_req, res) => res.redirect(303, paths.cases));
app.get(paths.cases, async (_req, res) => {
  const { rows } = await pool.query<{ ref: string }>('SELECT ref, max(id) AS last FROM bare_fact GROUP BY ref ORDER BY ref LIMIT 50');
  res.send(html(rows.map(({ ref }) => `<p>${ref}</p>`).join('')));
});
app.get('/cases/:ref', async (req, res) => {
  const { rows } = await pool.query<{ on: Date }>('SELECT happened_on AS on FROM bare_fact WHERE ref = $1 ORDER BY id DESC LIMIT 100', [req.params.ref]);
  res.send(html(rows.map(({ on }) => `<p>${texts.facts['contact-made'].told}, ${on.toISOString().slice(0, 10)}</p>`).join('')));
});
app.get('/cases/:ref/record/:step', (req, res) => void res.send(form(req.path)));
app.post('/cases/:ref/record/:step', async (req, res) => {
  const { 'on-day': day, 'on-month': month, 'on-year': year } = req.body as Record<string, string>;
  await pool.query('INSERT INTO bare_fact (ref, type, happened_on) VALUES ($1, $2, make_date($3, $4, $5))', [req.params.ref, req.params.step, Number(year), Number(month), Number(day)]);
  res.redirect(303, paths.case(req.params.ref));
});
const server = createServer(app).listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }));
