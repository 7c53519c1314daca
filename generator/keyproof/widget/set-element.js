/**
 * <keyproof-set>: shows the exercises of a set one at a time.
 * In: the `.keyproof-set` element around it. Out: a pager above and below, and one exercise in view.
 * The others stay in the document: found by the browser's search, reached by their anchors, printed.
 */

/** @import { Ending } from './contract.js' */
import { change } from './events.js';
import { button, make, mark } from './nodes.js';
import { say } from './say.js';
import { lasting } from './store.js';

export class KeyproofSet extends HTMLElement {
  /** @type {HTMLElement[]} */
  #pages = [];
  /** @type {HTMLButtonElement[]} */
  #numbers = [];
  /** @type {HTMLElement[]} */
  #bars = [];
  #current = 0;
  #listening = new AbortController();
  #settling = 0;

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener(change, (event) => this.#paintEnding(/** @type {CustomEvent} */ (event)), { signal });
    window.addEventListener('hashchange', () => this.#showAnchor(), { signal });
    window.addEventListener('scroll', () => this.#settle(), { signal, passive: true });
    if (!this.#pages.length) this.#start();
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  #start() {
    /** @type {HTMLElement | null} */
    const root = this.closest('.keyproof-set');
    if (!root) return;
    this.#pages = /** @type {HTMLElement[]} */ ([...root.querySelectorAll(':scope > .keyproof')]);
    if (this.#pages.length < 2) return;
    this.#pages.forEach((page, index) => page.addEventListener('beforematch', () => this.#show(index)));
    this.#numbers = this.#pages.map((_, index) => {
      const number = button('kp-number', [String(index + 1)], () => this.#go(index));
      number.ariaLabel = say('question', { number: index + 1, count: this.#pages.length });
      return number;
    });
    const list = make('div', 'kp-numbers', ...this.#numbers);
    list.addEventListener('keydown', (event) => this.#handleKey(event));
    this.#bars = [this.#makeBar(list), this.#makeBar(make('span', 'kp-position'))];
    this.append(this.#bars[0] ?? '');
    root.append(this.#bars[1] ?? '');
    this.#show(Number(lasting.read(this.#key)) || 0);
    this.#showAnchor();
  }

  get #key() {
    return `set:${this.closest('.keyproof-set')?.getAttribute('data-kp-id')}`;
  }

  /** @param {HTMLElement} middle */
  #makeBar(middle) {
    const previous = button('kp-button kp-previous', [say('previous')], () => this.#step(-1, bar));
    const next = button('kp-button kp-next', [say('next')], () => this.#step(1, bar));
    const bar = make('div', 'kp-steps', previous, middle, next);
    bar.role = 'group';
    bar.ariaLabel = say('questions');
    return bar;
  }

  /** @type {(by: number, bar: HTMLElement) => void} */
  #step(by, bar) {
    const { all, at } = this.#places();
    all[at + by]?.click();
    // The bar below is a page's length away from what it brings up.
    if (bar !== this.#bars[0]) this.#enter();
  }

  /** What there is to go to: not what rests while others are retried. And where in it the reader is. */
  #places() {
    const all = this.#numbers.filter((number) => !number.hidden);
    return { all, at: all.findIndex((number) => number.ariaCurrent) };
  }

  /** Shows a page because the reader asked for it. @param {number} index */
  #go(index) {
    const named = this.#anchor();
    this.#show(index);
    lasting.write(this.#key, String(this.#current));
    if (named) this.#nameInAddress();
  }

  /** Themes put what was scrolled past last into the address, and may take a hidden page for it. */
  #settle() {
    clearTimeout(this.#settling);
    this.#settling = window.setTimeout(() => {
      const named = this.#anchor();
      if (named && named.index !== this.#current) this.#nameInAddress();
    }, 500);
  }

  /** An address that names another page of the set than the one in view would bring that up at a reload. */
  #nameInAddress() {
    const id = this.#pages[this.#current]?.dataset['kpId'];
    if (id) history.replaceState(history.state, '', `#${id}`);
  }

  /** @param {number} index */
  #show(index) {
    this.#current = this.#pages[index] ? index : 0;
    this.#pages.forEach((page, place) => {
      if (place === this.#current) page.removeAttribute('hidden');
      else page.setAttribute('hidden', 'until-found');
    });
    this.#numbers.forEach((number, place) => (number.ariaCurrent = place === this.#current ? 'step' : null));
    const { all, at } = this.#places();
    for (const bar of this.#bars) {
      /** @type {NodeListOf<HTMLButtonElement>} */
      const [previous, next] = bar.querySelectorAll('.kp-button');
      if (previous) previous.ariaDisabled = String(!at);
      if (next) next.ariaDisabled = String(!all[at + 1]);
      bar.querySelector('.kp-position')?.replaceChildren(say('position', { number: at + 1, count: all.length }));
    }
  }

  /** The page that the address names, and the element in it. */
  #anchor() {
    const target = document.getElementById(location.hash.slice(1));
    const index = this.#pages.findIndex((page) => target && page.contains(target));
    return target && index >= 0 ? { index, target } : null;
  }

  #showAnchor() {
    const anchor = this.#anchor();
    if (!anchor) return;
    this.#show(anchor.index);
    anchor.target.scrollIntoView();
  }

  #enter() {
    const page = this.#pages[this.#current];
    /** @type {HTMLElement | null | undefined} */
    const heading = page?.querySelector('h1, h2, h3, h4, h5, h6');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
    // Where the focus brought it, it may lie under the header of the theme.
    this.scrollIntoView();
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    const { all, at } = this.#places();
    const step = getComputedStyle(this).direction === 'rtl' ? -1 : 1;
    const places = { ArrowLeft: at - step, ArrowRight: at + step, Home: 0, End: all.length - 1 };
    const place = places[/** @type {keyof typeof places} */ (event.key)];
    if (place === undefined) return;
    event.preventDefault();
    all[place]?.click();
    all[place]?.focus();
  }

  /** @param {CustomEvent<{ id: string, ending: Ending }>} event */
  #paintEnding({ detail: { id, ending } }) {
    const index = this.#pages.findIndex((page) => page.dataset['kpId'] === id);
    const number = this.#numbers[index];
    if (!number) return;
    number.replaceChildren(String(index + 1), ...(ending ? [mark(ending === 'solved')] : []));
    number.dataset['kpState'] = ending && (ending === 'solved' ? 'right' : 'wrong');
    const places = { number: index + 1, count: this.#pages.length };
    number.ariaLabel = ending
      ? say('question-ended', { ...places, ending: say(`ended-${ending}`) })
      : say('question', places);
  }
}
