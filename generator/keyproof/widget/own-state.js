/**
 * What is kept of an exercise that only its reader can judge: pure, no page, no storage.
 * In: a stored text and the digest of the exercise. Out: a state that is safe to use.
 */

/** @import { OwnState } from './contract.js' */

/**
 * The state of an exercise that nobody has touched.
 *
 * @param {string} digest
 * @returns {OwnState}
 */
export const untouched = (digest) => ({ digest, tries: [], hints: 0, draft: null, ticks: [], ending: '' });

/**
 * The stored state, less whatever in it does not fit. What was written outlives a change of the exercise, since no
 * build can bring it back; that it was done, and what was ticked, is about the exercise as it was.
 *
 * @param {string} text
 * @param {string} digest
 * @returns {OwnState}
 */
export function recallOwn(text, digest) {
  const clean = untouched(digest);
  try {
    const { digest: before, draft, hints, ticks, ending, at } = JSON.parse(text);
    if (typeof draft === 'string') clean.draft = draft;
    if (before !== digest) return clean;
    if (Number.isInteger(hints) && hints > 0) clean.hints = hints;
    if (Array.isArray(ticks)) clean.ticks = ticks.filter((tick) => Number.isInteger(tick) && tick >= 0);
    if (ending === 'done' || ending === 'solved') clean.ending = ending;
    if (Number.isFinite(at)) clean.at = at;
  } catch {
    return clean;
  }
  return clean;
}
