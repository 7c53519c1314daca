/**
 * What an order of pieces is worth: pure, no page, no storage.
 * In: a payload and the reader's orders, as `2,0,1`. Out: right or not, and what the build recorded.
 */

/** @import { Payload, Rules } from './contract.js' */

/** Wrong orders that are shown at the end, besides those that were tried. */
const most = 30;

/**
 * The rules for a payload. Throws if it does not fit the number of pieces on the page.
 *
 * @param {Payload} payload
 * @param {number} count
 * @returns {Rules}
 */
export function rules(payload, count) {
  const { orders = [], outcomes, right = [], texts } = payload;
  if (payload.key.length !== count || orders.length !== outcomes.length || right.some((place) => orders[place]?.length !== count)) {
    throw new TypeError('keyproof: the pieces do not fit the payload');
  }
  /** The record that decides an order: the one with whose pieces it begins. @type {(answer: string) => number} */
  const decide = (answer) => orders.findIndex((order) => `${answer},`.startsWith(`${order.join()},`));
  /** @type {(place: number) => string[]} */
  const told = (place) => texts[outcomes[place] ?? -1] ?? [];
  return {
    obstacle: (answer) => (read(answer, count) ? '' : 'empty'),
    isRight: (answer) => right.includes(decide(answer)),
    comments: (answer) => [told(decide(answer))],
    rows(tries) {
      const tried = new Set(tries.map(decide));
      const others = orders.map((_, place) => place).filter((place) => !right.includes(place) && !tried.has(place));
      const places = [...right, ...[...tried].filter((place) => !right.includes(place)), ...others.slice(0, most)];
      return places.map((place) => ({ answer: orders[place]?.join() ?? '', right: right.includes(place), words: told(place) }));
    },
  };
}

/**
 * The pieces in the reader's order; nothing if it is none.
 *
 * @param {string} answer
 * @param {number} count
 */
export function read(answer, count) {
  const order = answer.split(',').map(Number);
  return order.length === count && order.every((piece, place) => order.indexOf(piece) === place && piece in [...Array(count).keys()]) ? order : null;
}
