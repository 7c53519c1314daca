/**
 * Bars to go through a series with: numbers above, previous and next below.
 * In: where the reader is, and a name for each place. Out: two bars, and calls when one is chosen.
 */

import { button, make } from './nodes.js';
import { say } from './say.js';
import { sayMode } from './say-modes.js';

export class Steps {
  #numbers = make('div', 'kp-numbers');
  #previous = button('kp-button kp-previous', [say('previous')], () => this.#move(-1));
  #next = button('kp-button kp-next', [say('next')], () => this.forward());
  #end = button('kp-button kp-end', [sayMode('test-end')], () => this.end());
  #current = 0;

  /**
   * @param {(place: number) => void} go
   * @param {() => void} end
   */
  constructor(go, end) {
    this.go = go;
    this.end = end;
    this.top = make('div', 'kp-steps', this.#numbers, this.#end);
    this.bottom = make('div', 'kp-steps', this.#previous, this.#next);
    for (const bar of [this.top, this.bottom]) {
      bar.role = 'group';
      bar.ariaLabel = say('questions');
    }
    this.#numbers.addEventListener('keydown', (event) => this.#handleKey(event));
  }

  /** Goes on, or from the last place to the end. */
  forward() {
    if (this.#current < this.#numbers.children.length - 1) this.#move(1);
    else this.end();
  }

  /** @type {(current: number, places: { name: string, done: boolean }[]) => void} */
  paint(current, places) {
    this.#current = current;
    while (this.#numbers.children.length > places.length) this.#numbers.lastChild?.remove();
    places.forEach(({ name, done }, place) => {
      const number = this.#number(place);
      number.ariaLabel = name;
      number.ariaCurrent = place === current ? 'step' : null;
      number.dataset['kpState'] = done ? 'answered' : '';
    });
    this.#previous.ariaDisabled = String(current === 0);
    this.#next.replaceChildren(current < places.length - 1 ? say('next') : sayMode('test-end'));
    this.#end.hidden = current === places.length - 1;
  }

  /** @type {(by: number) => void} */
  #move(by) {
    const place = this.#current + by;
    if (place >= 0) this.go(place);
  }

  /** @type {(place: number) => HTMLElement} */
  #number(place) {
    const known = this.#numbers.children[place];
    if (known instanceof HTMLElement) return known;
    const made = button('kp-number', [String(place + 1)], () => this.go(place));
    this.#numbers.append(made);
    return made;
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    const places = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    const step = places[/** @type {keyof typeof places} */ (event.key)];
    if (!step) return;
    event.preventDefault();
    const all = /** @type {HTMLElement[]} */ ([...this.#numbers.children]);
    const at = all.findIndex((number) => number === document.activeElement);
    const sign = getComputedStyle(this.#numbers).direction === 'rtl' && Number.isFinite(step) ? -1 : 1;
    all[Math.min(Math.max(at + step * sign, 0), all.length - 1)]?.focus();
  }
}
