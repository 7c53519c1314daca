/**
 * What a challenge gives when everything was right: the badge, to be saved or printed.
 * In: the challenge on its page, how much was right, and when. Out: elements.
 */

import { badge, download } from './badge.js';
import { button, make } from './nodes.js';
import { language } from './say.js';
import { sayMode } from './say-modes.js';

/** @type {(root: HTMLElement, count: number, at: number) => HTMLElement[]} */
export function award(root, count, at) {
  const title = root.dataset['kpTitle'] ?? '';
  const date = new Intl.DateTimeFormat(language, { dateStyle: 'long' }).format(at);
  const score = sayMode('badge-score', { n: count });
  const picture = badge({ title, lines: [score, date], alt: sayMode('badge', { title, score, date }) });
  const save = button('kp-button kp-check', [sayMode('badge-save')], () => download(picture, `${root.dataset['kpId']}.svg`));
  return [make('div', 'kp-award', picture), make('div', 'kp-choices', save, button('kp-button', [sayMode('badge-print')], print))];
}

/** Prints the badge alone. */
function print() {
  const { dataset } = document.documentElement;
  dataset['kpPrint'] = 'badge';
  window.addEventListener('afterprint', () => delete dataset['kpPrint'], { once: true });
  window.print();
}
