/**
 * Sentences of text and code, as data: no page is needed to build or test them.
 * In: alternating words and the letters on display. Out: alternating words.
 */

/** @import { Words } from './payload.js' */

/**
 * Joins codes into one run of words: `2`, `True`.
 *
 * @param {string[]} codes
 * @returns {Words}
 */
export function codes(codes) {
  return codes.flatMap((code, index) => [index ? ', ' : '', code]);
}

/**
 * Puts the letters that the reader sees before the final answer: "B. `20`", "A and C. …".
 *
 * @param {string[]} letters
 * @param {Words} final
 * @returns {Words}
 */
export function lettered(letters, final) {
  const list = [letters.slice(0, -1).join(', '), ...letters.slice(-1)].filter(Boolean).join(' and ');
  return list ? [`${list}. ${final[0] ?? ''}`, ...final.slice(1)] : final;
}

/**
 * The letter of the option that stands at this place.
 *
 * @param {number} place
 */
export function letter(place) {
  return String.fromCharCode(65 + place);
}

/**
 * Words as one plain text, for labels that can't hold code.
 *
 * @param {Words} words
 */
export function spoken(words) {
  return words.join('').trim();
}
