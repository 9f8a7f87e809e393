import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import nunjucks from 'nunjucks';
import { paths } from './paths.js';

const here = dirname(fileURLToPath(import.meta.url));
const packageFolder = (name: string): string => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));

/** Folders of the two packages whose templates and scripts the pages use. */
export const GOVUK_FOLDER = join(packageFolder('govuk-frontend'), 'dist');

/** A view's name, `pages/work-list/view.njk`, and what it shows, as a page. */
export type Render = (view: string, shown: object) => string;

/** Everything is escaped unless a template says otherwise; templates are read once. */
export function createRenderer(): Render {
  const loader = new nunjucks.FileSystemLoader([here, GOVUK_FOLDER], { noCache: false, watch: false });
  const environment = new nunjucks.Environment(loader, { autoescape: true, trimBlocks: true, lstripBlocks: true });
  environment.addGlobal('paths', paths);
  return (view, shown) => environment.render(view, shown);
}
