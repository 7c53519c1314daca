/**
 * The final answer with its letters, as data.
 * In: alternating words and the letters on display. Out: alternating words.
 */

/** @import { Words } from './contract.js' */
import { speaker } from './say.js';
import strings from './strings-answering.js';

const say = speaker(strings);

/**
 * Puts the letters that the reader sees before the final answer: "B. `20`", "A and C. …".
 *
 * @param {string[]} letters
 * @param {Words} final
 * @returns {Words}
 */
export function lettered(letters, final) {
  if (!letters.length) return final;
  const last = letters.at(-1) ?? '';
  const others = letters.slice(0, -1);
  const first = others.length ? others.reduce((one, next) => say('list-comma', { first: one, next })) : '';
  const list = first ? say('list-and', { first, last }) : last;
  return [`${list}. ${final[0] ?? ''}`, ...final.slice(1)];
}
