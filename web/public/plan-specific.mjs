// Says beside a line of provision, while it is typed, what is not specific. Without script the page says so once it is saved.
const form = document.querySelector('form[data-duly-specific]');
const PAUSE = 700;
let timer;
let latest = 0;

const element = (name, text, className) => {
  const made = document.createElement(name);
  made.textContent = text;
  if (className) made.className = className;
  return made;
};

function panel(found) {
  const box = element('div', '', 'govuk-body duly-plan__check');
  const list = element('ul', '', 'govuk-list govuk-list--bullet duly-tight');
  for (const one of found) list.append(element('li', one.found ? `“${one.found}” (${one.label}): ${one.reason}` : one.reason));
  box.append(element('p', 'Not specific enough', 'duly-plan__check-heading'), list);
  return box;
}

async function check() {
  const turn = (latest += 1);
  const answer = await fetch(form.dataset.dulySpecific, {
    method: 'POST',
    headers: { 'X-CSRF-Token': form.elements._csrf.value },
    body: new URLSearchParams(new FormData(form)),
    redirect: 'error',
  });
  if (!answer.ok || turn !== latest) return;
  const found = await answer.json();
  for (const place of form.querySelectorAll('[data-duly-found]')) {
    const here = found.filter(({ part }) => part === place.dataset.dulyFound);
    const words = JSON.stringify(here);
    if (place.dataset.words === words) continue; // said already: a screen reader is not told twice
    place.dataset.words = words;
    place.replaceChildren(...(here.length === 0 ? [] : [panel(here)]));
  }
}

form?.addEventListener('input', () => {
  clearTimeout(timer);
  timer = setTimeout(() => check().catch(() => undefined), PAUSE); // nothing is lost: saving says the same
});
