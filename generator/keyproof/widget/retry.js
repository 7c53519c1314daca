/**
 * Retry of what was missed: these exercises begin anew, and are all that pages show until the reader wants the rest.
 * In: ids of exercises. Out: the others hidden, on every page that has some of these, as long as the tab lives.
 */

import { button, make } from './nodes.js';
import { clear } from './records.js';
import css from './retry.css';
import { speaker } from './say.js';
import { dress } from './sheet.js';
import { visit } from './store.js';
import strings from './strings-progress.js';

const say = speaker(strings);

dress(css);

const key = 'retry';

/** Whether only some exercises are shown. */
export const isRetrying = () => visit.read(key) !== '';

/**
 * Begins a retry. Returns how to take it back.
 *
 * @param {string[]} ids
 */
export function retry(ids) {
  const undo = clear(ids);
  visit.write(key, ids.join(' '));
  showRetried();
  for (const numbers of document.querySelectorAll('.kp-numbers')) {
    /** @type {HTMLElement | null} */ (numbers.querySelector(':not([hidden])'))?.click();
  }
  return () => {
    undo();
    endRetry();
  };
}

/** Shows every exercise again. */
export function endRetry() {
  visit.write(key, '');
  showRetried();
}

/** Shows what is retried and hides the others; a page without any of these stays whole. */
export function showRetried() {
  const ids = visit.read(key).split(' ');
  const roots = /** @type {HTMLElement[]} */ ([...document.querySelectorAll('.keyproof[data-kp-id]')]);
  const whole = !roots.some((root) => ids.includes(root.dataset['kpId'] ?? ''));
  for (const root of roots) {
    const rests = !whole && !ids.includes(root.dataset['kpId'] ?? '');
    root.toggleAttribute('data-kp-rests', rests);
    // A set shows and hides its own.
    if (!root.parentElement?.matches('.keyproof-set')) show(root, !rests);
  }
  for (const set of document.querySelectorAll('.keyproof-set')) showPages(/** @type {HTMLElement} */ (set));
  // What rests is not printed, unless it stands in a set.
  for (const part of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[data-kp-key]'))) {
    part.hidden = !!document.querySelector(`:not(.keyproof-set) > [data-kp-rests][data-kp-id="${part.dataset['kpKey']}"]`);
  }
  tell(isRetrying() && !whole);
}

/** Says above the page that it is not whole, and how to leave that. @param {boolean} partly */
function tell(partly) {
  for (const note of document.querySelectorAll('.kp-retrying')) note.remove();
  if (!partly) return;
  const end = button('kp-button', [say('retry-end')], () => {
    endRetry();
    // The button has gone; the line above it stays.
    /** @type {HTMLElement | null} */ (document.querySelector('keyproof-page summary'))?.focus();
  });
  const note = make('div', 'kp-retrying', make('p', '', say('retry-on')), end);
  document.querySelector('keyproof-page')?.append(note);
}

/** @param {HTMLElement} set */
function showPages(set) {
  const pages = [...set.querySelectorAll(':scope > .keyproof')];
  const numbers = /** @type {HTMLElement[]} */ ([...set.querySelectorAll('.kp-number')]);
  const kept = pages.flatMap((page, index) => (page.hasAttribute('data-kp-rests') ? [] : [index]));
  numbers.forEach((number, index) => (number.hidden = !kept.includes(index)));
  show(set, kept.length > 0);
  const current = numbers.findIndex((number) => number.ariaCurrent);
  // Chosen anew even if it stays: how many there are has changed.
  numbers[kept.includes(current) ? current : (kept[0] ?? 0)]?.click();
}

/** @type {(element: HTMLElement, shown: boolean) => void} */
function show(element, shown) {
  if (shown) element.removeAttribute('hidden');
  else element.setAttribute('hidden', 'until-found');
}
