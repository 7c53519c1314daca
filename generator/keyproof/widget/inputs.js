/**
 * What an answer looks like before there is one: pure, no page, no storage.
 * In: a payload. Out: whether it is typed, and the answer of a reader who has done nothing yet.
 */

/** @import { Answer, Payload } from './contract.js' */

/** @type {(payload: Payload) => boolean} */
export const isTyped = ({ input }) => /number|shape|text/.test(input);

/**
 * The answer of a reader who has done nothing yet.
 *
 * @param {Payload} payload
 * @returns {Answer}
 */
export function nothing(payload) {
  const { input, key } = payload;
  return input === 'bank' ? key.map(() => -1) : /one|many/.test(input) ? [] : '';
}
