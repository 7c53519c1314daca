/**
 * <keyproof-challenge>: the problems of its page one after another, each with a countdown that can be had longer or not at all.
 * In: the `.kp-series` element around it. Out: one problem at a time; at the end a score, and a badge if all are right.
 * The countdown stands still while the page is not in view, and after a reload until the reader goes on.
 */

/** @import { Challenge as State } from './challenge-state.js' */
/** @import { Question } from './series.js' */
import { award } from './award.js';
import { begin, next, recall } from './challenge-state.js';
import { clock, extra, lull, paces, passed, warns } from './countdown.js';
import { change } from './events.js';
import { redraw } from './focus.js';
import { button, make, tag } from './nodes.js';
import { sayMode } from './say-modes.js';
import { conduct, enter, heading, hold, isNamed, show } from './series.js';
import { fresh, lasting, prefix } from './store.js';

/**
 * Begins once the exercises of the page have.
 *
 * @param {HTMLElement} element
 */
export const mount = (element) => conduct(element, (root, pool, signal) => new Challenge(element, root, pool, signal));

class Challenge {
  #tab = Math.random().toString(36).slice(2);
  #status = make('p', 'kp-unseen');
  #board = make('div', 'kp-board');
  #foot = make('div', 'kp-foot');
  #place = make('span', 'kp-place');
  #timer = make('span', 'kp-timer');
  #named = make('span', '', make('span', 'kp-unseen', sayMode('time-left'), ' '), this.#timer);
  #note = make('p', 'kp-note');
  #more = button('kp-button', [], () => this.#extend());
  #free = button('kp-button', [sayMode('time-none')], () => this.#setFree());
  #next = button('kp-button kp-next', [], () => this.#goOn());
  #bar = make('div', 'kp-steps kp-clock', this.#place, this.#named, this.#more, this.#free);
  #looked = performance.now();
  /** Seconds left of the problem whose countdown runs here; stored now and then. */
  #clock = { id: '', left: 0 };
  #stored = 0;
  /** What of the stored challenge was shown last. */
  #seen = '';

  /**
   * @param {HTMLElement} element
   * @param {HTMLElement} root
   * @param {Question[]} pool
   * @param {AbortSignal} signal
   */
  constructor(element, root, pool, signal) {
    this.root = root;
    this.pool = pool;
    this.key = `challenge:${root.dataset['kpId']}`;
    this.#status.role = 'status';
    this.#timer.role = 'timer';
    element.replaceChildren(this.#board, this.#status);
    root.querySelector(':scope > .kp-foot')?.remove();
    root.append(this.#foot);
    const mine = prefix + this.key;
    window.addEventListener('storage', ({ key }) => (key ?? mine) === mine && this.#followTab(), { signal });
    window.addEventListener('pageshow', ({ persisted }) => persisted && (this.#save(true), this.paint()), { signal });
    window.addEventListener('pagehide', () => this.#save(false), { signal });
    document.addEventListener('visibilitychange', () => this.#save(!document.hidden), { signal });
    window.addEventListener('hashchange', () => this.paint(), { signal });
    root.addEventListener(change, (event) => this.#follow(/** @type {CustomEvent} */ (event).detail), { signal });
    const beat = setInterval(() => this.#tick(), 500);
    signal.addEventListener('abort', () => {
      clearInterval(beat);
      this.#save(false);
    });
  }

  /** What is stored, as far as it fits the page. */
  get state() {
    const state = recall(lasting.read(this.key), new Map(this.pool.map((problem) => [problem.id, problem])));
    const { id, left } = this.#clock;
    return state.tab === this.#tab && id in state.left ? { ...state, left: { ...state.left, [id]: left } } : state;
  }

  /** @type {(state: State) => void} */
  #keep(state) {
    this.#clock = { id: state.problems[state.current]?.id ?? '', left: this.#left(state) };
    this.#stored = performance.now();
    lasting.write(this.key, JSON.stringify({ ...state, at: state.phase === 'done' ? state.at : Date.now() }));
  }

  /** Stores the time left, if the countdown is here. @param {boolean} runs */
  #save(runs) {
    const state = this.state;
    if (this.#isTicking(state)) this.#keep({ ...state, runs });
  }

  /** What makes no difference to what is seen is not painted: the focus would be lost. */
  #followTab() {
    if (this.#sight(this.state) !== this.#seen) this.paint();
  }

  /** All that `paint` shows, except for the time that runs here. @param {State} state */
  #sight(state) {
    const { phase, problems, current, timed, right, runs } = state;
    const waiting = phase === 'running' && this.#isWaiting(state);
    return JSON.stringify([phase, problems, current, timed, right, waiting && (runs || clock(this.#left(state)))]);
  }

  /** Shows the page as the stored challenge wants it. */
  paint() {
    const state = this.state;
    this.#seen = this.#sight(state);
    const problems = state.problems.flatMap(({ id }) => this.pool.find((problem) => problem.id === id) ?? []);
    const current = problems[state.current];
    const running = state.phase === 'running';
    this.root.dataset['kpState'] = state.phase || 'ready';
    const waiting = running && this.#isWaiting(state);
    const named = this.pool.filter(isNamed);
    this.root.toggleAttribute('data-kp-ticks', this.#isTicking(state));
    show(this.root, running ? (current && !waiting ? [current] : []) : state.phase === 'done' ? problems : named);
    if (waiting) this.#paintWaiting(state);
    else if (running && current) this.#paintRunning(state, current);
    else if (state.phase === 'done') this.#paintDone(state, problems);
    else this.#paintReady();
  }

  /** Whether the countdown leaves this tab alone until the reader goes on here. @param {State} state */
  #isWaiting(state) {
    return this.#isTimed(state) && state.tab !== this.#tab;
  }

  /** @param {State} state */
  #isTicking(state) {
    return this.#isTimed(state) && state.tab === this.#tab;
  }

  /** @param {State} state */
  #isTimed({ phase, timed, problems, current, right }) {
    return phase === 'running' && timed && !((problems[current]?.id ?? '') in right);
  }

  #paintReady() {
    const rows = Object.entries(paces).map(([name], place) => {
      const choice = make('input', '');
      Object.assign(choice, { type: 'radio', name: 'kp-pace', value: name, checked: place === 0 });
      return make('label', 'kp-pace', choice, sayMode(/** @type {'time-usual'} */ (`time-${name}`)));
    });
    const start = button('kp-button kp-check', [sayMode('challenge-start')], () => this.#begin());
    redraw(this.#board,
      make('p', '', sayMode('challenge-about', { n: this.pool.length })),
      make('fieldset', 'kp-paces', make('legend', '', sayMode('time')), ...rows),
      start,
    );
    this.#foot.replaceChildren();
  }

  /** @param {State} state */
  #paintWaiting(state) {
    const places = { number: state.current + 1, count: state.problems.length, time: clock(this.#left(state)) };
    const on = button('kp-button kp-check', [sayMode('challenge-go-on')], () => {
      this.#keep({ ...this.state, tab: this.#tab, runs: true });
      this.paint();
      this.#arrive();
    });
    const free = button('kp-button', [sayMode('time-none')], () => this.#setFree());
    redraw(this.#board, make('p', '', sayMode(state.runs ? 'challenge-elsewhere' : 'challenge-waiting', places)), make('div', 'kp-choices', on, free));
    this.#foot.replaceChildren();
  }

  /** @type {(state: State, problem: Question) => void} */
  #paintRunning(state, { id, seconds }) {
    const over = id in state.right;
    this.#place.replaceChildren(sayMode('challenge-place', { number: state.current + 1, count: state.problems.length }));
    this.#named.hidden = this.#more.hidden = this.#free.hidden = !state.timed || over;
    this.#more.replaceChildren(sayMode('time-add', { n: extra(seconds) }));
    this.#paintTimer(this.#left(state));
    const late = over && state.timed && this.#left(state) <= 0;
    this.#note.replaceChildren(late ? sayMode('time-up') : over ? '' : state.timed ? '' : sayMode('time-off'));
    const last = state.current + 1 === state.problems.length;
    this.#next.replaceChildren(sayMode(!over ? 'challenge-skip' : last ? 'challenge-result' : 'challenge-next'));
    hold(this.#board, this.#bar, this.#note);
    hold(this.#foot, this.#next);
  }

  /** @type {(state: State, problems: Question[]) => void} */
  #paintDone(state, problems) {
    const right = problems.filter(({ id }) => state.right[id]).length;
    const all = right === problems.length;
    const rows = problems.map(({ id, title }) => {
      const link = make('a', '', title);
      link.href = `#${id}`;
      return make('li', '', link, ' ', tag(state.right[id] === true, sayMode(state.right[id] ? 'challenge-right' : 'challenge-missed')));
    });
    const again = button('kp-button', [sayMode('challenge-again')], () => {
      this.#keep({ ...this.state, phase: '', problems: [] });
      this.paint();
      enter(this.#board);
    });
    redraw(this.#board,
      make('h2', 'kp-score', sayMode('test-score', { right, count: problems.length })),
      ...(all ? award(this.root, right, state.at) : []),
      make('ol', '', ...rows),
      again,
    );
    this.#foot.replaceChildren();
  }

  #begin() {
    /** @type {HTMLInputElement | null} */
    const chosen = this.#board.querySelector('input:checked');
    const pace = paces[/** @type {keyof typeof paces} */ (chosen?.value ?? 'usual')];
    // The problems begin anew, whatever was answered here before.
    for (const { panel } of this.pool) {
      panel.load(fresh(panel.payload));
      panel.keep(panel.state);
    }
    this.#keep(begin(this.pool, { pace, tab: this.#tab }));
    this.paint();
    this.#arrive();
  }

  #goOn() {
    this.#keep({ ...next(this.state, Date.now()), tab: this.#tab, runs: true });
    this.paint();
    this.#arrive();
  }

  /** Says where the reader is, and moves the focus there. */
  #arrive() {
    const state = this.state;
    this.#looked = performance.now();
    if (state.phase === 'done') {
      const score = this.#board.querySelector('h2');
      this.#status.replaceChildren(score?.textContent ?? '');
      return enter(score);
    }
    const places = { number: state.current + 1, count: state.problems.length };
    const time = state.timed ? ` ${sayMode('time-seconds', { n: Math.ceil(this.#left(state)) })}` : '';
    this.#status.replaceChildren(sayMode('challenge-place', places), time);
    enter(heading(this.pool.find(({ id }) => id === state.problems[state.current]?.id)));
  }

  #extend() {
    const state = this.state;
    const problem = this.pool.find(({ id }) => id === state.problems[state.current]?.id);
    if (!problem) return;
    const left = this.#left(state) + extra(problem.seconds);
    this.#keep({ ...state, left: { ...state.left, [problem.id]: left } });
    this.#paintTimer(left);
    this.#status.replaceChildren(sayMode('time-seconds', { n: Math.ceil(left) }));
  }

  #setFree() {
    this.#keep({ ...this.state, timed: false, tab: this.#tab });
    this.paint();
    this.#status.replaceChildren(sayMode('time-off'));
    this.#arrive();
  }

  /** An exercise ended: in time, it counts as it ended. */
  #follow(/** @type {{ id: string, ending: string }} */ { id, ending }) {
    const state = this.state;
    if (state.phase !== 'running' || !ending || id !== state.problems[state.current]?.id || id in state.right) return;
    this.#keep({ ...state, right: { ...state.right, [id]: ending === 'solved' } });
    this.paint();
  }

  #tick() {
    const now = performance.now();
    const seconds = document.hidden ? 0 : passed(this.#looked, now);
    this.#looked = now;
    const state = this.state;
    if (!this.#isTicking(state)) return;
    const before = this.#left(state);
    const left = Math.max(before - seconds, 0);
    this.#clock.left = left;
    if (now - this.#stored >= lull * 1000) this.#save(!document.hidden);
    this.#paintTimer(left);
    if (warns(before, left)) this.#status.replaceChildren(sayMode('time-warning', { n: Math.ceil(left) }));
    if (left > 0) return;
    const { id } = this.#clock;
    this.#keep({ ...state, left: { ...state.left, [id]: 0 }, right: { ...state.right, [id]: false } });
    const leaving = this.#bar.contains(document.activeElement);
    this.paint();
    this.#status.replaceChildren(sayMode('time-up'));
    // The buttons beside the clock have gone.
    this.#note.tabIndex = -1;
    if (leaving) this.#note.focus({ preventScroll: true });
  }

  /** @param {State} state */
  #left(state) {
    return state.left[state.problems[state.current]?.id ?? ''] ?? 0;
  }

  /** @param {number} left */
  #paintTimer(left) {
    const text = clock(left);
    if (this.#timer.textContent !== text) this.#timer.replaceChildren(text);
    this.#timer.dataset['kpState'] = left <= 20 ? 'short' : '';
  }
}
