/**
 * The list of the course that the build has written: which exercises stand where.
 * In: `course.json` beside the folder of this script. Out: the list, fetched once, and addresses on the site.
 */

/** @import { Course, Topic } from './contract.js' */

/** Top of the site: this file is `assets/keyproof/…/NAME.js`. */
const top = new URL('../../../', import.meta.url);

/** @type {Promise<Course> | undefined} */
let fetched;

/** Rejects where there is no list, as on pages that are read from a disk. */
export function course() {
  fetched ??= fetch(new URL('assets/keyproof/course.json', top)).then((answer) => answer.json());
  return fetched;
}

/**
 * Address of a page of the site; the top for anything else that a list may name.
 *
 * @type {(url: string) => string}
 */
export function address(url) {
  const { href } = new URL(url, top);
  return href.startsWith(top.href) ? href : top.href;
}

/**
 * The pages of a topic whose exercises count: a test and a challenge keep results of their own.
 *
 * @param {Topic} topic
 */
export const counted = ({ pages }) =>
  pages.filter(({ mode, exercises }) => exercises.length && mode !== 'test' && mode !== 'challenge');
