import { Validator } from '@seriousme/openapi-schema-validator';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ROUTES } from '../../api/app.js';
import { ERRORS } from '../../api/errors.js';
import { startTestApp, type TestApp } from './support/app.js';

let app: TestApp;
let description: { openapi: string; paths: Record<string, Record<string, { responses: Record<string, unknown>; requestBody?: unknown; security: unknown[] }>>; components: { schemas: Record<string, unknown> } };
beforeAll(async () => {
  app = await startTestApp();
  description = JSON.parse((await app.visitor().get('/api/openapi.json')).text) as typeof description;
});
afterAll(() => app.close());

test('is OpenAPI 3.1, by an independent validator', async () => {
  const result = await new Validator().validate(structuredClone(description));
  expect(result).toMatchObject({ valid: true });
  expect(description.openapi).toBe('3.1.0');
});

test('has every route the server answers, and no other', () => {
  const described = Object.entries(description.paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => `${method} ${path}`));
  expect(described.sort()).toEqual(ROUTES.map(({ method, path }) => `${method} /api${path}`).sort());
});

test('shows the facts, the duties and the problems', () => {
  expect(Object.keys(description.components.schemas)).toEqual(expect.arrayContaining(['ClockInput', 'ClockAnswer', 'Duty', 'WorkListPage', 'Problem', 'NewFacts', 'NewRequest']));
  expect(JSON.stringify(description.components.schemas['ClockInput'])).toContain('assessment-agreed');
  expect(description.paths['/api/cases/{ref}/facts']?.['post']?.responses).toHaveProperty('409');
});

test('the page of the description loads from here alone', async () => {
  const page = await app.visitor().get('/api/docs');
  expect(page.status).toBe(200);
  const loaded = [...page.text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => String(address));
  expect(loaded.length).toBeGreaterThan(3);
  for (const address of loaded) {
    expect(address).toMatch(/^\/api\//);
    expect((await app.visitor().get(address)).status, address).toBe(200);
  }
  expect(page.text).not.toMatch(/<script>|style=/);
});

test('every error has a status, a title and a sentence that says what to do', () => {
  for (const [code, { status, title, detail }] of Object.entries(ERRORS)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(title, code).toMatch(/^[A-Z]/);
    expect(detail, code).toMatch(/[.?]$/);
  }
});
