/**
 * Clearing answers, and taking that back.
 * In: ids of exercises. Out: the storage, and every copy on the page, without their answers.
 */

import { announce } from './events.js';
import { lasting } from './store.js';

/**
 * Forgets what was answered. Returns how to bring it back.
 *
 * @param {string[]} ids
 */
export function clear(ids) {
  const kept = ids.map((id) => /** @type {const} */ ([id, lasting.read(id)]));
  put(ids.map((id) => [id, '']));
  return () => put(kept);
}

/** @param {(readonly [string, string])[]} texts */
function put(texts) {
  for (const [id, text] of texts) {
    lasting.write(id, text);
    announce(document, { id, changed: true });
  }
}
