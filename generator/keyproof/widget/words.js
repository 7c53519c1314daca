/**
 * Sentences of text and code, as data: no page is needed to build or test them.
 * In: alternating words and the letters on display. Out: alternating words.
 */

/** @import { Words } from './contract.js' */

/**
 * Names what stands in the blanks: `20`, or [1] `2`, [2] `True`.
 *
 * @param {string[]} codes
 * @returns {Words}
 */
export function numbered(codes) {
  if (codes.length === 1) return ['', ...codes];
  return codes.flatMap((code, index) => [`${index ? ', ' : ''}[${index + 1}] `, code]);
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
