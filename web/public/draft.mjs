// Saves a draft of advice while its writer types. Without script the button "Save and come back" does it.
const form = document.querySelector('form[data-duly-draft]');
const status = form?.querySelector('[data-duly-draft-status]');
const PAUSE = 2000;
const AGAIN = 10_000; // after a lost connection
let timer;
let underWay = null;
let stopped = false;
/** Typed since the last save began. */
let waiting = false;
let signedOut = false;
/** What was sent and never answered: it may have been kept, and is sent again first as it was. */
let unanswered = null;

/** The form's words without its files: those are sent by their button. */
const written = () => {
  const data = new FormData(form);
  data.delete('file');
  return new URLSearchParams(data);
};

const send = (body) =>
  fetch(form.dataset.dulyDraft, { method: 'POST', headers: { 'X-CSRF-Token': form.elements._csrf.value }, body, redirect: 'error' });

const isJson = (answer) => answer.headers.get('Content-Type')?.startsWith('application/json') ?? false;

async function save() {
  const body = unanswered ?? written();
  const isOld = unanswered !== null && unanswered.toString() !== written().toString();
  unanswered = body;
  const answer = await send(body);
  unanswered = null;
  if (answer.ok && isJson(answer)) {
    const { version, text } = await answer.json();
    form.elements.version.value = String(version);
    status.textContent = text;
    if (isOld) waiting = true;
    return;
  }
  if (answer.status === 403) {
    const who = await renewed();
    signedOut = who === 'nobody';
    if (signedOut) return sayOut();
    waiting = who === 'again';
    if (waiting) return;
  }
  stopped = true; // somebody else has saved, or it is no longer open: the button says what to do
  status.textContent = answer.status === 409 && isJson(answer) ? (await answer.json()).text : 'Not saved while you type: press “Save and come back”.';
}

/** Signed in again, in another window perhaps: the page's token is that window's. @returns whether somebody is */
async function renewed() {
  const answer = await fetch(document.location.href, { redirect: 'error', cache: 'no-store' }).catch(() => null);
  if (!answer?.ok) return 'nobody';
  const token = new DOMParser().parseFromString(await answer.text(), 'text/html').querySelector('form[data-duly-draft] [name="_csrf"]')?.value;
  if (!token || token === form.elements._csrf.value) return 'as before';
  form.elements._csrf.value = token;
  return 'again';
}

const sayOut = () => {
  status.textContent = 'Not saved: you have been signed out. Sign in again in another window, then press the button here. Keep this window open until then.';
};

/** One at a time: two saves over one version would look like two people. What is typed meanwhile is saved next. */
function saveInTurn() {
  waiting = true;
  if (underWay !== null) return;
  underWay = saveAll()
    .catch(() => {
      status.textContent = 'Not saved yet: the connection is lost. It is tried again.';
      timer = setTimeout(saveInTurn, AGAIN);
    })
    .finally(() => {
      underWay = null;
    });
}

async function saveAll() {
  while (waiting && !stopped) {
    waiting = false;
    if (signedOut && (await renewed()) === 'nobody') return sayOut();
    signedOut = false;
    await save();
    if (signedOut) return;
  }
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
    const { submitter } = event;
    if (underWay !== null) {
      stopped = true;
      event.preventDefault();
      return underWay.finally(() => form.requestSubmit(submitter));
    }
    if (signedOut) {
      event.preventDefault(); // refused, the page that follows would not have what was typed
      stopped = false;
      return renewed().then((who) => {
        if (who === 'nobody') return sayOut();
        signedOut = false;
        form.requestSubmit(submitter);
      });
    }
    stopped = true;
  });
}
