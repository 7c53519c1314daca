/**
 * What stands under an exercise: buttons, feedback, attempts, and the list of all answers.
 * In: a payload, the form of its kind, the stored state. Out: the page, painted from the state alone.
 * Every action changes the state, keeps it, and paints; so a copy or another tab can follow.
 */

/** @import { Mount, Payload, State } from './contract.js' */
import { Aids } from './aids.js';
import { aim, comments, ending, isPartial, isRight, isTyped, obstacle, same } from './grade.js';
import { button, make, mark, phrase } from './nodes.js';
import { say } from './say.js';
import { fresh } from './store.js';

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
  #check = button('kp-button kp-check', [say('check')], () => this.check());
  #give = button('kp-button', [say('show-solution')], () => this.#change({ shown: true }));
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
    this.aids = new Aids(root, this.view.letters(payload.key), payload.final, (hints) => this.#change({ hints }));
    const bar = make('div', 'kp-bar', this.#check, this.#give, this.#again, this.#left);
    this.parts = [bar, this.#status, this.#whisper, this.#tried, this.#review];
    this.load(state);
  }

  get ending() {
    return ending(this.payload, this.state);
  }

  /**
   * Takes a state over that was made elsewhere.
   *
   * @param {State} state
   */
  load(state) {
    this.state = state;
    this.view.write(state.draft);
    this.#paint();
  }

  /** Grades what stands in the form, unless that would only waste an attempt. */
  check() {
    if (this.ending) return;
    const { payload } = this;
    const answer = this.view.read();
    const what = obstacle(payload, answer);
    const form = isTyped(payload) ? 'typed' : /** @type {'bank' | 'one' | 'many'} */ (payload.input);
    if (what) this.#notice.replaceChildren(say(`first-${what === 'empty' ? form : what}`));
    else if (this.state.tries.some((tried) => same(payload, tried, answer))) {
      this.#notice.replaceChildren(say('repeated'));
    } else this.#change({ tries: [...this.state.tries, answer], draft: answer });
  }

  #draft() {
    this.#notice.replaceChildren();
    this.state = { ...this.state, draft: this.view.read() };
    this.keep(this.state);
  }

  #restart() {
    this.load(fresh(this.payload));
    this.keep(this.state);
    this.#check.focus();
  }

  /** @param {Partial<State>} part */
  #change(part) {
    const focused = document.activeElement;
    this.state = { ...this.state, ...part };
    this.#paint();
    this.keep(this.state);
    if (this.ending) answers().catch(() => {});
    // What had the focus may be locked or gone now; the list of answers is the next thing to read.
    if (this.ending && focused && this.root.contains(focused) && focused.matches(':disabled, [hidden]')) {
      this.#summary.focus({ preventScroll: true });
    }
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
    this.#verdict.replaceChildren(...this.#judge());
    this.#verdict.dataset['kpState'] = end === 'shown' || !state.tries.length ? '' : end === 'solved' ? 'right' : 'wrong';
    this.#paintTried();
    this.#rows.replaceChildren();
    if (end && this.#review.open) this.#list();
  }

  /** Verdict on the last answer, with what the build recorded for it. */
  #judge() {
    const { payload, state } = this;
    const end = this.ending;
    const last = state.tries.at(-1);
    const shown = end === 'shown' ? [make('p', 'kp-head', say('shown'))] : [];
    if (last === undefined) return shown;
    const right = end === 'solved';
    const count = state.tries.length;
    const solved = count === 1 ? say('solved-first') : say('solved', { n: count });
    const head = right ? solved : say(end === 'out' ? 'out' : 'wrong');
    const left = end ? '' : `. ${say('attempts-left', { n: payload.attempts - count })}.`;
    const lines = end === 'shown' ? shown : [make('p', 'kp-head', mark(right), head, make('span', 'kp-unseen', left))];
    const ticked = payload.input === 'many' ? this.#inOrder(/** @type {number[]} */ (last)) : [last];
    for (const answer of ticked) {
      const single = typeof answer === 'number' ? [answer] : answer;
      const letters = payload.input === 'many' ? make('b', '', `${this.view.letters(single)}. `) : '';
      for (const words of comments(payload, single)) lines.push(make('p', '', letters, ...phrase(words)));
    }
    const off = aim(payload, last);
    if (off) lines.push(make('p', '', say(`too-${off}`)));
    if (isPartial(payload, last)) lines.push(make('p', '', say('partial')));
    return lines;
  }

  /** Options carry their own marks; any other wrong answer is listed. */
  #paintTried() {
    const { payload, state } = this;
    const listed = isTyped(payload) || Number(payload.blanks) > 1;
    const wrong = listed ? state.tries.filter((answer) => !isRight(payload, answer)) : [];
    this.#tried.hidden = !wrong.length;
    const labels = wrong.map((answer) => make('span', 'kp-try', ...this.view.label(answer)));
    this.#tried.replaceChildren(say('tried-so-far'), ...labels.flatMap((label) => [' ', label]));
  }

  /** What happened to every answer; loaded when the exercise ends, made when the list is opened. */
  async #list() {
    const { allAnswers } = await answers();
    if (this.ending && this.#review.open) this.#rows.replaceChildren(...allAnswers(this));
  }

  /** @type {(options: number[]) => number[]} */
  #inOrder(options) {
    return this.order.filter((index) => options.includes(index));
  }
}
