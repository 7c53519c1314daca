/**
 * Arithmetic of a countdown that stands still while nobody can look at it.
 * In: readings of a clock that only goes forward, in milliseconds. Out: seconds, and how they are written. Pure.
 */

/** Seconds after which the time left is stored again while it runs: what a crash of the browser may give back. */
export const lull = 10;

/** Times to choose from: what they multiply every countdown by. */
export const paces = { usual: 1, more: 1.5, none: 0 };

/** Longest stretch between two looks that counts: a machine that slept, or a tab in the background, lost no time. */
const longest = 1.5;

/** Seconds left at which a reader is told how to get more time (WCAG 2.2.1). */
const warning = 20;

/**
 * Seconds that have passed for the reader.
 *
 * @param {number} before
 * @param {number} now
 */
export const passed = (before, now) => Math.min(Math.max((now - before) / 1000, 0), longest);

/**
 * Whether the moment to warn lies between two amounts of time left.
 *
 * @param {number} before
 * @param {number} left
 */
export const warns = (before, left) => before > warning && left <= warning && left > 0;

/**
 * A time as `1:05`, never 0:00 while there is some left.
 *
 * @param {number} seconds
 */
export function clock(seconds) {
  const whole = Math.max(Math.ceil(seconds), 0);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

/**
 * What pressing "More time" adds: half of what the problem had.
 *
 * @param {number} seconds
 */
export const extra = (seconds) => Math.ceil(seconds / 2);
