/**
 * When something comes back to be recalled: the published algorithm FSRS, from the library ts-fsrs.
 * In: what is remembered of a card, and how well it was known. Out: what is remembered then. Pure.
 */

/** @import { Memory } from './due.js' */
import { createEmptyCard, fsrs } from 'ts-fsrs';
import { day, minute } from './due.js';

/** @typedef {'again' | 'hard' | 'good' | 'easy'} Grade */

/** @type {Grade[]} */
export const grades = ['again', 'hard', 'good', 'easy'];

const scheduler = fsrs({ enable_fuzz: false });

/**
 * What would be remembered after each grade.
 *
 * @param {Memory | null} memory  Null: never seen.
 * @param {number} now
 * @returns {Record<Grade, Memory>}
 */
export function after(memory, now) {
  // A clock that was set back since must not make the time between two looks negative.
  const at = memory && memory.last <= now + day ? Math.max(now, memory.last) : now;
  const known = memory ? card({ ...memory, last: Math.min(memory.last, at) }) : createEmptyCard(at);
  const next = scheduler.repeat(known, new Date(at));
  return { again: kept(next[1].card), hard: kept(next[2].card), good: kept(next[3].card), easy: kept(next[4].card) };
}

/**
 * A length of time in the unit that people would name it by.
 *
 * @param {number} milliseconds
 * @returns {{ value: number, unit: 'minute' | 'hour' | 'day' | 'month' | 'year' }}
 */
export function span(milliseconds) {
  const minutes = Math.max(milliseconds / minute, 1);
  if (minutes < 59.5) return { value: Math.round(minutes), unit: 'minute' };
  if (minutes < 23.5 * 60) return { value: Math.round(minutes / 60), unit: 'hour' };
  const days = minutes / 1440;
  if (days < 30.5) return { value: Math.round(days), unit: 'day' };
  if (days < 365) return { value: Math.round(days / 30.4), unit: 'month' };
  return { value: Math.round(days / 36.5) / 10, unit: 'year' };
}

/** @param {Memory} memory */
const card = (memory) => ({
  due: new Date(memory.due),
  stability: memory.stability,
  difficulty: memory.difficulty,
  elapsed_days: 0,
  scheduled_days: memory.days,
  learning_steps: memory.step,
  reps: memory.reps,
  lapses: memory.lapses,
  state: memory.state,
  last_review: new Date(memory.last),
});

/** @type {(card: import('ts-fsrs').Card) => Memory} */
const kept = (made) => ({
  due: +made.due,
  last: +(made.last_review ?? made.due),
  stability: made.stability,
  difficulty: made.difficulty,
  days: made.scheduled_days,
  step: made.learning_steps,
  reps: made.reps,
  lapses: made.lapses,
  state: made.state,
});
