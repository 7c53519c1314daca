/**
 * Marks beside links to pages with exercises: how much of each is solved.
 * In: the list of the course and what is stored. Out: a small clock face beside each link that was begun.
 * A chunk of its own: readers who have answered nothing yet have nothing to mark.
 */

/** @import { Tally } from './contract.js' */
import { address, counted, course } from './course.js';
import css from './nav-marks.css';
import { make } from './nodes.js';
import { counts, tally } from './progress.js';
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
    const found = tally(pages.get(link.href.replace(/index\.html$/, '')) ?? [], lasting.read);
    if (found.solved + found.done + found.missed.length + found.begun) link.append(dial(found));
  }
}

/** @type {(found: Tally) => HTMLElement} */
function dial(found) {
  const face = make('span', 'kp-dial');
  face.role = 'img';
  face.ariaLabel = face.title = counts(found);
  face.style.setProperty('--kp-part', String((found.solved + found.done) / (found.total + found.own)));
  return face;
}
