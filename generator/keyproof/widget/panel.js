/**
 * What stands under an exercise: buttons, feedback, attempts, and the list of all answers.
 * In: a payload, the form of its kind, the stored state. Out: the page, painted from the state alone.
 * Every action changes the state, keeps it, and paints; so a copy or another tab can follow.
 */

/** @import { Ending, Mount, Payload, State } from './contract.js' */
import { Aids } from './aids.js';
import { button, make } from './nodes.js';
import { say } from './say.js';
import { fresh } from './store.js';

/** Parts that are loaded while the reader begins to answer, and at the end. */
export const answering = () => import('./answering.js');
const answers = () => import('./all-answers.js');

/**
 * @typedef {object} Setting
 * @property {HTMLElement} root  The whole exercise.
 * @property {Payload} payload
 * @property {State} state
 * @property {number[]} order    Page indices of the options as displayed.
 * @property {string} instance   Tells copies of one exercise on a page apart.
 * @property {Mount} mount       Row of the table of kinds.
 * @property {(state: State) => void} keep  Stores a state and tells the rest of the page.
 */

export class Panel {
  /** @type {Ending} */
  ending = '';
  #check = button('kp-button kp-check', [say('check')], () => this.check());
  #give = button('kp-button', [say('show-solution')], () => this.#told(() => this.#change({ shown: true })));
  #again = button('kp-button', [say('try-again')], () => this.#restart());
  #left = make('span', 'kp-left');
  #notice = make('p', 'kp-notice');
  #verdict = make('div', 'kp-verdict');
  #status = make('div', 'kp-status', this.#notice, this.#verdict);
  #whisper = make('p', 'kp-unseen');
  #tried = make('p', 'kp-tried');
  #rows = make('ul', 'kp-rows');
  #summary = make('summary', '', say('all-answers'));
  #review = make('details', 'kp-review', this.#summary, this.#rows);

  /** @param {Setting} setting */
  constructor({ root, payload, state, order, instance, mount, keep }) {
    Object.assign(this.#status, { role: 'status', ariaAtomic: 'false' });
    this.#whisper.ariaLive = 'polite';
    this.#review.addEventListener('toggle', () => this.#list());
    this.root = root;
    this.payload = payload;
    this.state = state;
    this.order = order;
    this.keep = keep;
    this.view = mount({
      root,
      payload,
      order,
      instance,
      changed: () => this.#draft(),
      say: (text) => this.#whisper.replaceChildren(text),
      notice: (text) => this.#notice.replaceChildren(text),
    });
    this.aids = new Aids(root, (hints) => this.#change({ hints }));
    const bar = make('div', 'kp-bar', this.#check, this.#give, this.#again, this.#left);
    this.parts = [bar, this.#status, this.#whisper, this.#tried, this.#review];
    for (const type of ['pointerover', 'focusin']) root.addEventListener(type, () => answering().catch(() => {}), { once: true });
  }

  /**
   * Takes a state over that was made elsewhere. Without answers in it, at once.
   *
   * @param {State} state
   */
  async load(state) {
    this.state = state;
    this.view.write(state.draft);
    await this.#settle();
  }

  /** Grades what stands in the form, unless that would only waste an attempt. */
  async check() {
    if (!this.ending) await this.#told((told) => {
      const answer = this.view.read();
      const refused = told.refusal(this, answer);
      if (refused) this.#notice.replaceChildren(refused);
      else return this.#change({ tries: [...this.state.tries, answer], draft: answer });
    });
  }

  /**
   * Does what needs the part that speaks. Without a network that part may not come: then nothing has happened yet.
   *
   * @param {(told: Awaited<ReturnType<typeof answering>>) => unknown} act
   */
  #told(act) {
    return answering().then(act, this.#fail);
  }

  #draft() {
    this.#notice.replaceChildren();
    this.state = { ...this.state, draft: this.view.read() };
    this.keep(this.state);
  }

  async #restart() {
    await this.load(fresh(this.payload));
    this.keep(this.state);
    this.#check.focus();
  }

  /** @param {Partial<State>} part */
  async #change(part) {
    const focused = document.activeElement;
    this.state = { ...this.state, ...part };
    await this.#settle();
    this.keep(this.state);
    if (this.ending) answers().catch(() => {});
    // What had the focus may be locked or gone now; the list of answers is the next thing to read.
    if (this.ending && focused && this.root.contains(focused) && focused.matches(':disabled, [hidden]')) {
      this.#summary.focus({ preventScroll: true });
    }
  }

  /** Finds out how the state ended, and paints it. */
  async #settle() {
    const { state } = this;
    const told = state.tries.length || state.shown ? await answering() : null;
    // Meanwhile another state may have come.
    if (state !== this.state) return;
    this.ending = told ? told.ending(this.payload, state) : '';
    this.#paint();
    this.#verdict.replaceChildren(...(told?.judge(this) ?? []));
    this.#tried.replaceChildren(...(told?.listTried(this) ?? []));
    if (told && this.ending) this.root.querySelector('.kp-final')?.replaceChildren(...told.finalAnswer(this));
  }

  #paint() {
    const { payload, state } = this;
    const end = this.ending;
    this.view.show(state.tries, end);
    this.aids.paint(state.hints, end, state.tries.length > 0);
    this.#check.hidden = this.#give.hidden = end !== '';
    this.#again.hidden = this.#review.hidden = end === '';
    const left = payload.attempts - state.tries.length;
    this.#left.textContent = end ? '' : say(state.tries.length ? 'attempts-left' : 'attempts', { n: left });
    this.#notice.replaceChildren();
    this.#verdict.dataset['kpState'] = end === 'shown' || !state.tries.length ? '' : end === 'solved' ? 'right' : 'wrong';
    this.#rows.replaceChildren();
    if (end && this.#review.open) this.#list();
  }

  /** What happened to every answer; loaded when the exercise ends, made when the list is opened. */
  async #list() {
    const list = await answers().catch(this.#fail);
    if (list && this.ending && this.#review.open) this.#rows.replaceChildren(...list.allAnswers(this));
  }

  #fail = () => this.#notice.replaceChildren(say('not-loaded'));
}
