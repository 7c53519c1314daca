/**
 * What a reader can do about the progress of a page: retry the missed, clear the page or its topic.
 * In: the ids of the page. Out: buttons. A chunk of its own, loaded when the line of the page is opened.
 */

import { address, course } from './course.js';
import { button, make } from './nodes.js';
import css from './page-menu.css';
import { tally } from './progress.js';
import { clear, ofExercises, ofTopic } from './records.js';
import { endRetry, isRetrying, retry } from './retry.js';
import { speaker } from './say.js';
import { dress } from './sheet.js';
import { lasting } from './store.js';
import strings from './strings-progress.js';

const say = speaker(strings);

dress(css);

/** What a reader is told whose browser keeps nothing. */
export const notKept = say('not-kept');

/**
 * Makes the buttons anew.
 *
 * @param {HTMLElement} menu
 * @param {string[]} ids
 */
export async function fillMenu(menu, ids) {
  // What was just done can be undone until the menu is opened again.
  if (menu.querySelector('.kp-undo')) return;
  const { topics, progress } = await course().catch(() => ({ topics: [], progress: '' }));
  const known = topics.flatMap((topic) => topic.pages.flatMap((page) => page.exercises));
  const here = known.filter(({ id }) => ids.includes(id));
  const topic = topics.find(({ slug, pages }) => slug && pages.some(({ exercises }) => exercises.some(({ id }) => id === ids[0])));
  const own = ofExercises(ids);
  const all = topic ? ofTopic(topic) : [];
  const { missed } = tally(here, lasting.read);
  const act = (/** @type {() => () => void} */ action) => offerUndo(menu, action, () => fillMenu(menu, ids));
  menu.replaceChildren(
    ...(isRetrying() ? [button('kp-button', [say('retry-end')], () => (endRetry(), fillMenu(menu, ids)))] : []),
    ...(missed.length ? [button('kp-button', [say('retry-missed', { count: missed.length })], () => act(() => retry(missed)))] : []),
    button('kp-button', [say('clear-page')], () => act(() => clear(own))),
    ...(all.some((key) => !own.includes(key)) ? [button('kp-button', [say('clear-topic')], () => act(() => clear(all)))] : []),
    ...(document.querySelector('.kp-key') ? [printing('print-all', ''), printing('print-bare', 'bare')] : []),
    ...(progress ? [link(address(progress))] : []),
  );
}

/** @type {(name: 'print-all' | 'print-bare', how: string) => HTMLElement} */
const printing = (name, how) =>
  button('kp-button', [say(name)], () => {
    const { dataset } = document.documentElement;
    dataset['kpPrint'] = how;
    window.addEventListener('afterprint', () => delete dataset['kpPrint'], { once: true });
    window.print();
  });

/** @type {(menu: HTMLElement, action: () => () => void, then: () => void) => void} */
function offerUndo(menu, action, then) {
  let undo = () => {};
  const back = button('kp-button kp-undo', [say('undo')], () => {
    menu.replaceChildren();
    undo();
    then();
    // The buttons come anew, perhaps more than once; the line above them stays, and says what is back.
    menu.parentElement?.querySelector('summary')?.focus();
  });
  const status = make('span', '');
  status.role = 'status';
  menu.replaceChildren(status, back);
  // Only what changes in a status is read out.
  status.append(say('cleared'));
  undo = action();
  back.focus();
}

/** @param {string} href */
function link(href) {
  const element = make('a', '', say('whole-course'));
  element.href = href;
  return element;
}
