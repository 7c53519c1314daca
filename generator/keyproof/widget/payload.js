/**
 * First step of the widget: reads what the build wrote into the page.
 * In: the base64 text of `data-payload`. Out: a checked `Payload`.
 * Throws on anything that does not fit, and then the page stays as it was written.
 */

/** @typedef {string[]} Words  Plain text and code in turn, plain text first. */
/** @typedef {'fill' | 'choice' | 'predict' | 'fix'} Kind */
/** @typedef {'bank' | 'one' | 'many' | 'number' | 'shape' | 'text'} Input */

/**
 * @typedef {object} Payload
 * @property {1} v             Version of this format.
 * @property {string} id       The author's slug.
 * @property {string} digest   Changes whenever the exercise does.
 * @property {Kind} kind       Row of the table of kinds.
 * @property {Input} input     How the reader answers.
 * @property {number} attempts How often.
 * @property {boolean} shuffle Whether options change places for each visit.
 * @property {number[]} key    Keyed options, or the keyed chip of each blank.
 * @property {string[]} [bank] Texts of the chips.
 * @property {number} [blanks] How many blanks there are.
 * @property {Words[]} texts   Feedback, each sentence once.
 * @property {number[]} outcomes What really happened to each answer: index into `texts`.
 * @property {string} [value]  The right answer, when it is typed.
 * @property {number} [tolerance] Greatest difference of a typed number.
 * @property {[string, number][]} [known] Wrong typed answers with feedback of their own.
 * @property {Words} final     The final answer.
 */

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
