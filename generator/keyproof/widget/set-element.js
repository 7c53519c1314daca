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
    let next = this.#current + by;
    // Those that rest while others are retried.
    while (this.#pages[next]?.hasAttribute('data-kp-rests')) next += by;
    this.#go(this.#pages[next] ? next : this.#current);
    // The bar below is a page's length away from what it brings up.
    if (bar !== this.#bars[0]) this.#enter();
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
    const last = this.#pages.length - 1;
    this.#current = Math.min(Math.max(index, 0), last);
    this.#pages.forEach((page, place) => {
      if (place === this.#current) page.removeAttribute('hidden');
      else page.setAttribute('hidden', 'until-found');
    });
    this.#numbers.forEach((number, place) => (number.ariaCurrent = place === this.#current ? 'step' : null));
    for (const bar of this.#bars) {
      /** @type {NodeListOf<HTMLButtonElement>} */
      const [previous, next] = bar.querySelectorAll('.kp-button');
      if (previous) previous.ariaDisabled = String(this.#current === 0);
      if (next) next.ariaDisabled = String(this.#current === last);
      bar.querySelector('.kp-position')?.replaceChildren(say('position', { number: this.#current + 1, count: last + 1 }));
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
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    const places = { ArrowLeft: -1, ArrowRight: 1, Home: -Infinity, End: Infinity };
    const step = places[/** @type {keyof typeof places} */ (event.key)];
    if (!step) return;
    event.preventDefault();
    const sign = getComputedStyle(this).direction === 'rtl' && Number.isFinite(step) ? -1 : 1;
    this.#go(this.#current + step * sign);
    this.#numbers[this.#current]?.focus();
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
