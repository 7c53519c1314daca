/**
 * What an answer looks like before there is one: pure, no page, no storage.
 * In: a payload. Out: whether it is typed, and the answer of a reader who has done nothing yet.
 */

/** @import { Answer, Payload } from './contract.js' */

/** @type {(payload: Payload) => boolean} */
export const isTyped = ({ input }) => input === 'number' || input === 'shape' || input === 'text';

/**
 * The answer of a reader who has done nothing yet.
 *
 * @param {Payload} payload
 * @returns {Answer}
 */
export function nothing(payload) {
  if (isTyped(payload)) return '';
  return payload.input === 'bank' ? payload.key.map(() => -1) : [];
}
