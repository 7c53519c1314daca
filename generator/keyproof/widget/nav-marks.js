/**
 * Marks beside links to pages with exercises: how much of each is solved.
 * In: the list of the course and what is stored. Out: a small clock face beside each link that was begun.
 * A chunk of its own: readers who have answered nothing yet have nothing to mark.
 */

import { address, counted, course } from './course.js';
import css from './nav-marks.css';
import { make } from './nodes.js';
import { tally } from './progress.js';
import { say } from './say.js';
import { dress } from './sheet.js';
import { lasting } from './store.js';

dress(css);

/** Paints every mark anew. */
export async function markLinks() {
  const { topics } = await course();
  const pages = new Map(topics.flatMap(counted).map((page) => [address(page.url), page.exercises]));
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll('nav a[href]');
  for (const link of links) {
    link.querySelector('.kp-dial')?.remove();
    const { solved, missed, begun, total } = tally(pages.get(link.href.replace(/index\.html$/, '')) ?? [], lasting.read);
    if (solved + missed.length + begun) link.append(dial(solved, total));
  }
}

/** @type {(solved: number, total: number) => HTMLElement} */
function dial(solved, total) {
  const face = make('span', 'kp-dial');
  face.role = 'img';
  face.ariaLabel = face.title = say('solved-of', { solved, total });
  face.style.setProperty('--kp-part', String(solved / total));
  return face;
}
