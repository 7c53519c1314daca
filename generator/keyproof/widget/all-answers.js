/**
 * The list behind "Show all answers": every answer with what happened to it, in the order on display.
 * In: an exercise that has ended. Out: rows. A chunk of its own: most readers never open the list.
 */

/** @import { Payload, State, View } from './contract.js' */
import { label, letters, say } from './answering.js';
import { make, mark, phrase } from './nodes.js';
import { outcomes } from './outcomes.js';

/**
 * Makes the rows of the list.
 *
 * @param {{ payload: Payload, state: State, order: number[], view: View }} exercise
 */
export function allAnswers({ payload, state, order, view }) {
  const rows = outcomes(payload, state.tries);
  const byOption = payload.outcomes.length === rows.length && order.length === rows.length;
  const sorted = byOption ? order.flatMap((index) => rows[index] ?? []) : rows;
  return sorted.map(({ answer, right, words }) => {
    const marked = letters(view, answer).map((letter) => make('b', '', `${letter}. `));
    const name = make('div', 'kp-name', ...marked, ...label({ payload, view }, answer));
    const said = make('span', 'kp-unseen', say(right ? 'is-right' : 'is-wrong'), ' ');
    return make('li', '', mark(right), make('div', '', said, name, make('p', '', ...phrase(words))));
  });
}
