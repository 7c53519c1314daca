/**
 * Brings what an older version has stored up to the present format, one version after the other.
 * In: the storage. Out: the same storage. What a step doesn't understand it leaves as it is.
 * A chunk of its own: loaded once, by readers who come back after the format has changed.
 */

import { prefix, schema, version } from './store.js';

/** From each version to the next. */
const steps = [
  // Versions count from 1.
  () => {},
  addEndings,
];

/**
 * Takes every step that is still to be taken. A storage that a newer page has written is left alone.
 *
 * @param {Storage} storage
 */
export function migrate(storage) {
  for (let from = Number(storage.getItem(schema)) || 1; from < version; from += 1) {
    steps[from]?.(storage);
    storage.setItem(schema, String(from + 1));
  }
}

/**
 * Version 2 says in each state how it ended and when it was changed. Which answers were right only the
 * exercise knows: it adds that when it is seen next.
 *
 * @param {Storage} storage
 */
function addEndings(storage) {
  for (const key of Object.keys(storage).filter((name) => name.startsWith(prefix))) {
    const state = parse(storage.getItem(key));
    if (!Array.isArray(state?.tries)) continue;
    storage.setItem(key, JSON.stringify({ ending: state.shown === true ? 'shown' : '', at: 0, ...state }));
  }
}

/** @type {(text: string | null) => any} */
function parse(text) {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return null;
  }
}
