// Payloads as the build writes them, one for each way to answer.

/** @import { Payload } from '../../keyproof/widget/contract.js' */

const common = { v: /** @type {const} */ (1), id: 'sample', digest: '0123456789ab', attempts: 3, shuffle: true };

/** @type {Payload} */
export const bank = {
  ...common,
  kind: 'fill',
  input: 'bank',
  key: [0, 2],
  bank: ['2', 'False', 'True'],
  blanks: 2,
  texts: [['not a bool'], ['not two'], ['Right. ', 'rnn.num_layers == 2', ' holds.'], ['not first'], ['nothing']],
  outcomes: [0, 3, 2, 1, 4, 1, 1, 4, 1],
  final: ['[1] ', '2', ', [2] ', 'True'],
};

/** @type {Payload} */
export const one = {
  ...common,
  kind: 'choice',
  input: 'one',
  key: [1],
  texts: [['zero'], ['one'], ['two']],
  outcomes: [0, 1, 2],
  final: ['', 'nn.RNN(10, 20)'],
};

/** @type {Payload} */
export const many = { ...one, input: 'many', key: [0, 1] };

/** @type {Payload} */
export const number = {
  ...common,
  kind: 'predict',
  input: 'number',
  key: [],
  value: '20.5',
  tolerance: 0.01,
  known: [['21', 2]],
  texts: [['right'], ['other'], ['rounded']],
  outcomes: [0, 1],
  final: ['', '20.5'],
};

/** @type {Payload} */
export const shape = { ...number, input: 'shape', value: '(4, 7, 3)', tolerance: 0, known: [['(7, 4, 3)', 2]] };

/** @type {Payload} */
export const text = { ...number, input: 'text', value: "{'a': \"x y\"}", known: [] };

/** Two pieces that make something, in either order, and a third that uses both. @type {Payload} */
export const order = {
  ...common,
  kind: 'order',
  input: 'late',
  key: [1, 2, 0],
  orders: [[1, 2, 0], [2, 1, 0], [0], [1, 0], [2, 0]],
  right: [0, 1],
  texts: [['Right.'], ['no x'], ['no y']],
  outcomes: [0, 0, 1, 2, 1],
  final: ['This order passes, and 1 other:'],
};

/** Two steps of a state of two numbers; the sum is asked for in the first only. @type {Payload} */
export const trace = {
  ...common,
  kind: 'trace',
  input: 'late',
  key: [],
  tolerance: 0.01,
  cells: [
    [[0.8, 1.1], [0.664, 0.8], [0.5, 0.25]],
    [[1.1, 0.7], [0.8, 0.6], [0.1, 0.1]],
    [[0.8, 1.1], [0.8, 1.1], [0.7, 0.7]],
  ],
  texts: [['Right.'], ['without ', 'b'], ['the sum itself'], ['once more']],
  outcomes: [0, 1, 2, 3],
  final: ['the last state is ', '[0.5, 0.25]', '.'],
};

/**
 * A storage as browsers have it: its keys are its properties.
 *
 * @param {Record<string, string>} entries
 * @returns {Storage}
 */
export function storageOf(entries = {}) {
  /** @type {PropertyDescriptorMap} */
  const methods = {
    getItem: { value: (/** @type {string} */ key) => storage[key] ?? null },
    setItem: { value: (/** @type {string} */ key, /** @type {string} */ text) => (storage[key] = text), writable: true },
    removeItem: { value: (/** @type {string} */ key) => delete storage[key] },
  };
  const storage = /** @type {any} */ (Object.defineProperties({ ...entries }, methods));
  return storage;
}
