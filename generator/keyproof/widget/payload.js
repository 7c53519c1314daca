/**
 * First step of the widget: reads what the build wrote into the page.
 * In: the base64 text of `data-payload`. Out: a checked `Payload`.
 * Throws on anything that does not fit, and then the page stays as it was written.
 */

/** @import { Payload } from './contract.js' */

const inputs = ['bank', 'one', 'many', 'number', 'shape', 'text'];

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
  const { attempts, bank, blanks, input, key, outcomes, texts } = payload;
  need(payload.v === 1 && isText(payload.id) && isText(payload.digest), 'head');
  need(['fill', 'choice', 'predict', 'fix'].includes(payload.kind) && inputs.includes(input), 'kind');
  need(Number.isInteger(attempts) && attempts > 0 && typeof payload.shuffle === 'boolean', 'attempts');
  need(Array.isArray(texts) && texts.every(isWords) && isWords(payload.final), 'texts');
  need(areBelow(texts.length, outcomes), 'outcomes');
  if (input === 'bank') {
    need(isWords(bank) && Number.isInteger(blanks), 'bank');
    need(outcomes.length === Number(bank?.length) ** Number(blanks), 'outcomes of the bank');
    need(areBelow(Number(bank?.length), key) && key.length === blanks, 'key');
  } else if (input === 'one' || input === 'many') {
    need(areBelow(outcomes.length, key) && key.length > 0, 'key');
    need(input === 'many' || key.length === 1, 'number of keys');
  } else {
    const known = payload.known ?? [];
    need(isText(payload.value) && outcomes.length === 2 && Array.isArray(known), 'typed');
    need(known.every((pair) => isText(pair[0]) && areBelow(texts.length, [pair[1]])), 'known');
    need(Number.isFinite(payload.tolerance ?? 0), 'tolerance');
  }
  return payload;
}

/** @type {(holds: unknown, what: string) => void} */
function need(holds, what) {
  if (!holds) throw new TypeError(`keyproof: the payload's ${what} can't be read`);
}

/** @type {(value: unknown) => boolean} */
const isText = (value) => typeof value === 'string';

/** @type {(value: unknown) => boolean} */
const isWords = (value) => Array.isArray(value) && value.every(isText);

/** @type {(size: number, list: unknown) => boolean} */
const areBelow = (size, list) =>
  Array.isArray(list) && list.every((index) => Number.isInteger(index) && index >= 0 && index < size);
