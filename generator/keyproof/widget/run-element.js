/**
 * <keyproof-run>: offers to run the program that it stands under, and to edit it.
 * In: the program, and what runs around it in `data-` attributes. Out: two buttons; all else is loaded when one is pressed.
 */

import { button, make } from './nodes.js';
import { change } from './events.js';
import { keyOf, recallDraft } from './run-drafts.js';
import { placeOf } from './run-place.js';
import { say as sayAnywhere, speaker } from './say.js';
import { lasting } from './store.js';
import strings from './strings-run.js';

const say = speaker(strings);

export class KeyproofRun extends HTMLElement {
  #listening = new AbortController();
  /** @type {Promise<import('./run-desk.js').Desk> | undefined} */
  #desk;
  #edit = button('kp-button', [], () => this.#open((desk) => desk.edit()));
  #notice = make('p', 'kp-run-notice');

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    const place = placeOf(this);
    if (!this.firstChild && place) {
      const run = button('kp-button', [say('graded' in this.dataset ? 'run-tests' : 'run')], () => this.#open((desk) => desk.run()));
      const edit = this.#edit;
      this.nameEdit(!place.hasBlanks && recallDraft(lasting.read(keyOf(place.original))) !== '');
      this.#notice.role = 'status';
      this.append(make('div', 'kp-bar', run, ...('field' in this.dataset ? [] : [edit])), this.#notice);
    }
    if ('late' in this.dataset) this.#wait(signal);
  }

  disconnectedCallback() {
    this.#listening.abort();
    this.#desk?.then((desk) => desk.leave(), () => {});
  }

  /** Names the button for editing: a reader who changed the program sees that it is still there. @param {boolean} isKept */
  nameEdit(isKept) {
    this.#edit.textContent = say(isKept ? 'edit-kept' : 'edit');
  }

  /** @param {(desk: import('./run-desk.js').Desk) => unknown} act */
  async #open(act) {
    this.#notice.replaceChildren();
    try {
      this.#desk ??= import('./run-desk.js').then(({ Desk }) => new Desk(this));
      // A failed import is asked for again when the button is pressed again; what else fails leaves the desk as it is.
      this.#desk.catch(() => {
        this.#desk = undefined;
      });
      await act(await this.#desk);
    } catch (error) {
      console.warn(error);
      this.#notice.replaceChildren(sayAnywhere('not-loaded'));
    }
  }

  /** What a run would give away is offered when the exercise has ended, or its reader looks at the solution. @param {AbortSignal} signal */
  #wait(signal) {
    const root = this.closest('.keyproof');
    const show = () => {
      this.hidden = false;
    };
    this.hidden = true;
    document.addEventListener(
      change,
      (event) => {
        const { target, detail } = /** @type {CustomEvent} */ (event);
        if (target instanceof Node && root?.contains(target)) this.hidden = !detail.ending;
      },
      { signal },
    );
    root?.querySelector('.kp-solution > summary')?.addEventListener('click', show, { signal });
  }
}
