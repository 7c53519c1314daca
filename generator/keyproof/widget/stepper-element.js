/**
 * <keyproof-stepper>: shows one step of a layer's forward call at a time, and leads through them.
 * In: the first step, and the table of all steps that stands after it. Out: buttons, and the rows of the chosen step.
 * The address says nothing of the step: it names places of the page, and going through steps would fill the history.
 */

import { button, make } from './nodes.js';
import { say as sayAnywhere, speaker } from './say.js';
import strings from './strings-stepper.js';

const say = speaker(strings);

/**
 * Begins with the step that is shown.
 *
 * @param {HTMLElement} element
 */
export function mount(element) {
  const all = /** @type {HTMLDetailsElement} */ (element.nextElementSibling);
  const [bar, shown, steps] = [element.querySelector('.kp-steps'), element.querySelector('table'), all.querySelector('table')];
  if (bar && shown && steps) new Stepper(/** @type {HTMLElement} */ (bar), shown, [...steps.tBodies]).go(0);
  all.open = false;
  return () => {};
}

class Stepper {
  #at = 0;
  #place = make('span', '');
  #state = make('span', 'kp-unheard');
  /** Places that the buttons lead to, from the one that is shown. @type {[HTMLButtonElement, () => number][]} */
  #ways;

  /**
   * @param {HTMLElement} bar
   * @param {HTMLTableElement} shown
   * @param {HTMLTableSectionElement[]} steps
   */
  constructor(bar, shown, steps) {
    this.shown = shown;
    this.steps = steps;
    const way = (/** @type {string} */ name, /** @type {() => number} */ to) =>
      /** @type {[HTMLButtonElement, () => number]} */ ([button('', [name], () => this.go(to())), to]);
    this.#ways = [
      way(say('step-first'), () => 0),
      way(sayAnywhere('previous'), () => this.#at - 1),
      way(sayAnywhere('next'), () => this.#at + 1),
      way(say('step-last'), () => steps.length - 1),
    ];
    const told = make('p', '', this.#place, this.#state);
    told.role = 'status';
    const [first, previous, next, last] = this.#ways.map(([one]) => one);
    if (first && previous && next && last) bar.replaceChildren(first, previous, told, next, last);
    bar.role = 'group';
    bar.ariaLabel = say('step-bar');
    bar.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  /**
   * Shows a step; beyond the ends there is none.
   *
   * @param {number} at
   */
  go(at) {
    const step = this.steps[at];
    if (!step) return;
    this.#at = at;
    this.shown.tBodies[0]?.replaceWith(step.cloneNode(true));
    this.#place.textContent = say('step-told', { number: at + 1, count: this.steps.length });
    const numbers = [...(step.rows[step.rows.length - 1]?.cells ?? [])].slice(1).map((cell) => cell.textContent);
    this.#state.textContent = say('step-state', { number: at + 1, state: numbers.join(', ') });
    // A button that cannot go on keeps the focus.
    for (const [one, to] of this.#ways) one.ariaDisabled = String(to() === at || !this.steps[to()]);
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    const onward = getComputedStyle(/** @type {Element} */ (event.currentTarget)).direction === 'rtl' ? -1 : 1;
    const places = { ArrowLeft: this.#at - onward, ArrowRight: this.#at + onward, Home: 0, End: this.steps.length - 1 };
    const place = places[/** @type {keyof typeof places} */ (event.key)];
    // With a modifier, keys belong to the browser: Alt and an arrow go back in the history.
    if (place === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.go(place);
  }
}
