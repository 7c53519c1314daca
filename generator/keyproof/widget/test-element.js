/**
 * <keyproof-test>: draws questions from the exercises of its page, and tells at the end which objectives are weak.
 * In: the `.kp-series` element around it. Out: one question at a time, without feedback; then the verdict.
 * Every action changes the stored test and paints it; so a reload goes on, and two tabs agree.
 */

/** @import { Answer } from './contract.js' */
/** @import { Question } from './series.js' */
/** @import { Test as State } from './test-state.js' */
import { diagnose } from './diagnosis.js';
import { draw } from './draw.js';
import { redraw } from './focus.js';
import { isRight, obstacle } from './grade.js';
import { button, make, mark, tag } from './nodes.js';
import { say } from './say.js';
import { sayMode } from './say-modes.js';
import { conduct, enter, heading, hold, isNamed, show } from './series.js';
import { Steps } from './steps.js';
import { fresh, lasting, prefix, restore } from './store.js';
import { begin, recall } from './test-state.js';

/** How many questions a test asks. */
const size = 10;

/**
 * Begins once the exercises of the page have.
 *
 * @param {HTMLElement} element
 */
export const mount = (element) => conduct(element, (root, pool, signal) => new Test(element, root, pool, signal));

class Test {
  #status = make('p', 'kp-unseen');
  #board = make('div', 'kp-board');
  #foot = make('div', 'kp-foot');
  #steps = new Steps((place) => this.#go(place), () => this.#askEnd());
  /** Whether the reader is asked to confirm the end. */
  #asking = false;

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} root
   * @param {Question[]} pool
   * @param {AbortSignal} signal
   */
  constructor(element, root, pool, signal) {
    this.root = root;
    this.pool = pool;
    this.key = `test:${root.dataset['kpId']}`;
    this.#status.role = 'status';
    element.replaceChildren(this.#board, this.#status);
    root.querySelector(':scope > .kp-foot')?.remove();
    root.append(this.#foot);
    window.addEventListener('storage', ({ key }) => (key ?? prefix + this.key) === prefix + this.key && this.paint(), { signal });
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.paint(), { signal });
    window.addEventListener('hashchange', () => this.paint(), { signal });
    // An exercise lets go of what its own storage says as soon as it is examined; see `#examine`.
    signal.addEventListener('abort', () => pool.forEach((question) => this.#release(question)));
  }

  /** What is stored, as far as it fits the page. */
  get state() {
    return recall(lasting.read(this.key), new Map(this.pool.map(({ id, digest }) => [id, digest])));
  }

  /** @type {(change: (state: State) => State) => void} */
  #change(change) {
    // Another tab may have gone on meanwhile: what is changed is always what is stored.
    lasting.write(this.key, JSON.stringify({ ...change(this.state), at: Date.now() }));
  }

  /** Shows the page as the stored test wants it. */
  paint() {
    const state = this.state;
    const drawn = this.#questions(state);
    const running = state.phase === 'running';
    const current = drawn[state.current];
    this.root.dataset['kpState'] = state.phase || 'ready';
    for (const question of this.pool) {
      if (running && drawn.includes(question)) this.#examine(question, state.answers[question.id]);
      else this.#release(question);
    }
    show(this.root, running ? (current ? [current] : []) : state.phase === 'done' ? drawn : this.#named());
    this.#steps.paint(state.current, drawn.map((question) => this.#label(question, drawn)));
    if (running) this.#paintRunning();
    else if (state.phase === 'done') this.#paintDone(state, drawn);
    else this.#paintReady();
  }

  #paintReady() {
    const about = { n: Math.min(size, this.pool.length), pool: this.pool.length };
    redraw(
      this.#board,
      make('p', '', sayMode('test-about', about), ' ', sayMode('test-rules')),
      button('kp-button kp-check', [sayMode('test-start')], () => this.#begin()),
    );
    this.#foot.replaceChildren();
  }

  #paintRunning() {
    hold(this.#board, this.#steps.top);
    hold(this.#foot, this.#steps.bottom, ...(this.#asking ? [this.#question()] : []));
  }

  /** @type {(state: State, drawn: Question[]) => void} */
  #paintDone(state, drawn) {
    const right = drawn.filter(({ id }) => state.right[id]).length;
    const answered = drawn.filter(({ id }) => id in state.right).length;
    const open = drawn.length - answered;
    const judged = this.#judgeObjectives(state, drawn);
    const tested = judged.filter(({ judgement }) => judgement !== 'open');
    const strong = tested.length > 0 && tested.every(({ judgement }) => judgement === 'strong');
    const rows = drawn.map((question) => this.#row(question, state.right[question.id]));
    redraw(
      this.#board,
      make('h2', 'kp-score', answered ? sayMode('test-score', { right, count: answered }) : sayMode('test-nothing')),
      ...(open ? [make('p', '', sayMode('test-left-out', { n: open }))] : []),
      ...(judged.length ? [make('p', '', sayMode(strong ? 'test-all-strong' : 'test-look-again'))] : []),
      button('kp-button kp-check', [sayMode('test-again')], () => this.#begin()),
      make('details', 'kp-asked', make('summary', '', sayMode('test-list')), make('ol', '', ...rows)),
    );
    this.#foot.replaceChildren();
  }

  /** @type {(question: Question, right: boolean | undefined) => HTMLElement} */
  #row({ id, title }, right) {
    const link = make('a', '', title);
    link.href = `#${id}`;
    // What was left out is neither right nor wrong, and carries no mark.
    const told = right === undefined ? make('span', 'kp-tag', sayMode('test-none')) : tag(right, sayMode(right ? 'test-right' : 'test-wrong'));
    return make('li', '', link, ' ', told);
  }

  /** Puts each verdict beside its objective, whose links to the parts that mend it the build has written. */
  #judgeObjectives(/** @type {State} */ state, /** @type {Question[]} */ drawn) {
    const rows = /** @type {HTMLElement[]} */ ([...this.root.querySelectorAll('.kp-goals [data-kp-objective]')]);
    const asked = drawn.map(({ id, objective }) => ({ objective, answered: id in state.right, right: state.right[id] === true }));
    const judged = diagnose(rows.map((row) => row.dataset['kpObjective'] ?? ''), asked);
    judged.forEach(({ judgement, asked: count, right }, index) => {
      const row = rows[index];
      if (!row) return;
      row.dataset['kpJudgement'] = judgement;
      row.querySelector('.kp-judgement')?.remove();
      const words = sayMode(`objective-${judgement}`, { right, count });
      row.prepend(make('span', 'kp-judgement', ...(judgement === 'open' ? [] : [mark(judgement === 'strong')]), words));
    });
    return judged;
  }

  #begin() {
    const seed = Math.random().toString(36).slice(2);
    this.#change((state) => begin(state, draw(this.pool, size, state.times, seed)));
    this.paint();
    this.#arrive();
  }

  /** @type {(place: number) => void} */
  #go(place) {
    this.#asking = false;
    this.#change((state) => ({ ...state, current: Math.min(Math.max(place, 0), state.drawn.length - 1) }));
    this.paint();
    this.#arrive();
  }

  #arrive() {
    const { current, drawn } = this.state;
    this.#status.replaceChildren(say('question', { number: current + 1, count: drawn.length }));
    enter(heading(this.#questions(this.state)[current]), this.#steps.top);
  }

  /** Asks first if something was left out. */
  #askEnd() {
    this.#asking = this.#open().length > 0;
    if (!this.#asking) return this.#end();
    this.paint();
    enter(this.#foot.querySelector('p'));
  }

  #question() {
    const end = button('kp-button kp-check', [sayMode('test-end-anyway')], () => this.#end());
    const on = button('kp-button', [sayMode('test-go-on')], () => this.#go(this.state.current));
    return make('div', 'kp-confirm', make('p', '', sayMode('test-open', { n: this.#open().length })), end, on);
  }

  /** Questions that were drawn and not answered. */
  #open() {
    return this.#questions(this.state).filter((question) => !this.#isAnswered(question));
  }

  #end() {
    this.#asking = false;
    const drawn = this.#questions(this.state);
    /** @type {Record<string, boolean>} */
    const right = {};
    for (const question of drawn) {
      const { payload, state } = question.panel;
      if (this.#isAnswered(question)) right[question.id] = !obstacle(payload, state.draft) && isRight(payload, state.draft);
    }
    const given = new Map(drawn.map((question) => [question, question.panel.state.draft]));
    // What was left out stays as it was, and may be asked again as if it had not been drawn.
    const open = drawn.filter(({ id }) => !(id in right));
    this.#change((state) => {
      const times = { ...state.times };
      for (const { id } of open) times[id] = Math.max((times[id] ?? 0) - 1, 0);
      return { ...state, phase: 'done', right, times };
    });
    for (const [question, draft] of given) if (!open.includes(question)) this.#grade(question, draft, right[question.id]);
    this.paint();
    const score = this.#board.querySelector('h2');
    this.#status.replaceChildren(score?.textContent ?? '');
    enter(score);
  }

  /** The exercise itself remembers the answer from now on, and shows what there is to say about it. */
  #grade(/** @type {Question} */ question, /** @type {Answer} */ draft, /** @type {boolean | undefined} */ right) {
    this.#release(question);
    const { panel } = question;
    const tries = obstacle(panel.payload, draft) ? [] : [draft];
    panel.load({ ...fresh(panel.payload), tries, shown: !right, draft }).then(() => panel.keep(panel.state));
  }

  /**
   * Lets a question take answers and nothing else: nothing is said about them, and they are kept with the test.
   *
   * @param {Question} question
   * @param {Answer | undefined} answer
   */
  #examine({ id, root, panel }, answer) {
    const draft = restore(panel.payload, JSON.stringify({ digest: panel.payload.digest, draft: answer }));
    root.dataset['kpExam'] = '';
    Object.assign(panel, {
      check: () => this.#steps.forward(),
      keep: (/** @type {{ draft: Answer }} */ state) => {
        this.#change((test) => ({ ...test, answers: { ...test.answers, [id]: state.draft } }));
        const { current } = this.state;
        const drawn = this.#questions(this.state);
        this.#steps.paint(current, drawn.map((question) => this.#label(question, drawn)));
      },
    });
    // What the reader is at work on is not written anew.
    if (JSON.stringify(panel.state) !== JSON.stringify(draft)) panel.load(draft);
  }

  /** Makes an ordinary exercise of a question again. */
  #release(/** @type {Question} */ { id, root, panel, keep }) {
    if (!('kpExam' in root.dataset)) return;
    delete root.dataset['kpExam'];
    // What was put over the methods of the panel.
    Reflect.deleteProperty(panel, 'check');
    panel.keep = keep;
    panel.load(restore(panel.payload, lasting.read(id)));
  }

  /** @type {(question: Question, drawn: Question[]) => { name: string, done: boolean }} */
  #label(question, drawn) {
    const done = this.#isAnswered(question);
    const places = { number: drawn.indexOf(question) + 1, count: drawn.length };
    return { name: sayMode(done ? 'test-answered' : 'test-unanswered', places), done };
  }

  #isAnswered(/** @type {Question} */ { panel }) {
    return obstacle(panel.payload, panel.state.draft) !== 'empty';
  }

  #questions(/** @type {State} */ state) {
    return state.drawn.flatMap(({ id }) => this.pool.find((question) => question.id === id) ?? []);
  }

  /** The exercise that the address names: a link from elsewhere leads to it, test or not. */
  #named() {
    return this.pool.filter(isNamed);
  }
}
