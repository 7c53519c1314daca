/**
 * How far the reader has come: pure, no page, no storage.
 * In: exercises by id and digest, and what is stored of each. Out: counts, and who was missed.
 */

/** @import { Known, Tally } from './contract.js' */
import { speaker } from './say.js';
import strings from './strings-counting.js';

export const say = speaker(strings);

/**
 * What a stored text says of an exercise; one that was edited since then counts as untouched.
 *
 * @param {string} text
 * @param {string} digest
 * @returns {'' | 'begun' | 'missed' | 'solved' | 'done'}
 */
export function standing(text, digest) {
  try {
    const state = JSON.parse(text);
    if (state.digest !== digest) return '';
    if (state.ending === 'done') return 'done';
    if (state.ending) return state.ending === 'solved' ? 'solved' : 'missed';
    return state.tries.length || state.hints || state.ticks?.length || (state.ticks && state.draft !== null) ? 'begun' : '';
  } catch {
    return '';
  }
}

/**
 * Counts exercises, each id once.
 *
 * @param {Known[]} exercises
 * @param {(id: string) => string} read
 * @returns {Tally}
 */
export function tally(exercises, read) {
  const distinct = [...new Map(exercises.map((one) => [one.id, one])).values()];
  const found = distinct.map(({ id, digest, kind }) => ({ id, own: isOwn(kind), now: standing(read(id), digest) }));
  const all = (/** @type {string} */ now) => found.filter((one) => one.now === now).map(({ id }) => id);
  const own = found.filter((one) => one.own).length;
  return {
    total: found.length - own,
    solved: all('solved').length,
    done: all('done').length,
    own,
    missed: all('missed'),
    begun: all('begun').length,
  };
}

/** Whether only its reader can judge an exercise of a kind: `write`, `experiment`, `explain`. */
const isOwn = (/** @type {string} */ kind) => /^(write|ex)/.test(kind);

/**
 * Counts in words: what is proven to be solved, and apart from it what readers call done.
 *
 * @param {Tally} counts
 */
export function counts({ total, solved, done, own }) {
  const graded = say('solved-of', { solved, total });
  if (!own) return graded;
  return total ? say('done-too', { solved: graded, done, total: own }) : say('done-of', { done, total: own });
}
