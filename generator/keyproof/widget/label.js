/**
 * An answer as the reader knows it: as its kind shows it, or else its chips or what was typed.
 * In: an exercise and an answer. Out: nodes. Part of answering.js: before there is an answer nobody needs it.
 */

/** @import { Answer, Payload, View, Words } from './contract.js' */
import { make, phrase } from './nodes.js';
import { speaker } from './say.js';
import strings from './strings-answering.js';

/**
 * Shows an answer.
 *
 * @param {{ payload: Payload, view: View }} exercise
 * @param {Answer} answer
 * @returns {(Node | string)[]}
 */
export function label({ payload, view }, answer) {
  if (view.label) return view.label(answer);
  if (typeof answer === 'string') return [make('code', '', answer.trim())];
  return phrase(numbered(answer.map((chip) => payload.bank?.[chip] ?? '')));
}

/** Letters on display of what was chosen; most kinds have none. @type {(view: View, answer: Answer) => string[]} */
export const letters = (view, answer) => view.letters?.(answer) ?? [];

/**
 * Names what stands in the blanks: `20`, or [1] `2`, [2] `True`.
 *
 * @param {string[]} codes
 * @returns {Words}
 */
export function numbered(codes) {
  if (codes.length === 1) return ['', ...codes];
  const join = (/** @type {string} */ first, /** @type {string} */ next) => speaker(strings)('list-comma', { first, next });
  // The code goes into the places afterwards: it may hold braces itself.
  const text = codes.map((_, index) => `[${index + 1}] \0`).reduce(join);
  return text.split('\0').flatMap((part, index) => (index < codes.length ? [part, codes[index] ?? ''] : part || []));
}
