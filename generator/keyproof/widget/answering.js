/**
 * What an exercise says to an answer: the verdict, what was tried, the final answer, or why it can't be checked.
 * In: an exercise with its state. Out: text and nodes. A chunk of its own: it comes while the reader begins to
 * answer, or at once where answers are stored, and a page that is only read does without.
 */

/** @import { Answer, Ending, Payload, State, View } from './contract.js' */
import css from './answering.css';
import { aim, comments, isPartial, isRight, obstacle, same } from './grade.js';
import { isTyped } from './inputs.js';
import { label, letters } from './label.js';
import { lettered } from './lettered.js';
import { make, mark, phrase } from './nodes.js';
import { say as sayAnywhere, speaker } from './say.js';
import { dress } from './sheet.js';
import strings from './strings-answering.js';

export { ending } from './grade.js';
export { label, letters } from './label.js';

/** @typedef {{ payload: Payload, state: State, order: number[], view: View, ending: Ending }} Exercise */

export const say = speaker(strings);

dress(css);

/**
 * Why an answer is not checked, since that would only waste an attempt; empty if it is.
 *
 * @param {Exercise} exercise
 * @param {Answer} answer
 */
export function refusal({ payload, state }, answer) {
  const what = obstacle(payload, answer);
  const form = isTyped(payload) ? 'typed' : payload.input === 'late' ? payload.kind : payload.input;
  if (what) return say(/** @type {'first-number'} */ (`first-${what === 'empty' ? form : what}`));
  return state.tries.some((tried) => same(payload, tried, answer)) ? say('repeated') : '';
}

/**
 * Verdict on the last answer, with what the build recorded for it.
 *
 * @param {Exercise} exercise
 */
export function judge({ payload, state, order, view, ending }) {
  const last = state.tries.at(-1);
  const shown = ending === 'shown' ? [make('p', 'kp-head', say('shown'))] : [];
  if (last === undefined) return shown;
  const count = state.tries.length;
  const solved = count === 1 ? say('solved-first') : say('solved', { n: count });
  const head = ending === 'solved' ? solved : say(ending === 'out' ? 'out' : 'wrong');
  const left = ending ? '' : `. ${sayAnywhere('attempts-left', { n: payload.attempts - count })}.`;
  const spoken = make('span', 'kp-unseen', left);
  const lines = ending === 'shown' ? shown : [make('p', 'kp-head', mark(ending === 'solved'), head, spoken)];
  const many = payload.input === 'many' && typeof last !== 'string';
  for (const answer of many ? order.filter((index) => last.includes(index)).map((index) => [index]) : [last]) {
    const marked = many ? make('b', '', `${letters(view, answer)}. `) : '';
    for (const words of comments(payload, answer)) lines.push(make('p', '', marked, ...phrase(words)));
  }
  const off = aim(payload, last);
  if (off) lines.push(make('p', '', say(`too-${off}`)));
  if (isPartial(payload, last)) lines.push(make('p', '', say('partial')));
  return lines;
}

/**
 * Wrong answers so far. Options carry their own marks; any other wrong answer is listed.
 *
 * @param {Exercise} exercise
 */
export function listTried({ payload, state, view }) {
  const listed = isTyped(payload) || payload.rules || Number(payload.blanks) > 1;
  const wrong = listed ? state.tries.filter((answer) => !isRight(payload, answer)) : [];
  const labels = wrong.map((answer) => make('span', 'kp-try', ...label({ payload, view }, answer)));
  return wrong.length ? [say('tried-so-far'), ...labels.flatMap((label) => [' ', label])] : [];
}

/**
 * The final answer, with the letters that this visit gave its options.
 *
 * @param {Exercise} exercise
 */
export function finalAnswer({ payload, view }) {
  return [make('strong', '', say('final-answer')), ' ', ...phrase(lettered(letters(view, payload.key), payload.final))];
}
