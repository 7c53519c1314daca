/**
 * <keyproof-review>: repeats the cards of its page when they are about to be forgotten, and lists missed exercises that are due.
 * In: the cards of the page, what is stored of them, and the index of the course. Out: one card at a time, and four grades.
 */

/** @import { Memory } from './due.js' */
/** @import { Grade } from './schedule.js' */
/** @import { Missed } from './missed.js' */
import { isDue, isSoon, recall } from './due.js';
import { redraw } from './focus.js';
import { missed } from './missed.js';
import { button, make } from './nodes.js';
import { language } from './say.js';
import { sayMode } from './say-modes.js';
import { after, grades, span } from './schedule.js';
import { enter, tellLost } from './series.js';
import { lasting, prefix } from './store.js';

/** @typedef {{ id: string, digest: string, root: HTMLElement }} Card */

/**
 * Begins at once: cards need no script of their own.
 *
 * @param {HTMLElement} element
 */
export function mount(element) {
  const listening = new AbortController();
  const roots = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.keyproof.kp-card')]);
  const cards = roots.map((root) => ({ id: root.dataset['kpId'] ?? '', digest: root.dataset['kpDigest'] ?? '', root }));
  const review = new Review(element, cards.filter(({ digest }) => digest), listening.signal);
  tellLost(element, listening.signal);
  review.rest();
  missed().then((list) => listening.signal.aborted || review.list(list), console.warn);
  return () => {
    listening.abort();
    for (const root of roots) root.hidden = false;
  };
}

class Review {
  #status = make('p', 'kp-unseen');
  #board = make('div', 'kp-board');
  #missed = make('div', 'kp-missed');
  /** @type {{ id: string, before: string }[]} */
  #undo = [];
  /** @type {Missed[]} */
  #listed = [];
  /** Card in view; none between sessions. @type {Card | null} */
  #current = null;

  /**
   * @param {HTMLElement} element
   * @param {Card[]} cards
   * @param {AbortSignal} signal
   */
  constructor(element, cards, signal) {
    this.cards = cards;
    this.#status.role = 'status';
    element.replaceChildren(this.#board, this.#missed, this.#status);
    const mine = `${prefix}review:`;
    const follow = () => this.#current || this.rest();
    window.addEventListener('storage', ({ key }) => (key ?? mine).startsWith(mine) && follow(), { signal });
    // A day may have passed since the page was looked at.
    document.addEventListener('visibilitychange', () => document.hidden || follow(), { signal });
  }

  /** What there is to do, between sessions. */
  rest() {
    this.#current = null;
    this.#hide(false);
    const due = this.#due();
    const fresh = due.filter(({ id }) => !this.#memory(id)).length;
    const counts = { due: due.length - fresh, fresh, missed: this.#listed.filter((one) => one.due).length };
    const start = button('kp-button kp-check', [sayMode('review-start')], () => this.#next());
    const later = Math.min(...this.cards.map(({ id }) => this.#memory(id)?.due ?? Infinity));
    const wait = Number.isFinite(later) ? sayMode('review-later', { time: this.#time(later - Date.now()) }) : '';
    redraw(
      this.#board,
      make('p', 'kp-counts', sayMode('review-counts', counts)),
      due.length ? start : make('p', '', sayMode('review-nothing'), ' ', wait),
      ...this.#undoing(),
    );
  }

  /** @param {Missed[]} list */
  list(list) {
    this.#listed = list;
    if (!this.#current) this.rest();
    const rows = list.filter(({ due }) => due).map(({ title, address }) => {
      const link = make('a', '', title);
      link.href = address;
      return make('li', '', link);
    });
    if (!rows.length) return this.#missed.replaceChildren();
    const heading = make('p', 'kp-head', sayMode('review-missed'));
    redraw(this.#missed, heading, make('p', '', sayMode('review-missed-how')), make('ul', '', ...rows));
  }

  /** @type {(id: string) => Memory | null} */
  #memory(id) {
    return recall(lasting.read(`review:${id}`)).memory;
  }

  /** Cards to look at now, those that wait longest first and new ones last. */
  #due() {
    const now = Date.now();
    const order = (/** @type {Card} */ { id }) => this.#memory(id)?.due ?? Infinity;
    return this.cards.filter(({ id }) => isDue(this.#memory(id), now)).sort((one, other) => order(one) - order(other) || 0);
  }

  /** Goes on with what is due, then with what soon will be, and then rests. */
  #next() {
    const soon = this.cards.filter(({ id }) => isSoon(this.#memory(id), Date.now()));
    const queue = [...this.#due(), ...soon.sort((one, other) => (this.#memory(one.id)?.due ?? 0) - (this.#memory(other.id)?.due ?? 0))];
    // Not the same card twice in a row, unless it is the only one left.
    const card = queue.find((one) => one !== this.#current) ?? queue[0];
    if (card) this.#show(card, new Set(queue).size);
    else this.#stop();
  }

  /** Ends the session; what was graded is kept. */
  #stop() {
    this.rest();
    const done = make('p', 'kp-head', sayMode('review-done'));
    this.#board.prepend(done);
    this.#status.replaceChildren(sayMode('review-done'));
    enter(done);
  }

  /** @type {(card: Card, left: number) => void} */
  #show(card, left) {
    this.#current = card;
    this.#hide(true);
    const { digest, memory } = recall(lasting.read(`review:${card.id}`));
    const front = /** @type {HTMLElement} */ (card.root.cloneNode(true));
    const back = make('div', 'kp-turned', ...[...front.querySelectorAll('.kp-back > :not(summary)')]);
    for (const part of front.querySelectorAll('.kp-help, .kp-proof, .kp-meta, .headerlink')) part.remove();
    front.hidden = false;
    for (const part of [front, ...front.querySelectorAll('[id]')]) part.removeAttribute('id');
    const heading = /** @type {HTMLElement | null} */ (front.querySelector('h1, h2, h3, h4, h5, h6'));
    const flip = button('kp-button kp-check', [sayMode('review-flip')], () => this.#flip(card, front, back, flip));
    const stop = button('kp-button', [sayMode('review-stop')], () => this.#stop());
    const said = sayMode('review-left', { n: left });
    const changed = memory && digest !== card.digest ? [make('p', 'kp-note', sayMode('review-changed'))] : [];
    this.#board.replaceChildren(make('p', 'kp-counts', said), ...changed, front, flip, ...this.#undoing(stop));
    this.#status.replaceChildren(said);
    if (heading) heading.tabIndex = -1;
    heading?.focus({ preventScroll: true });
    this.#board.scrollIntoView({ block: 'nearest' });
  }

  /** During a session the cards of the page would only be in the way. @param {boolean} hidden */
  #hide(hidden) {
    for (const { root } of this.cards) root.hidden = hidden;
  }

  /** @type {(card: Card, front: HTMLElement, back: HTMLElement, flip: HTMLElement) => void} */
  #flip(card, front, back, flip) {
    const next = after(this.#memory(card.id), Date.now());
    const buttons = grades.map((grade) => {
      const wait = make('small', '', this.#time(next[grade].due - Date.now()));
      return button(`kp-button kp-grade kp-${grade}`, [sayMode(`grade-${grade}`), ' ', wait], () => this.#grade(card, grade));
    });
    const row = make('div', 'kp-choices kp-grades', ...buttons);
    row.role = 'group';
    row.ariaLabel = sayMode('review-how');
    front.append(back);
    flip.replaceWith(make('p', 'kp-how', sayMode('review-how')), row);
    back.tabIndex = -1;
    back.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }

  /** @type {(card: Card, grade: Grade) => void} */
  #grade({ id, digest }, grade) {
    const before = lasting.read(`review:${id}`);
    this.#undo.push({ id, before });
    lasting.write(`review:${id}`, JSON.stringify({ ...after(recall(before).memory, Date.now())[grade], digest }));
    this.#next();
  }

  /** @param {HTMLElement[]} others  Buttons beside it. */
  #undoing(...others) {
    if (!this.#undo.length) return others.length ? [make('div', 'kp-choices', ...others)] : [];
    const undo = button('kp-button kp-undo', [sayMode('review-undo')], () => {
      const last = this.#undo.pop();
      const card = this.cards.find(({ id }) => id === last?.id);
      if (!last || !card) return;
      lasting.write(`review:${last.id}`, last.before);
      this.#show(card, this.#due().length);
      this.#status.replaceChildren(sayMode('review-undone'));
    });
    return [make('div', 'kp-choices', undo, ...others)];
  }

  /** @param {number} milliseconds */
  #time(milliseconds) {
    const { value, unit } = span(milliseconds);
    return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', numberingSystem: 'latn' }).format(value);
  }
}
