/**
 * How far the reader has come: pure, no page, no storage.
 * In: exercises by id and digest, and what is stored of each. Out: counts, and who was missed.
 */

/** @import { Known, Tally } from './contract.js' */

/**
 * What a stored text says of an exercise; one that was edited since then counts as untouched.
 *
 * @param {string} text
 * @param {string} digest
 * @returns {'' | 'begun' | 'missed' | 'solved'}
 */
export function standing(text, digest) {
  try {
    const state = JSON.parse(text);
    if (state.digest !== digest) return '';
    if (state.ending) return state.ending === 'solved' ? 'solved' : 'missed';
    return state.tries.length || state.hints ? 'begun' : '';
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
  const found = distinct.map(({ id, digest }) => ({ id, now: standing(read(id), digest) }));
  const all = (/** @type {string} */ now) => found.filter((one) => one.now === now).map(({ id }) => id);
  return { total: found.length, solved: all('solved').length, missed: all('missed'), begun: all('begun').length };
}
