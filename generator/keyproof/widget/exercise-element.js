/**
 * <keyproof-exercise>: makes a complete static exercise answer.
 * In: its `data-payload` and the `.keyproof` element around it. Out: the same exercise, with a panel.
 * If anything does not fit, the page stays as it was written and the console says why.
 */

/** @import { Kind, Mount } from './contract.js' */
import * as choice from './choice.js';
import { announce, change } from './events.js';
import * as fill from './fill.js';
import * as fix from './fix.js';
import { Panel } from './panel.js';
import { decode } from './payload.js';
import * as predict from './predict.js';
import { order } from './shuffle.js';
import { lasting, prefix, ready, restore, visit } from './store.js';

/** @type {Partial<Record<Kind, { mount: Mount }>>} */
export const kinds = { fill, choice, predict, fix };

let instances = 0;

export class KeyproofExercise extends HTMLElement {
  /** @type {Panel | undefined} */
  #panel;
  /** @type {Promise<void> | undefined} */
  #ready;
  #listening = new AbortController();

  connectedCallback() {
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    document.addEventListener(change, (event) => this.#follow(/** @type {CustomEvent} */ (event)), { signal });
    window.addEventListener('storage', (event) => this.#followTab(event), { signal });
    // Kept pages and parts that were taken out have missed what other tabs did.
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.#reload(), { signal });
    if (this.#ready) {
      this.#reload();
      return;
    }
    this.#ready = this.#start().catch((error) => {
      console.warn(error);
      // No longer empty: the style sheet stops waiting for a panel.
      this.append(' ');
    });
  }

  disconnectedCallback() {
    this.#listening.abort();
  }

  /** What stands under the exercise, for whoever conducts several; nothing if it could not start. */
  async panel() {
    await this.#ready;
    return this.#panel;
  }

  async #start() {
    const payload = await decode(this.dataset['payload'] ?? '');
    await ready;
    /** @type {HTMLElement | null} */
    const root = this.closest('.keyproof');
    if (!root) throw new Error('keyproof: the page does not fit the payload');
    const state = restore(payload, lasting.read(payload.id));
    const count = payload.bank?.length ?? payload.outcomes.length;
    const panel = new Panel({
      root,
      payload,
      state,
      order: payload.shuffle ? order(count, seed() + payload.id) : [...Array(count).keys()],
      instance: `-${(instances += 1)}`,
      mount: (kinds[payload.kind] ?? (await (await import('./late-kinds.js')).load(payload.kind))).mount,
      keep: (state) => {
        const { ending } = panel;
        lasting.write(payload.id, JSON.stringify({ ...state, ending, at: Date.now() }));
        this.#tell(true);
      },
    });
    await panel.load(state);
    this.#panel = panel;
    // A record of an older version does not say how it ended.
    if (state.at === 0) lasting.write(payload.id, JSON.stringify({ ...state, ending: panel.ending }));
    root.addEventListener('keydown', (event) => this.#handleKey(event));
    this.append(...panel.parts);
    this.#tell(false);
  }

  /** @param {boolean} changed  Whether copies have to follow. */
  #tell(changed) {
    const { payload, ending } = this.#panel ?? {};
    announce(this, { id: payload?.id, ending, changed });
  }

  /** @param {CustomEvent} event */
  #follow(event) {
    if (event.target !== this && event.detail.changed && event.detail.id === this.#panel?.payload.id) this.#reload();
  }

  /** @param {StorageEvent} event */
  #followTab(event) {
    // Without a key: everything was cleared.
    if (this.#panel && (event.key ?? prefix + this.#panel.payload.id) === prefix + this.#panel.payload.id) this.#reload();
  }

  async #reload() {
    const panel = this.#panel;
    // While it is asked in a test, its state is the test's.
    if (!panel || 'kpExam' in panel.root.dataset) return;
    await panel.load(restore(panel.payload, lasting.read(panel.payload.id)));
    this.#tell(false);
  }

  /** @param {KeyboardEvent} event */
  #handleKey(event) {
    const target = /** @type {Element} */ (event.target);
    if (!target.closest('.kp-answer, .kp-blank')) return;
    // Themes take single letters as shortcuts; here they belong to the reader's answer.
    if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) event.stopPropagation();
    if (event.key === 'Enter' && target instanceof HTMLInputElement && !event.isComposing) {
      event.preventDefault();
      this.#panel?.check();
    }
  }
}

/** One seed for the day, so that tabs agree; a tab keeps its own past midnight. */
function seed() {
  const known = visit.read('seed') || new Date().toDateString();
  visit.write('seed', known);
  return known;
}
