/**
 * What is remembered of a test: the questions drawn, the answers so far, and how often each was ever drawn.
 * In: the stored text and the questions that there are now. Out: a state that fits them. Pure.
 */

/** @import { Answer } from './contract.js' */

/**
 * @typedef {object} Test
 * @property {'' | 'running' | 'done'} phase
 * @property {{ id: string, digest: string }[]} drawn
 * @property {number} current             Place in `drawn`.
 * @property {Record<string, Answer>} answers
 * @property {Record<string, boolean>} right  When done: of every question that was answered.
 * @property {Record<string, number>} times
 * @property {number} at                  When it was last changed, in ms since 1970.
 */

/** @type {() => Test} */
export const untaken = () => ({ phase: '', drawn: [], current: 0, answers: {}, right: {}, times: {}, at: 0 });

/**
 * Takes up a new draw.
 *
 * @param {Test} test
 * @param {{ id: string, digest: string }[]} drawn
 * @returns {Test}
 */
export function begin(test, drawn) {
  const times = { ...test.times };
  for (const { id } of drawn) times[id] = (times[id] ?? 0) + 1;
  return { ...untaken(), phase: 'running', drawn: drawn.map(({ id, digest }) => ({ id, digest })), times };
}

/**
 * Reads a stored test. A question that is gone is gone from the test; one that was edited lost its answer.
 *
 * @param {string} text
 * @param {Map<string, string>} digests  Of the questions that there are, by id.
 * @returns {Test}
 */
export function recall(text, digests) {
  const clean = untaken();
  const stored = parse(text);
  for (const [id, count] of Object.entries(record(stored.times))) {
    if (Number.isInteger(count) && count > 0) clean.times[id] = count;
  }
  if (Number.isFinite(stored.at)) clean.at = stored.at;
  const known = list(stored.drawn).filter((one) => digests.has(one?.id));
  const seen = new Set();
  for (const { id, digest: before } of known) {
    if (seen.has(id)) continue;
    seen.add(id);
    const digest = digests.get(id) ?? '';
    const same = before === digest;
    const [answer, right] = [record(stored.answers)[id], record(stored.right)[id]];
    if (!same && stored.phase === 'done') continue;
    clean.drawn.push({ id, digest });
    if (same && (typeof answer === 'string' || Array.isArray(answer))) clean.answers[id] = answer;
    if (same && typeof right === 'boolean') clean.right[id] = right;
  }
  if (!clean.drawn.length) return { ...untaken(), times: clean.times, at: clean.at };
  clean.phase = stored.phase === 'done' ? 'done' : 'running';
  const last = clean.drawn.length - 1;
  if (Number.isInteger(stored.current)) clean.current = Math.min(Math.max(stored.current, 0), last);
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
