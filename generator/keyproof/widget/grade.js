/**
 * Says what an answer is worth: pure, no page, no storage.
 * In: a payload and the reader's answers. Out: right or not, the words to show, how the exercise ended.
 * Every verdict was recorded by the build; nothing is worked out here but which record applies.
 */

/** @import { Answer, Ending, Payload, Words } from './contract.js' */

/**
 * Why an answer can't be checked yet: `empty`, `number`, `shape`, or nothing.
 *
 * @param {Payload} payload
 * @param {Answer} answer
 */
export function obstacle(payload, answer) {
  if (payload.rules) return payload.rules.obstacle(String(answer));
  if (typeof answer !== 'string') return !answer.length || answer.includes(-1) ? 'empty' : '';
  if (!answer.trim()) return 'empty';
  if (payload.input === 'number' && !numbers(answer).length) return 'number';
  if (payload.input === 'shape' && !shape(answer)) return 'shape';
  return '';
}

/**
 * Whether two answers are the same for this exercise; `(4, 7)` and `[4,7]` are, as shapes.
 *
 * @param {Payload} payload
 * @param {Answer} one
 * @param {Answer} other
 */
export function same(payload, one, other) {
  if (typeof one !== 'string' || typeof other !== 'string') {
    return one.length === other.length && [...one].every((part, index) => part === other[index]);
  }
  if (payload.input === 'shape' && shape(one)) return shape(one)?.join() === shape(other)?.join();
  if (payload.input !== 'number' || !numbers(one).length) return plain(one) === plain(other);
  return numbers(one).some((mine) => numbers(other).some((its) => isNear(mine, its, payload.tolerance ?? 0)));
}

/**
 * Whether the answer is the keyed one.
 *
 * @param {Payload} payload
 * @param {Answer} answer
 */
export function isRight(payload, answer) {
  if (payload.rules) return payload.rules.isRight(String(answer));
  return same(payload, answer, payload.value ?? payload.key);
}

/**
 * What the build recorded for the answer: one text, or for `many` one for each ticked option.
 *
 * @param {Payload} payload
 * @param {Answer} answer
 * @returns {Words[]}
 */
export function comments(payload, answer) {
  if (payload.rules) return payload.rules.comments(String(answer));
  const { bank = [], outcomes, texts } = payload;
  let found = [];
  if (typeof answer === 'string') {
    const known = payload.known?.find(([text]) => same({ ...payload, tolerance: 0 }, text, answer));
    found = [isRight(payload, answer) ? outcomes[0] : (known?.[1] ?? outcomes[1])];
  } else if (payload.input === 'bank') {
    found = [outcomes[answer.reduce((index, chip) => index * bank.length + chip, 0)]];
  } else {
    found = answer.map((option) => outcomes[option]);
  }
  return found.map((index) => texts[index ?? -1] ?? []);
}

/**
 * Whether everything ticked is right, and yet not everything right is ticked.
 *
 * @param {Payload} payload
 * @param {Answer} answer
 */
export function isPartial(payload, answer) {
  if (payload.input !== 'many' || typeof answer === 'string' || isRight(payload, answer)) return false;
  return answer.every((option) => payload.key.includes(option));
}

/**
 * Whether a typed number is too high or too low, unless the build has words for that very number.
 *
 * @param {Payload} payload
 * @param {Answer} answer
 * @returns {'high' | 'low' | ''}
 */
export function aim(payload, answer) {
  if (payload.input !== 'number' || typeof answer !== 'string' || isRight(payload, answer)) return '';
  if (payload.known?.some(([text]) => same({ ...payload, tolerance: 0 }, text, answer))) return '';
  const off = numbers(answer).map((number) => Math.sign(number - Number(payload.value)));
  // `1,500` can be read in two ways; nothing is said if they disagree.
  if (off.every((sign) => sign > 0)) return 'high';
  return off.every((sign) => sign < 0) ? 'low' : '';
}

/**
 * How the exercise has ended, if it has.
 *
 * @param {Payload} payload
 * @param {{ tries: Answer[], shown: boolean }} state
 * @returns {Ending}
 */
export function ending(payload, { tries, shown }) {
  if (tries.some((answer) => isRight(payload, answer))) return 'solved';
  if (shown) return 'shown';
  return tries.length >= payload.attempts ? 'out' : '';
}

/**
 * Every number a text can mean: `1,5` may be one and a half, and `1,500` fifteen hundred as well.
 *
 * @param {string} text
 */
function numbers(text) {
  const bare = text.trim().toLowerCase().replace(/[\u2212\u2013]/g, '-').replace(/[_\s]/g, '');
  const word = /^([-+]?)(inf(?:inity)?|nan)$/.exec(bare);
  if (word) return [word[2] === 'nan' ? NaN : word[1] === '-' ? -Infinity : Infinity];
  const readings = new Set([bare.replace(/^([^,]*),([^,]*)$/, '$1.$2'), bare.replaceAll(',', '')]);
  return [...readings].filter((reading) => /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/.test(reading)).map(Number);
}

/** @type {(one: number, other: number, tolerance: number) => boolean} */
function isNear(one, other, tolerance) {
  if (!Number.isFinite(one) || !Number.isFinite(other)) return Object.is(one, other);
  // The slack is the rounding of the subtraction itself: 20.51 is within 0.01 of 20.5.
  return Math.abs(one - other) <= tolerance + 4 * Number.EPSILON * Math.abs(other);
}

/**
 * The sizes in `(4, 7, 3)`, `4,7,3`, `[4, 7, 3]` or `torch.Size([4, 7, 3])`; null if it is none of these.
 *
 * @param {string} text
 */
function shape(text) {
  const match = /^(?:torch\.)?(?:size)?[\s([]*([^()[\]]*)[\s)\]]*$/i.exec(text.trim());
  const sizes = (match?.[1] ?? 'no').split(/[\s,;x×]+/i).filter(Boolean);
  return sizes.every((size) => /^-?\d+$/.test(size)) ? sizes.map(Number) : null;
}

/** @type {(text: string) => string} */
const plain = (text) =>
  text
    .trim()
    .replace(/[“”„"‘’‚`']/g, "'")
    .replace(/\s+/g, ' ')
    .replace(/ ?([,:()[\]{}=]) ?/g, '$1');
