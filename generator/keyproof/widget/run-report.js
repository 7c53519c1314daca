/**
 * The lower part of a desk: how much is loaded, what is printed, and how a run ended, for eyes and for ears.
 * In: what happens to a run. Out: elements. Only sentences are read out, never every line as it is printed.
 */

/** @import { End, Printed } from './run-job.js' */
import { make } from './nodes.js';
import { most } from './run-job.js';
import { speaker } from './say.js';
import strings from './strings-running.js';

export const say = speaker(strings);

/** Characters of the output that are read out with the sentence about its end. */
const heard = 300;

/** Seconds of which nobody has to be told before. */
const short = 10;

const megabytes = (/** @type {number} */ bytes) => (bytes / 1e6).toFixed(1);

export class Report {
  #bar = make('progress', '');
  #amount = make('span', '');
  #loading = make('p', 'kp-run-loading', this.#bar, this.#amount);
  #status = make('div', 'kp-run-status');
  #out = make('pre', 'kp-run-out');
  #trace = make('pre', 'kp-run-trace');
  #more = make('details', 'kp-run-more', make('summary', '', say('traceback')), this.#trace);

  constructor() {
    this.#status.role = 'status';
    for (const box of [this.#out, this.#trace]) Object.assign(box, { tabIndex: 0, role: 'group', dir: 'ltr' });
    this.#out.ariaLabel = say('output');
    this.#trace.ariaLabel = say('traceback');
    this.#bar.ariaLabel = say('loading');
    this.clear();
  }

  get parts() {
    return [this.#loading, this.#out, this.#status, this.#more];
  }

  clear() {
    for (const part of [this.#loading, this.#out, this.#more]) part.hidden = true;
    this.#out.replaceChildren();
    this.#status.replaceChildren();
    this.#more.open = false;
  }

  /** @param {string} sentence */
  tell(sentence) {
    this.clear();
    this.#status.append(make('p', '', sentence));
  }

  /** @param {boolean} isWarm */
  begin(isWarm) {
    this.tell(say(isWarm ? 'going' : 'loading'));
    this.#loading.hidden = isWarm;
    this.#bar.removeAttribute('value');
    this.#amount.textContent = '';
  }

  /**
   * @param {number} bytes
   * @param {number} all
   */
  loading(bytes, all) {
    if (!all) return;
    Object.assign(this.#bar, { max: all, value: Math.min(bytes, all) });
    this.#amount.textContent = bytes < all ? say('loaded', { done: megabytes(bytes), all: megabytes(all) }) : say('starting');
  }

  /** @param {number} seconds  That it may take. */
  begun(seconds) {
    this.#loading.hidden = true;
    this.#status.replaceChildren(make('p', '', seconds > short ? say('going-long', { n: seconds }) : say('going')));
  }

  /** @param {string} text */
  print(text) {
    this.#out.hidden = false;
    this.#out.append(text);
  }

  /**
   * @param {End} end
   * @param {Printed} printed
   * @param {{ line: string, isTest: boolean, seconds: number }} about  The text of the line that an error points at; whether
   *   tests were run; how long it may have taken.
   */
  end(end, printed, { line, isTest, seconds }) {
    this.#loading.hidden = true;
    const wrong = end.ended === 'ok' || end.ended === 'stopped' ? '' : 'kp-wrong';
    const said = sentences(end, printed, { isTest, limit: seconds }).map((text) => make('p', wrong, text));
    if (end.error && (end.ended === 'raised' || end.ended === 'failed-test')) {
      if (line) said.push(make('p', 'kp-run-at', make('code', '', line.trim())));
      if (end.test) said.push(make('p', '', `${say('test')} `, make('code', '', end.test)));
      said.push(make('p', 'kp-run-error', make('code', '', end.error)));
      if (/^EOFError\b/.test(end.error)) said.push(make('p', '', say('input')));
      this.#trace.textContent = end.traceback;
      this.#more.hidden = !end.traceback;
    }
    const text = printed.text.trim();
    if (text) said.push(make('p', 'kp-unseen', text.slice(0, heard)));
    this.#status.replaceChildren(...said);
  }
}

/** @type {(end: End, printed: Printed, about: { isTest: boolean, limit: number }) => string[]} */
function sentences({ ended, error, line, seconds }, { text, cut }, { isTest, limit }) {
  const time = { seconds: seconds.toFixed(2) };
  const said = {
    ok: () => say(isTest ? 'passed' : text ? 'ran' : 'ran-silent', time),
    raised: () => (line ? say('run-raised-at', { line }) : say('run-raised')),
    'failed-test': () => (line ? say('failed-at', { line }) : say('failed')),
    output: () => say('too-much', { number: most / 1024 }),
    stopped: () => say('stopped'),
    limit: () => say('limit', { n: limit }),
    crashed: () => say('crashed'),
    policy: () => say('policy'),
    unreached: () => say('unreached'),
    stalled: () => say('stalled'),
  };
  const memory = /^MemoryError\b/.test(error) ? [say('memory')] : [];
  return [said[ended](), ...memory, ...(cut ? [say('cut', { n: cut })] : [])];
}
