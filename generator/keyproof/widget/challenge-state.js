/**
 * What is remembered of a challenge: where the reader is, the time left, and what became of each problem.
 * In: the stored text and the problems that there are now. Out: a state that fits them. Pure.
 */

/**
 * @typedef {object} Challenge
 * @property {'' | 'running' | 'done'} phase
 * @property {{ id: string, digest: string }[]} problems
 * @property {number} current                 Place in `problems`.
 * @property {boolean} timed                  Whether a countdown runs.
 * @property {Record<string, number>} left    Seconds of each problem.
 * @property {Record<string, boolean>} right  Of each problem that is over: whether it was solved in time.
 * @property {string} tab                     In which tab the countdown is; any other one leaves it alone.
 * @property {boolean} runs                   Whether it runs there, or stands still while nobody can look at it.
 * @property {number} at                      When it was last changed, in ms since 1970; of one that is done, when it ended.
 */

/** @type {() => Challenge} */
export const untried = () => ({ phase: '', problems: [], current: 0, timed: true, left: {}, right: {}, tab: '', runs: false, at: 0 });

/**
 * Begins with the first problem.
 *
 * @param {{ id: string, digest: string, seconds: number }[]} problems
 * @param {{ pace: number, tab: string }} how  `pace` multiplies every countdown; 0 is no time limit.
 * @returns {Challenge}
 */
export function begin(problems, { pace, tab }) {
  const left = Object.fromEntries(problems.map(({ id, seconds }) => [id, Math.ceil(seconds * pace)]));
  const kept = problems.map(({ id, digest }) => ({ id, digest }));
  return { ...untried(), phase: 'running', problems: kept, timed: pace > 0, left, tab, runs: true };
}

/**
 * Goes on from one problem; what it left open counts as missed.
 *
 * @param {Challenge} state
 * @param {number} now
 * @returns {Challenge}
 */
export function next(state, now) {
  const id = state.problems[state.current]?.id ?? '';
  const right = { ...state.right, [id]: state.right[id] ?? false };
  if (state.current + 1 < state.problems.length) return { ...state, right, current: state.current + 1 };
  return { ...state, right, phase: 'done', at: now };
}

/**
 * Reads a stored challenge. A problem that is gone is gone from it; one that was edited is open again, with its whole time.
 *
 * @param {string} text
 * @param {Map<string, { digest: string, seconds: number }>} known  The problems that there are, by id.
 * @returns {Challenge}
 */
export function recall(text, known) {
  const stored = parse(text);
  const clean = untried();
  clean.phase = stored.phase === 'done' ? 'done' : 'running';
  for (const { id, digest: before } of list(stored.problems).filter((one) => known.has(one?.id))) {
    const { digest, seconds } = known.get(id) ?? { digest: '', seconds: 0 };
    if (clean.problems.some((problem) => problem.id === id)) continue;
    clean.problems.push({ id, digest });
    const same = before === digest;
    const [left, right] = [record(stored.left)[id], record(stored.right)[id]];
    clean.left[id] = same && Number.isFinite(left) && left >= 0 ? left : seconds;
    // What was reached by the end stays reached.
    if (typeof right === 'boolean' && (same || clean.phase === 'done')) clean.right[id] = right;
  }
  if (!clean.problems.length) return untried();
  const last = clean.problems.length - 1;
  if (Number.isInteger(stored.current)) clean.current = Math.min(Math.max(stored.current, 0), last);
  clean.timed = stored.timed !== false;
  if (typeof stored.tab === 'string') clean.tab = stored.tab;
  clean.runs = stored.runs === true;
  if (Number.isFinite(stored.at)) clean.at = stored.at;
  return clean;
}

/** @type {(text: string) => Record<string, any>} */
function parse(text) {
  try {
    return record(JSON.parse(text));
  } catch {
    return {};
  }
}

/** @type {(value: unknown) => Record<string, any>} */
const record = (value) => (value && typeof value === 'object' && !Array.isArray(value) ? { ...value } : {});

/** @type {(value: unknown) => any[]} */
const list = (value) => (Array.isArray(value) ? value : []);
