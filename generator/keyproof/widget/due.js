/**
 * What is due to be looked at again, by what is stored: pure, and without the algorithm that says when.
 * In: stored texts. Out: what they remember, whether it is due, and how much of a topic is.
 */

/** @import { Topic } from './contract.js' */

/**
 * What is remembered of one card. Times are ms since 1970.
 *
 * @typedef {object} Memory
 * @property {number} due
 * @property {number} last
 * @property {number} stability
 * @property {number} difficulty
 * @property {number} days        Of the interval that ends when it is due.
 * @property {number} step        Of the first minutes.
 * @property {number} reps
 * @property {number} lapses
 * @property {number} state       0 new, 1 learning, 2 review, 3 learning again.
 */

export const minute = 60_000;
export const day = 24 * 60 * minute;
const names = /** @type {const} */ (['due', 'last', 'stability', 'difficulty', 'days', 'step', 'reps', 'lapses', 'state']);

/**
 * Reads what was stored of a card; nonsense is a card that was never seen.
 *
 * @param {string} text
 * @returns {{ memory: Memory | null, digest: string, seen: number }}
 */
export function recall(text) {
  const nothing = { memory: null, digest: '', seen: 0 };
  try {
    const stored = JSON.parse(text);
    if (!names.every((name) => Number.isFinite(stored[name]) && stored[name] >= 0)) return nothing;
    if (![0, 1, 2, 3].includes(stored.state) || (stored.state && !(stored.stability > 0))) return nothing;
    const memory = /** @type {Memory} */ (Object.fromEntries(names.map((name) => [name, stored[name]])));
    return { memory, digest: String(stored.digest ?? ''), seen: Number(stored.seen) || 0 };
  } catch {
    return nothing;
  }
}

/**
 * Whether something should be looked at now. What waits for days is due from the morning of its day, by the reader's own clock.
 *
 * @param {Memory | null} memory
 * @param {number} now
 */
export function isDue(memory, now) {
  // Seen in the future: the clock was wrong then, and waiting for it might take years.
  if (!memory || memory.last > now + day) return true;
  return (memory.state === 2 ? new Date(memory.due).setHours(0, 0, 0, 0) : memory.due) <= now;
}

/**
 * Whether something is due so soon that it is shown rather than nothing.
 *
 * @param {Memory | null} memory
 * @param {number} now
 */
export const isSoon = (memory, now) => !!memory && memory.state !== 2 && memory.due <= now + 20 * minute;

/**
 * How much of a topic comes back now: cards that were seen before, and exercises that were missed.
 *
 * @param {Topic} topic
 * @param {(key: string) => string} read
 * @param {number} now
 */
export function due({ pages }, read, now) {
  const cards = new Set(pages.flatMap((page) => page.cards ?? []));
  const exercises = new Set(pages.flatMap((page) => page.exercises.map(({ id }) => id)));
  const isCardDue = (/** @type {string} */ id) => {
    const { memory } = recall(read(`review:${id}`));
    return memory !== null && isDue(memory, now);
  };
  return [...cards].filter(isCardDue).length + [...exercises].filter((id) => isMissed(id, read, now)).length;
}

/** Whether an exercise is due: missed since the review counted it last, or due by what the review remembers. @type {(id: string, read: (key: string) => string, now: number) => boolean} */
function isMissed(id, read, now) {
  const { memory, seen } = recall(read(`review:${id}`));
  const { ending, at } = parse(read(id));
  // Answered since the review looked: how that ended decides, and solving it again puts it off.
  if (ending && at !== seen) return ending !== 'solved';
  return memory !== null && isDue(memory, now);
}

/** @type {(text: string) => Record<string, any>} */
function parse(text) {
  try {
    return { ...JSON.parse(text) };
  } catch {
    return {};
  }
}
