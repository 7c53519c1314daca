/**
 * What the page and its worker tell each other, and what a run can come to: pure, no page, no worker.
 * In: what a worker says. Out: ends of runs. The worker is told `Asked`, and says `Said`.
 */

/**
 * @typedef {{ source: string, setup: string, before: string, tests: string }} Job  A program with what runs around it.
 * @typedef {({ load: string } | { run: Job }) & { token: string }} Asked  `load` is the absolute address of the folder with Python in it.
 * @typedef {'ok' | 'raised' | 'failed-test' | 'output'} Ran  `output`: it printed more than may be printed.
 * @typedef {'stopped' | 'limit' | 'crashed' | 'policy' | 'unreached' | 'stalled'} Broken
 * @typedef {{ ended: Ran | Broken, error: string, line: number | null, test: string, traceback: string, seconds: number }} End
 * @typedef {{ say: 'bytes', bytes: number } | { say: 'ready' } | { say: 'begun' } | { say: 'printed', text: string }
 *   | { say: 'ended', end: End } | { say: 'failed', why: Broken, error: string }} Message
 * @typedef {Message & { token: string }} Said  With the token of what was asked: a program can post as well, but not know it.
 */

/**
 * The end of a run that told nothing about itself.
 *
 * @param {Broken} ended
 * @param {string} [error]
 * @returns {End}
 */
export const broken = (ended, error = '') => ({ ended, error, line: null, test: '', traceback: '', seconds: 0 });

/** Whether a worker has to be replaced after this: its memory never shrinks. @type {(end: End) => boolean} */
export const isSpent = ({ error }) => /^MemoryError\b/.test(error);

/** Characters of a run that a page shows; the runner ends what prints more, whatever else writes is cut here. */
export const most = 65_536;

/** What a run printed, as far as it is shown. */
export class Printed {
  text = '';
  /** Characters that are not shown. */
  cut = 0;

  /**
   * Takes what was printed, and gives back what of it is to be shown.
   *
   * @param {string} text
   */
  add(text) {
    const shown = text.slice(0, Math.max(0, most - this.text.length));
    this.text += shown;
    this.cut += text.length - shown.length;
    return shown;
  }
}
