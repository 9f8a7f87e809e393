// Marks an audit from the keyboard, while a criterion has the focus and no words are typed. Without script every control works as it stands.
const form = document.querySelector('form[data-duly-audit]');
const ANSWERS = { 1: 'met', 2: 'partly-met', 3: 'not-met', 0: 'not-applicable' };

const criteria = () => [...form.querySelectorAll('[data-duly-criterion]')];
const chosen = (criterion) => criterion.querySelector('[data-duly-answer]:checked');

/** Focus goes to the answer, or the first one offered; the criterion's heading stays in view. */
function goTo(criterion) {
  if (!criterion) return;
  (chosen(criterion) ?? criterion.querySelector('[data-duly-answer]')).focus({ preventScroll: true });
  criterion.scrollIntoView({ block: 'nearest' });
}

function check(radio) {
  if (!radio) return;
  radio.checked = true;
  radio.focus({ preventScroll: true });
  radio.dispatchEvent(new Event('input', { bubbles: true }));
}

/** Sections of a plan are A to K; H is H1 there; what is asked of the whole text shows its beginning. */
function showSection(criterion) {
  const code = criterion.dataset.dulyCriterion;
  const section = document.getElementById(`section-${code}`) ?? document.getElementById(`section-${code}1`);
  (section ?? document.getElementById('text-heading')).scrollIntoView({ block: 'start' });
}

/** As if nothing had been said here; evidence stays. */
function takeBack(criterion) {
  for (const radio of criterion.querySelectorAll('input[type="radio"]')) radio.checked = false;
  goTo(criterion);
  criterion.dispatchEvent(new Event('input', { bubbles: true }));
}

function act(key, criterion, all) {
  const at = all.indexOf(criterion);
  if (key in ANSWERS) return check(criterion.querySelector(`[data-duly-answer="${ANSWERS[key]}"]`));
  switch (key) {
    case 'n':
      return goTo(all[at + 1]);
    case 'p':
      return goTo(all[at - 1]);
    case 'u':
      return goTo([...all.slice(at + 1), ...all.slice(0, at + 1)].find((one) => !chosen(one)));
    case 'e':
      return criterion.querySelector('textarea').focus();
    case 'a':
    case 'd':
      for (const radio of criterion.querySelectorAll(`[data-duly-rule="${key === 'a' ? 'yes' : 'no'}"]`)) check(radio);
      return goTo(criterion);
    case 'x':
      return takeBack(criterion);
    case 't':
      return showSection(criterion);
    default:
      return false;
  }
}

form?.addEventListener('keydown', (event) => {
  const criterion = event.target.closest('[data-duly-criterion]');
  if (!criterion || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey || event.isComposing) return;
  const types = event.target.matches('textarea, select, input:not([type="radio"])');
  if (types && event.key !== 'Escape') return;
  if (event.key === 'Escape') return types ? goTo(criterion) : undefined;
  if (act(event.key.toLowerCase(), criterion, criteria()) !== false) event.preventDefault();
});

// The text follows the criterion that has the focus, where both stand side by side.
let shown = '';
form?.addEventListener('focusin', (event) => {
  const criterion = event.target.closest('[data-duly-criterion]');
  if (!criterion || !matchMedia('(min-width: 64em)').matches || criterion.dataset.dulyCriterion === shown) return;
  shown = criterion.dataset.dulyCriterion;
  const text = document.querySelector('.duly-audit__text');
  const section = document.getElementById(`section-${shown}`) ?? document.getElementById(`section-${shown}1`);
  if (text && section) text.scrollTop = section.offsetTop - text.offsetTop;
});
