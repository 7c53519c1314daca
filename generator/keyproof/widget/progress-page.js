/**
 * <keyproof-progress>: the page that shows the progress of the whole course, and what can be done about it.
 * In: the list of the course and what is stored. Out: counts of course, topics, pages and exercises, with buttons.
 * A chunk of its own, loaded on that page alone.
 */

/** @import { Course, Known, Page, Topic } from './contract.js' */
import { address, counted, course } from './course.js';
import { due } from './due.js';
import { redraw } from './focus.js';
import { button, make, mark } from './nodes.js';
import { loadFile, saveFile } from './progress-file.js';
import { counts, say as sayCount, standing, tally } from './progress.js';
import { clear, isKept, ofAll, ofExercises, ofTopic } from './records.js';
import { retry } from './retry.js';
import { speaker } from './say.js';
import { lasting } from './store.js';
import strings from './strings-progress.js';

const say = speaker(strings);

/**
 * Begins, and paints again whenever something changes in another tab.
 *
 * @param {HTMLElement} element
 */
export function mount(element) {
  const listening = new AbortController();
  const { signal } = listening;
  const begin = (/** @type {Course} */ list) => {
    const page = new ProgressPage(element, list);
    page.paint();
    window.addEventListener('storage', ({ key }) => isCounted(key) && page.paint(), { signal });
    window.addEventListener('pageshow', () => page.paint(), { signal });
  };
  // No list, or one that is none.
  course().then(begin).catch(() => element.replaceChildren(make('p', '', say('no-list'))));
  return () => listening.abort();
}

/** Whether what changed under a key may be seen here; without a key, everything was cleared. */
const isCounted = (/** @type {string | null} */ key) => !/^keyproof:1:(challenge|test|set):/.test(key ?? '');

class ProgressPage {
  #told = make('p', 'kp-told');
  #body = make('div', '');
  /** Addresses of the pages whose exercises are listed. */
  #open = new Set();

  /**
   * @param {HTMLElement} element
   * @param {Course} list
   */
  constructor(element, list) {
    this.topics = list.topics.filter((topic) => counted(topic).length);
    this.#told.role = 'status';
    element.replaceChildren(this.#told, this.#body);
  }

  paint() {
    const all = this.topics.flatMap(counted);
    const file = (/** @type {string} */ text) => this.#tell([text]);
    const tools = [
      button('kp-button', [say('file-save')], () => file(saveFile())),
      button('kp-button', [say('file-load')], async () => file(await loadFile())),
    ];
    const whole = make('section', 'kp-whole', ...this.#count(all, ofAll(), say('clear-course'), tools));
    redraw(this.#body, whole, ...this.topics.map((topic) => this.#topic(topic)));
  }

  /** @param {Topic} topic */
  #topic(topic) {
    const title = topic.url ? link(topic.url, topic.title) : say('other-pages');
    const rows = counted(topic).map((page) => this.#page(page));
    const pages = make('ul', 'kp-pages', ...rows);
    const counts = this.#count(counted(topic), ofTopic(topic), say('clear-topic'));
    return make('section', '', make('h2', '', title), ...counts, ...this.#due(topic), pages);
  }

  /** How much of a topic comes back now, with the way to its review. @param {Topic} topic */
  #due(topic) {
    const review = topic.pages.find(({ mode }) => mode === 'review');
    const count = review ? due(topic, lasting.read, Date.now()) : 0;
    return review && count ? [make('p', 'kp-back-again', link(review.url, sayCount('due', { count })))] : [];
  }

  /**
   * How much of some pages is solved, and what to do about it.
   *
   * @param {Page[]} pages
   * @param {string[]} keys  What there is to clear.
   * @param {string} clearing  What the button says that clears them.
   * @param {HTMLElement[]} more  Further buttons.
   */
  #count(pages, keys, clearing, more = []) {
    const exercises = pages.flatMap((page) => page.exercises);
    const found = tally(exercises, lasting.read);
    const { missed } = found;
    const some = counts(found);
    const line = missed.length ? say('missed-too', { solved: some, missed: missed.length }) : some;
    const bar = make('progress', '');
    Object.assign(bar, { max: found.total + found.own, value: found.solved + found.done, ariaLabel: line });
    const buttons = [
      ...(missed.length ? [button('kp-button', [say('retry-missed', { count: missed.length })], () => this.#retry(missed, pages))] : []),
      ...more,
      ...(isKept(keys) ? [button('kp-button', [clearing], () => this.#clear(keys))] : []),
    ];
    return [make('p', 'kp-sum', bar, line), make('div', 'kp-bar', ...buttons)];
  }

  /** @param {Page} page */
  #page({ url, title, exercises }) {
    const head = make('div', '', link(url, title), make('span', 'kp-of', counts(tally(exercises, lasting.read))));
    const details = make('details', '', make('summary', '', say('exercises')), make('ul', '', ...exercises.map((one) => this.#row(one, url))));
    details.open = this.#open.has(url);
    details.addEventListener('toggle', () => (details.open ? this.#open.add(url) : this.#open.delete(url)));
    return make('li', '', head, details);
  }

  /** @type {(exercise: Known, url: string) => HTMLElement} */
  #row(exercise, url) {
    const now = standing(lasting.read(exercise.id), exercise.digest);
    const sign = now === 'solved' || now === 'missed' ? [mark(now === 'solved')] : [];
    const reset = button('kp-button', [say('clear')], () => this.#clear(ofExercises([exercise.id])));
    reset.ariaLabel = say('clear-exercise', { title: exercise.title });
    const words = make('span', 'kp-now', ...sign, say(`now-${now || 'open'}`));
    return make('li', '', link(`${url}#${exercise.id}`, exercise.title), words, ...(now ? [reset] : []));
  }

  /** @param {string[]} keys */
  #clear(keys) {
    this.#offerUndo(clear(keys), say('cleared'), []);
  }

  /** @type {(missed: string[], pages: Page[]) => void} */
  #retry(missed, pages) {
    const where = pages.filter((page) => page.exercises.some(({ id }) => missed.includes(id)));
    const links = where.flatMap(({ url, title }) => [' ', link(url, title)]);
    this.#offerUndo(retry(missed), say('retry-begun'), links);
  }

  /** @type {(undo: () => void, text: string, links: (Node | string)[]) => void} */
  #offerUndo(undo, text, links) {
    const back = button('kp-button', [say('undo')], () => {
      undo();
      this.#tell([say('undone')]);
    });
    this.#tell([text, ...links, ' ', back]);
    back.focus();
  }

  /** @param {(Node | string)[]} content */
  #tell(content) {
    this.paint();
    this.#told.replaceChildren(...content);
  }
}

/** @type {(url: string, text: string) => HTMLElement} */
function link(url, text) {
  const element = make('a', '', text);
  element.href = address(url);
  return element;
}
