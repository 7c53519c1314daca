/**
 * <keyproof-page>: how much of the page is solved, and behind it what can be done about that.
 * In: the ids in `data-ids`, and what exercises tell. Out: one line; menu and marks are loaded when needed.
 */

import { change } from './events.js';
import { make } from './nodes.js';
import { say } from './say.js';
import { hasRecords, lasting, visit } from './store.js';

export class KeyproofPage extends HTMLElement {
  /** @type {Map<string, string | undefined>} */
  #endings = new Map();
  #line = make('summary', '');
  #menu = make('div', 'kp-bar');
  #lost = make('p', 'kp-lost');
  #details = make('details', '', this.#line, this.#menu);
  #listening = new AbortController();
  #marking = 0;

  get #ids() {
    return this.dataset['ids']?.split(' ') ?? [];
  }

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener(change, (event) => this.#note(/** @type {CustomEvent} */ (event)), { signal });
    this.#details.addEventListener('toggle', () => this.#open(), { signal });
    this.replaceChildren(this.#details, this.#lost);
    this.#paint();
    if (visit.read('retry')) import('./retry.js').then(({ showRetried }) => showRetried()).catch(() => {});
    if (hasRecords()) this.#mark();
  }

  disconnectedCallback() {
    this.#listening.abort();
    clearTimeout(this.#marking);
  }

  /** @param {CustomEvent} event */
  #note({ detail: { id, ending, changed } }) {
    this.#endings.set(id, ending);
    this.#paint();
    if (changed) this.#mark();
  }

  #paint() {
    const ids = this.#ids;
    const solved = ids.filter((id) => this.#endings.get(id) === 'solved').length;
    this.#line.replaceChildren(say('solved-here', { solved, total: ids.length }));
    if (this.#details.open || lasting.unsaved.size) this.#fill();
  }

  #open() {
    this.#menu.replaceChildren();
    if (this.#details.open) this.#fill();
  }

  async #fill() {
    const menu = await import('./page-menu.js').catch(() => null);
    this.#lost.textContent = !menu ? say('not-loaded') : lasting.unsaved.size ? menu.notKept : '';
    if (this.#details.open) menu?.fillMenu(this.#menu, this.#ids);
  }

  /** After the answer itself is on the screen: the whole course is counted. */
  #mark() {
    clearTimeout(this.#marking);
    const load = () => import('./nav-marks.js').then(({ markLinks }) => markLinks());
    this.#marking = window.setTimeout(() => load().catch(() => {}), 200);
  }
}
