// Everything works without script. With it: errors take the focus, menus fold on small screens, double clicks are ignored.
import { initAll } from './govuk/govuk-frontend.min.js';

document.body.classList.add('js-enabled', 'govuk-frontend-supported');
initAll();
