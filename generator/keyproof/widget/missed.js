/**
 * Exercises of the course that were missed: they come back like cards, graded by how they were answered since.
 * In: the index of the course, and what is stored of its exercises. Out: those that are due, with where they stand.
 */

/** @import { Grade } from './schedule.js' */
import { address, course } from './course.js';
import { isDue, isSoon, recall } from './due.js';
import { after } from './schedule.js';
import { lasting } from './store.js';

/** @typedef {{ id: string, title: string, address: string, due: boolean }} Missed */

/**
 * Lists what was ever missed and not forgotten by the course.
 *
 * @returns {Promise<Missed[]>}
 */
export async function missed() {
  const { topics = [] } = await course();
  const listed = [];
  const now = Date.now();
  for (const page of topics.flatMap((/** @type {any} */ topic) => topic.pages ?? [])) {
    for (const { id, title, kind } of page.exercises ?? []) {
      const memory = kind === 'card' ? null : account(id, lasting.read(id));
      if (memory) listed.push({ id, title, address: address(`${page.url}#${id}`), due: isDue(memory, now) || isSoon(memory, now) });
    }
  }
  return listed;
}

/**
 * Counts how an exercise ended, once; gives what is remembered of it, or nothing if it was never missed.
 *
 * @param {string} id
 * @param {string} text  What is stored of the exercise.
 */
export function account(id, text) {
  const key = `review:${id}`;
  const { memory, seen } = recall(lasting.read(key));
  const { ending, at, tries } = parse(text);
  const grade = graded(ending, Array.isArray(tries) ? tries.length : 0);
  const isNew = Number.isFinite(at) && at > 0 && at !== seen;
  // Solved without ever having been missed: nothing to come back to.
  if (!grade || !isNew || (!memory && grade !== 'again')) return memory;
  const next = after(memory, at)[grade];
  lasting.write(key, JSON.stringify({ ...next, digest: '', seen: at }));
  return next;
}

/** @type {(ending: unknown, tries: number) => Grade | ''} */
const graded = (ending, tries) => {
  if (ending === 'out' || ending === 'shown') return 'again';
  if (ending !== 'solved') return '';
  return tries > 1 ? 'hard' : 'good';
};

/** @type {(text: string) => Record<string, any>} */
function parse(text) {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}
