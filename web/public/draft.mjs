// Saves a draft of advice while its writer types. Without script the button "Save and come back" does it.
const form = document.querySelector('form[data-duly-draft]');
const status = form?.querySelector('[data-duly-draft-status]');
const PAUSE = 2000;
let timer;
let underWay = null;
let stopped = false;

/** The form's words without its files: those are sent by their button. */
const written = () => {
  const data = new FormData(form);
  data.delete('file');
  return new URLSearchParams(data);
};

async function save() {
  const answer = await fetch(form.dataset.dulyDraft, {
    method: 'POST',
    headers: { 'X-CSRF-Token': form.elements._csrf.value },
    body: written(),
    redirect: 'error',
  });
  const isJson = answer.headers.get('Content-Type')?.startsWith('application/json') ?? false;
  if (answer.ok && isJson) {
    const { version, text } = await answer.json();
    form.elements.version.value = String(version);
    status.textContent = text;
    return;
  }
  stopped = true; // somebody else has saved, or it is no longer open: the button says what to do
  status.textContent = answer.status === 409 && isJson ? (await answer.json()).text : 'Not saved while you type: press “Save and come back”.';
}

/** One at a time: two saves over one version would look like two people. */
async function saveInTurn() {
  await underWay;
  if (stopped) return;
  underWay = save()
    .catch(() => {
      status.textContent = 'Not saved yet: the connection is lost.';
    })
    .finally(() => {
      underWay = null;
    });
  await underWay;
}

if (form && status) {
  form.addEventListener('input', (event) => {
    if (event.target.type === 'file' || stopped) return;
    clearTimeout(timer);
    timer = setTimeout(saveInTurn, PAUSE);
  });
  // A save under way while a button is pressed would make the button's own one look old.
  form.addEventListener('submit', (event) => {
    clearTimeout(timer);
    stopped = true;
    if (underWay === null) return;
    event.preventDefault();
    const { submitter } = event;
    underWay.finally(() => form.requestSubmit(submitter));
  });
}
