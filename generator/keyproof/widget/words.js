/**
 * Sentences of text and code, as data: no page is needed to build or test them.
 * In: alternating words and the letters on display. Out: alternating words.
 */

/** @import { Words } from './contract.js' */
import { say } from './say.js';

/**
 * Names what stands in the blanks: `20`, or [1] `2`, [2] `True`.
 *
 * @param {string[]} codes
 * @returns {Words}
 */
export function numbered(codes) {
  if (codes.length === 1) return ['', ...codes];
  // The code goes into the places afterwards: it may hold braces itself.
  const text = codes.map((_, index) => `[${index + 1}] \0`).reduce((first, next) => say('list-comma', { first, next }));
  return text.split('\0').flatMap((part, index) => (index < codes.length ? [part, codes[index] ?? ''] : part || []));
}

/**
 * The letter of the option that stands at this place.
 *
 * @param {number} place
 */
export function letter(place) {
  return String.fromCharCode(65 + place);
}
