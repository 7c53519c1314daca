/**
 * Hints, mistakes and solution of an exercise: the `details` that the page has already.
 * In: how many hints were opened, how the exercise ended, whether it was tried. Out: what of it may be seen.
 */

/** @import { Ending } from './contract.js' */

export class Aids {
  /**
   * @param {HTMLElement} root
   * @param {(hints: number) => void} opened  Called when one more hint than before is opened.
   */
  constructor(root, opened) {
    /** @type {NodeListOf<HTMLElement>} */
    this.hints = root.querySelectorAll('.kp-hint');
    /** @type {HTMLDetailsElement | null} */
    this.solution = root.querySelector('.kp-solution');
    /** @type {HTMLElement | null} */
    this.mistakes = root.querySelector('.kp-mistakes');
    this.count = 0;
    this.hints.forEach((hint, index) => {
      // Not `toggle`: a theme that opens every `details` to print would reveal them all.
      hint.querySelector('summary')?.addEventListener('click', () => {
        if (this.count <= index) opened(index + 1);
      });
    });
  }

  /** @type {(count: number, ending: Ending, tried: boolean) => void} */
  paint(count, ending, tried) {
    this.count = count;
    // Before the first attempt they would rule out answers; after one they may explain it.
    if (this.mistakes) this.mistakes.hidden = !tried && !ending;
    this.hints.forEach((hint, index) => (hint.hidden = index > count && !ending));
    const { solution } = this;
    if (!solution) return;
    const isNew = solution.hidden && ending;
    solution.hidden = !ending;
    if (!ending) solution.open = false;
    else if (isNew) solution.open = ending !== 'solved';
  }
}
