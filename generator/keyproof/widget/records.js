/**
 * Clearing what is stored, and taking that back. What "this topic" means is said here alone.
 * In: keys, as the functions below give them. Out: the storage, and every copy on the page, without them.
 */

/** @import { Topic } from './contract.js' */
import { announce } from './events.js';
import { lasting, prefix } from './store.js';

/** Of exercises: what was answered, and when they come back. @type {(ids: string[]) => string[]} */
export const ofExercises = (ids) => ids.flatMap((id) => [id, `review:${id}`]);

/** Of a topic: its exercises, those that no count has as well, its cards, its test and challenge. @type {(topic: Topic) => string[]} */
export const ofTopic = ({ slug, pages }) => [
  ...ofExercises(pages.flatMap(({ exercises }) => exercises.map(({ id }) => id))),
  ...pages.flatMap(({ cards = [] }) => cards.map((id) => `review:${id}`)),
  `test:${slug}`,
  `challenge:${slug}`,
];

/** Everything that is kept, what no storage would take included. */
export function ofAll() {
  /** @type {string[]} */
  let names = [];
  try {
    names = Object.keys(globalThis.localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    // The browser stores nothing.
  }
  const keys = new Set([...names.map((name) => name.slice(prefix.length)), ...lasting.unsaved.keys()]);
  return [...keys].filter((key) => lasting.read(key));
}

/** Whether there is anything to clear. @type {(keys: string[]) => boolean} */
export const isKept = (keys) => keys.some((key) => lasting.read(key));

/**
 * Forgets what is stored under some keys. Returns how to bring it back.
 *
 * @param {string[]} keys
 */
export function clear(keys) {
  const kept = keys.map((key) => /** @type {const} */ ([key, lasting.read(key)])).filter(([, text]) => text);
  put(kept.map(([key]) => [key, '']));
  return () => put(kept);
}

/** @param {(readonly [string, string])[]} texts */
function put(texts) {
  for (const [key, text] of texts) lasting.write(key, text);
  for (const [key] of texts) {
    // A test, a challenge and a review listen to other tabs, and follow this one in the same way.
    if (key.includes(':')) window.dispatchEvent(new StorageEvent('storage', { key: prefix + key }));
    else announce(document, { id: key, changed: true });
  }
}
