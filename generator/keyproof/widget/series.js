/**
 * The exercises of a page that is one series: a test, a challenge.
 * In: the element that conducts them. Out: its questions, with the panels that grade them.
 */

/** @import { Panel } from './panel.js' */
/** @import { KeyproofExercise } from './exercise-element.js' */
import { change } from './events.js';
import { make } from './nodes.js';
import { lasting } from './store.js';

/**
 * @typedef {object} Question
 * @property {string} id
 * @property {string} digest
 * @property {string} level
 * @property {string} objective
 * @property {number} seconds   Of its countdown; 0 for none.
 * @property {string} title
 * @property {HTMLElement} root
 * @property {Panel} panel
 * @property {Panel['keep']} keep  The panel's own.
 */

/**
 * Conducts the series around an element, and goes to the exercise that the address names: what stood above it when
 * the browser did is gone. If anything fails, the page is as it was written.
 *
 * @param {HTMLElement} element
 * @param {(root: HTMLElement, pool: Question[], signal: AbortSignal) => { paint(): void }} begin
 * @returns {() => void} Ends it.
 */
export function conduct(element, begin) {
  /** @type {HTMLElement | null} */
  const root = element.closest('.kp-series');
  const listening = new AbortController();
  const { signal } = listening;
  const start = async (/** @type {HTMLElement} */ root) => {
    const pool = await gather(root);
    if (signal.aborted) return;
    tellLost(element, signal);
    begin(root, pool, signal).paint();
    seek(pool);
    // After the listener that paints, so that it is in view.
    window.addEventListener('hashchange', () => seek(pool), { signal });
  };
  if (root) {
    start(root).catch((error) => {
      console.warn(error);
      listening.abort();
      delete root.dataset['kpState'];
      for (const part of exercises(root)) part.hidden = false;
      // Not empty: the style sheet stops waiting.
      element.replaceChildren(' ');
    });
  }
  return () => listening.abort();
}

/**
 * Says so when the browser keeps nothing, as soon as there is something to keep.
 *
 * @param {HTMLElement} element
 * @param {AbortSignal} signal
 */
export function tellLost(element, signal) {
  const tell = async () => {
    if (!lasting.unsaved.size) return;
    const { notKept } = await import('./page-menu.js');
    if (element.parentElement?.querySelector('.kp-lost')) return;
    const lost = make('p', 'kp-lost', notKept);
    lost.role = 'alert';
    element.after(lost);
  };
  // A press is handled by its button first, and what it changes is written at once.
  for (const type of ['click', change]) element.closest('.keyproof-set')?.addEventListener(type, () => tell().catch(console.warn), { signal });
}

/** @type {(pool: Question[]) => void} */
const seek = (pool) => pool.find((one) => isNamed(one) && !one.root.hidden)?.root.scrollIntoView();

/**
 * Collects what can be asked. An exercise with findings, or one that could not start, stays out.
 *
 * @param {HTMLElement} root
 * @returns {Promise<Question[]>}
 */
async function gather(root) {
  const roots = exercises(root);
  // After an instant navigation the style sheet may come later than this.
  for (const part of roots) part.hidden = true;
  const questions = await Promise.all(roots.map(question));
  return questions.flatMap((one) => one ?? []);
}

/** @type {(root: HTMLElement) => HTMLElement[]} */
const exercises = (root) => [...root.querySelectorAll(':scope > .keyproof')].filter((part) => part instanceof HTMLElement);

/** @type {(root: HTMLElement) => Promise<Question | null>} */
async function question(root) {
  /** @type {KeyproofExercise | null} */
  const exercise = root.querySelector('keyproof-exercise');
  const panel = await exercise?.panel();
  if (!panel) return null;
  const { kpLevel: level = '', kpObjective: objective = '', kpCountdown = '' } = root.dataset;
  const { id, digest } = panel.payload;
  // Without the permalink that a theme puts into a heading.
  const title = root.querySelector('h1, h2, h3, h4, h5, h6')?.firstChild?.textContent ?? id;
  return { id, digest, level, objective, seconds: Number(kpCountdown), title, root, panel, keep: panel.keep };
}

/**
 * Shows some of the exercises and no others.
 *
 * @param {HTMLElement} root
 * @param {Question[]} shown
 */
export function show(root, shown) {
  for (const part of exercises(root)) {
    // An author who previews the page has to see what is wrong with it.
    part.hidden = !shown.some((question) => question.root === part) && !part.matches('.kp-unproven');
    part.classList.toggle('kp-shown', !part.hidden);
  }
  const ids = shown.map(({ id }) => id);
  // Before the start the whole pool is printed, and afterwards what was asked.
  for (const part of solutions()) part.hidden = root.dataset['kpState'] === 'done' && !ids.includes(part.dataset['kpKey'] ?? '');
}

/** Those that are printed at the end of the page. @type {() => NodeListOf<HTMLElement>} */
const solutions = () => document.querySelectorAll('[data-kp-key]');

/**
 * Moves the focus to where reading goes on, and brings that into view below what sticks to the top of the window.
 *
 * @param {HTMLElement | null | undefined} target
 * @param {HTMLElement | null | undefined} top  What has to be seen too, above it.
 */
export function enter(target, top = target) {
  if (!target) return;
  target.tabIndex = -1;
  target.focus({ preventScroll: true });
  const { style } = document.documentElement;
  const header = stuck('.md-header');
  style.setProperty('--kp-header', `${header}px`);
  // Known only now: what sticks below the header depends on it.
  style.setProperty('--kp-clear', `${header + stuck('.kp-series > .kp-stage')}px`);
  top?.scrollIntoView({ block: 'start' });
}

/** Height of what sticks to the top of the window. @param {string} selector */
function stuck(selector) {
  const part = document.querySelector(selector);
  return part && /sticky|fixed/.test(getComputedStyle(part).position) ? part.getBoundingClientRect().height : 0;
}

/**
 * Whether the address of the page names an exercise: not decoded, since anything may stand in an address.
 *
 * @param {{ id: string }} question
 */
export const isNamed = ({ id }) => location.hash === `#${id}` || location.hash === `#${encodeURIComponent(id)}`;

/** @type {(question: Question | undefined) => HTMLElement | null | undefined} */
export const heading = (question) => question?.root.querySelector('h1, h2, h3, h4, h5, h6');

/**
 * Makes these the children of an element; what is there already stays, with the focus in it.
 *
 * @param {HTMLElement} parent
 * @param {...HTMLElement} children
 */
export function hold(parent, ...children) {
  [...parent.children].forEach((child, place) => child === children[place] || child.remove());
  children.forEach((child) => child.parentElement === parent || parent.append(child));
}
