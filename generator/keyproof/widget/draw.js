/**
 * Which questions of a pool a test asks: every objective first, then levels as even as the pool allows.
 * In: the pool, how often each question was drawn before, a seed. Out: questions, from easy to hard. Pure.
 */

import { order } from './shuffle.js';

/** @typedef {{ id: string, level: string, objective: string }} Question */

const levels = ['easy', 'medium', 'hard', ''];

/**
 * Draws questions; those that were drawn least often come first.
 *
 * @template {Question} Q
 * @param {Q[]} pool
 * @param {number} count
 * @param {Record<string, number>} times  How often each was drawn, by id.
 * @param {string} seed
 * @returns {Q[]}
 */
export function draw(pool, count, times, seed) {
  const places = order(pool.length, seed);
  const shuffled = places.flatMap((index) => pool[index] ?? []);
  /** @type {Q[]} */
  const drawn = [];
  const left = () => shuffled.filter((question) => !drawn.includes(question));
  const asked = (/** @type {keyof Question} */ by, /** @type {string} */ value) =>
    drawn.filter((question) => question[by] === value).length;
  /** @type {(question: Question) => number[]} */
  const worth = ({ id, level, objective }) => [times[id] ?? 0, asked('objective', objective), asked('level', level)];
  for (const objective of objectives(shuffled, times)) {
    const best = least(left().filter((question) => question.objective === objective), worth);
    if (best && drawn.length < count) drawn.push(best);
  }
  while (drawn.length < Math.min(count, pool.length)) {
    // Questions without a level are used when those with one are used up.
    const rest = left().filter(({ level }, _, all) => level || all.every((other) => !other.level));
    const fewest = Math.min(...rest.map(({ level }) => asked('level', level)));
    const best = least(rest.filter(({ level }) => asked('level', level) === fewest), worth);
    if (!best) break;
    drawn.push(best);
  }
  return levels.flatMap((level) => drawn.filter((question) => question.level === level));
}

/** Objectives of the pool: first what was asked least, then what has the fewest questions. */
const objectives = (/** @type {Question[]} */ pool, /** @type {Record<string, number>} */ times) => {
  const names = [...new Set(pool.map(({ objective }) => objective))].filter(Boolean);
  const own = (/** @type {string} */ name) => pool.filter(({ objective }) => objective === name);
  const worth = (/** @type {string} */ name) => [Math.min(...own(name).map(({ id }) => times[id] ?? 0)), own(name).length];
  return names.sort((one, other) => compare(worth(one), worth(other)));
};

/**
 * The one that is worth least, and of several the first.
 *
 * @template T
 * @param {T[]} list
 * @param {(one: T) => number[]} worth
 */
const least = (list, worth) => [...list].sort((one, other) => compare(worth(one), worth(other)))[0];

/** @type {(one: number[], other: number[]) => number} */
const compare = (one, other) => one.map((value, index) => value - (other[index] ?? 0)).find(Boolean) ?? 0;
