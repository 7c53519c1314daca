/**
 * Marks beside links to pages: how much of their exercises is solved, and how much is due for review.
 * In: the list of the course and what is stored. Out: a small clock face beside each link that was begun, or a number.
 * A chunk of its own: readers who have answered nothing yet have nothing to mark.
 */

/** @import { Tally, Topic } from './contract.js' */
import { address, counted, course } from './course.js';
import css from './nav-marks.css';
import { make } from './nodes.js';
import { counts, say, tally } from './progress.js';
import { dress } from './sheet.js';
import { lasting } from './store.js';

dress(css);

/** Paints every mark anew. */
export async function markLinks() {
  const { topics } = await course();
  const reviews = new Map(topics.flatMap((topic) => topic.pages.flatMap(({ mode, url }) => (mode === 'review' ? [/** @type {const} */ ([address(url), topic])] : []))));
  const due = topics.some(isBegun) ? (await import('./due.js')).due : null;
  const pages = new Map(topics.flatMap(counted).map((page) => [address(page.url), page.exercises]));
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll('nav a[href]');
  for (const link of links) {
    link.querySelector('.kp-dial, .kp-due')?.remove();
    const href = link.href.replace(/index\.html$/, '');
    const topic = reviews.get(href);
    const count = (topic && due?.(topic, lasting.read, Date.now())) || 0;
    const found = tally(pages.get(href) ?? [], lasting.read);
    if (count) link.append(badge(count));
    else if (found.solved + found.done + found.missed.length + found.begun) link.append(dial(found));
  }
}

/** Whether anything of a topic can come back. @type {(topic: Topic) => boolean} */
const isBegun = ({ pages }) =>
  pages.some(({ cards = [], exercises }) => cards.some((id) => lasting.read(`review:${id}`)) || tally(exercises, lasting.read).missed.length > 0);

/** @type {(found: Tally) => HTMLElement} */
function dial(found) {
  const face = make('span', 'kp-dial');
  face.role = 'img';
  face.ariaLabel = face.title = counts(found);
  face.style.setProperty('--kp-part', String((found.solved + found.done) / (found.total + found.own)));
  return face;
}

/** @type {(count: number) => HTMLElement} */
function badge(count) {
  const badge = make('span', 'kp-due', String(count));
  badge.role = 'img';
  badge.ariaLabel = badge.title = say('due', { count });
  return badge;
}
