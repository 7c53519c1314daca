/**
 * First step of the widget: reads what the build wrote into the page.
 * In: the base64 text of `data-payload`. Out: a checked `Payload`.
 * Throws on anything that does not fit, and then the page stays as it was written.
 */

/** @import { Payload } from './contract.js' */
import { isTyped } from './inputs.js';

/**
 * Unpacks and checks the payload of one exercise.
 *
 * @param {string} base64
 * @returns {Promise<Payload>}
 */
export async function decode(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return check(JSON.parse(await new Response(stream).text()));
}

/**
 * Returns the value if it is a payload, and throws otherwise.
 *
 * @param {unknown} value
 * @returns {Payload}
 */
export function check(value) {
  const payload = /** @type {Payload} */ (value ?? {});
  const { attempts, bank, blanks, id, key, known = [], outcomes, texts, tolerance = 0 } = payload;
  const answers = {
    bank: isWords(bank) && outcomes?.length === bank.length ** Number(blanks) && key?.length === blanks && areBelow(bank.length, key),
    one: key?.length === 1 && areBelow(outcomes?.length, key),
    many: key?.length > 0 && areBelow(outcomes?.length, key),
    typed: isWords([payload.value]) && outcomes?.length === 2 && Number.isFinite(tolerance) && known.every(([text]) => isWords([text])),
    // What else it needs is checked by the script of its kind.
    late: true,
  };
  const form = isTyped(payload) ? 'typed' : /** @type {'bank' | 'one' | 'many' | 'late'} */ (payload.input);
  const fits = payload.v === 1 && attempts > 0 && isWords([id, payload.digest]) && texts?.every(isWords) && isWords(payload.final);
  if (fits && areBelow(texts.length, [...outcomes, ...known.map(([, told]) => told)]) && Object.hasOwn(answers, form) && answers[form]) {
    return payload;
  }
  throw new TypeError(`keyproof: the payload of ${id} can't be read`);
}

/** @type {(value: unknown) => value is string[]} */
const isWords = (value) => Array.isArray(value) && value.every((word) => typeof word === 'string');

/** @type {(size: number, list: number[]) => boolean} */
const areBelow = (size, list) => list.every((index) => Number.isInteger(index) && index >= 0 && index < size);
