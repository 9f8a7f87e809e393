// @ts-check
// What a person waiting sees: a line for each finished step, with its time, and below them what still runs.
// On a terminal the running ones are redrawn in place; in a log each says so now and then.

/**
 * @typedef {Readonly<{
 *   at: (share: number | null, words?: string) => void,
 *   done: (detail?: string) => void,
 *   fail: (reason: string) => void,
 * }>} Step share: how much is done, 0 to 1, null where nobody can tell
 * @typedef {{ name: string, began: number, share: number | null, words: string, saidAt: number, saidShare: number }} Running
 * @typedef {Readonly<{ step: (name: string) => Step, say: (text: string) => void, close: () => void }>} Board close: steps say nothing from then on
 */

const REDRAW = 120; // milliseconds
const SAY_AFTER = 3_000; // in a log: a step that takes longer says it has begun
const SAY_EVERY = 20_000; // and goes on saying so
const NAME_WIDTH = 22;

/**
 * @param {{ write: (text: string) => unknown, isTTY?: boolean, columns?: number }} out
 * @param {() => number} now milliseconds
 * @returns {Board}
 */
export function createBoard(out = process.stdout, now = Date.now) {
  /** @type {Set<Running>} */
  const running = new Set();
  const live = out.isTTY === true;
  let drawn = 0;
  let turn = 0;
  let closed = false;

  const erase = () => {
    if (drawn > 0) out.write(`\u001b[${drawn}A\u001b[0J`);
    drawn = 0;
  };
  const draw = () => {
    if (!live) return;
    const width = (out.columns || 80) - 1;
    for (const step of running) out.write(`${lineOf(step, now(), SPINNER[turn % SPINNER.length]).slice(0, width)}\n`);
    drawn = running.size;
  };
  const print = (/** @type {string} */ text) => {
    erase();
    out.write(`${text}\n`);
    draw();
  };
  const pulse = () => {
    turn += 1;
    if (live) {
      erase();
      draw();
      return;
    }
    for (const step of running) if (isWorthSaying(step, now())) print(said(step, now()));
  };
  const timer = setInterval(pulse, live ? REDRAW : 1_000);
  timer.unref();

  return {
    say: print,
    step(name) {
      /** @type {Running} */
      const step = { name, began: now(), share: null, words: '', saidAt: 0, saidShare: 0 };
      running.add(step);
      const finish = (/** @type {string} */ mark, /** @type {string} */ words) => {
        if (!running.delete(step) || closed) return;
        print(
          `${mark} ${name.padEnd(NAME_WIDTH)}${duration(now() - step.began).padStart(9)}${words === '' ? '' : `  ${words}`}`,
        );
      };
      return {
        at: (share, words = step.words) => void Object.assign(step, { share, words }),
        done: (detail = '') => finish('✓', detail === '' ? '' : `(${detail})`),
        fail: (reason) => finish('✗', reason),
      };
    },
    close() {
      closed = true;
      clearInterval(timer);
      erase();
      running.clear();
    },
  };
}

const SPINNER = '⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏';

/**
 * @param {number} ms
 * @returns {string} like `0.4 s`, `58 s`, `6 min 5 s`
 */
export function duration(ms) {
  if (ms < 10_000) return `${(ms / 1_000).toFixed(1)} s`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/** @param {Running} step @param {number} now @param {string} [mark] */
function lineOf(step, now, mark = '…') {
  const share = step.share === null ? '' : `${Math.floor(step.share * 100)}%`;
  return `${mark} ${step.name.padEnd(NAME_WIDTH)}${duration(now - step.began).padStart(9)}  ${share.padStart(4)}  ${step.words}`.trimEnd();
}

/** @param {Running} step @param {number} now */
function said(step, now) {
  Object.assign(step, { saidAt: now, saidShare: step.share ?? 0 });
  return lineOf(step, now);
}

/** @param {Running} step @param {number} now */
function isWorthSaying(step, now) {
  if (step.saidAt === 0) return now - step.began >= SAY_AFTER;
  return now - step.saidAt >= SAY_EVERY || Math.abs((step.share ?? 0) - step.saidShare) >= 0.25;
}
