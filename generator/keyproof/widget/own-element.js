/**
 * <keyproof-own>: keeps what a reader writes in an exercise that only they can judge, and their tick.
 * In: the field and the boxes inside it and around it, whole as they stand. Out: the same, remembered.
 * Nothing is added that takes room: a page without scripts has all of it.
 */

/** @import { OwnState } from './contract.js' */
import { announce, change } from './events.js';
import { recallOwn } from './own-state.js';
import { speaker } from './say.js';
import { lasting, prefix, ready } from './store.js';
import strings from './strings-own.js';

const say = speaker(strings);

export class KeyproofOwn extends HTMLElement {
  #listening = new AbortController();
  /** @type {Sheet | undefined} */
  #sheet;

  async connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    try {
      await ready;
      // An instant navigation may have taken it away meanwhile.
      if (signal.aborted) return;
      this.#sheet ??= new Sheet(this);
      this.#sheet.listen(signal);
      this.#sheet.paint();
      this.#sheet.tell(false);
      this.dataset['kpReady'] = '';
    } catch (error) {
      console.warn(error);
    }
  }

  disconnectedCallback() {
    this.#listening.abort();
  }
}

/** The parts of one such exercise. */
class Sheet {
  /** @param {HTMLElement} element */
  constructor(element) {
    /** @type {HTMLElement | null} */
    const root = element.closest('.keyproof');
    const field = element.querySelector('textarea');
    /** @type {HTMLInputElement | null} */
    const done = element.querySelector('.kp-done input');
    if (!root || !field) throw new Error('keyproof: a part of the exercise is missing');
    const { kpId = '', kpDigest = '' } = root.dataset;
    this.id = kpId;
    this.digest = kpDigest;
    this.element = element;
    this.field = field;
    this.done = done;
    this.solved = [...element.querySelectorAll('.kp-solved, .kp-unsolved')];
    this.kept = element.querySelector('.kp-kept');
    /** @type {HTMLInputElement[]} */
    this.points = [...root.querySelectorAll('.kp-points input')].flatMap((point) => (point instanceof HTMLInputElement ? point : []));
    /** @type {HTMLElement[]} */
    this.hints = [...root.querySelectorAll('.kp-hint')].flatMap((hint) => (hint instanceof HTMLElement ? hint : []));
  }

  get state() {
    return recallOwn(lasting.read(this.id), this.digest);
  }

  paint() {
    const { draft, ending, hints, ticks } = this.state;
    const text = draft ?? this.field.defaultValue;
    // What stands in the field already keeps its cursor.
    if (this.field.value !== text) this.field.value = text;
    if (this.done) this.done.checked = ending === 'done';
    for (const one of this.solved) one.toggleAttribute('hidden', one.matches('.kp-solved') !== (ending === 'solved'));
    this.points.forEach((point, place) => (point.checked = ticks.includes(place)));
    this.hints.forEach((hint, place) => (hint.hidden = place > hints && !ending));
  }

  /** @param {AbortSignal} signal */
  listen(signal) {
    const { done, field, hints, points } = this;
    field.addEventListener('input', () => this.#keep({ draft: field.value === field.defaultValue ? null : field.value }), { signal });
    done?.addEventListener('change', () => this.#keep({ ending: done.checked ? 'done' : '' }), { signal });
    // Passed once is solved, whatever is tried in the field afterwards.
    this.element.addEventListener('keyproof:passed', () => this.#keep({ ending: 'solved' }), { signal });
    const ticks = () => points.flatMap((one, place) => (one.checked ? [place] : []));
    for (const point of points) point.addEventListener('change', () => this.#keep({ ticks: ticks() }), { signal });
    hints.forEach((hint, place) => {
      const open = () => this.state.hints <= place && this.#keep({ hints: place + 1 });
      hint.querySelector('summary')?.addEventListener('click', open, { signal });
    });
    // Themes take single letters as shortcuts; here they belong to what is written.
    field.addEventListener('keydown', (event) => event.stopPropagation(), { signal });
    document.addEventListener(change, (event) => this.#follow(/** @type {CustomEvent} */ (event)), { signal });
    const key = prefix + this.id;
    window.addEventListener('storage', (event) => (event.key ?? key) === key && this.paint(), { signal });
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.paint(), { signal });
  }

  /** @param {Partial<OwnState>} part */
  #keep(part) {
    lasting.write(this.id, JSON.stringify({ ...this.state, ...part, at: Date.now() }));
    this.kept?.replaceChildren(say(lasting.unsaved.size ? 'kept-not' : 'kept'));
    this.paint();
    this.tell(true);
  }

  /** To the rest of the page what is ticked is neither solved nor missed. @param {boolean} changed */
  tell(changed) {
    announce(this.element, { id: this.id, ending: this.state.ending === 'solved' ? 'solved' : '', changed });
  }

  /** Another copy of the exercise has changed, or what is stored of it was cleared. @param {CustomEvent} event */
  #follow({ target, detail }) {
    if (target !== this.element && detail.changed && detail.id === this.id) this.paint();
  }
}
