// Where a program stands: what of it is a program, and whether the build has run it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

class Node {
  /** @param {object} parts */
  constructor(parts) {
    Object.assign(this, parts);
  }
}
// There is no page here: what is asked of it is given.
Object.assign(globalThis, { HTMLElement: Node });
const { placeOf } = await import('../../keyproof/widget/run-place.js');

/** @param {{ text: string, filled: boolean, state?: string }[]} blanks */
function block(...blanks) {
  const all = blanks.map(({ text, filled, state = '' }) => new Node({ textContent: text, filled, dataset: { kpState: state } }));
  const code = {
    cloneNode: () => ({ textContent: 'nn.RNN([1], [2])\n\n', querySelectorAll: () => [] }),
    querySelector: () => all[0] ?? null,
    querySelectorAll: (/** @type {string} */ which) => (which.includes(':not') ? all.filter((one) => !(/** @type {any} */ (one).filled)) : all),
  };
  const previousElementSibling = new Node({ querySelector: () => ({ querySelector: () => code }) });
  return placeOf(/** @type {any} */ ({ dataset: {}, parentElement: { previousElementSibling } }));
}

test('a block is a program without the line feeds at its end, and proven where it has no blanks', () => {
  const place = block();
  assert.equal(place?.text, 'nn.RNN([1], [2])');
  assert.deepEqual([place?.hasBlanks, place?.isProven, place?.empty], [false, true, []]);
});

test('filled blanks are proven when the exercise has ended and shows its key, not while they may be tried out', () => {
  const [open, locked] = [{ text: '3', filled: true }, { text: '4', filled: true, state: 'right' }];
  assert.equal(block(open, open)?.isProven, false);
  assert.equal(block(open, locked)?.isProven, false);
  assert.equal(block(locked, locked)?.isProven, true);
  assert.deepEqual(block({ text: '[1]', filled: false }, open)?.empty, ['[1]']);
});

for (const [line, at] of [[1, 0], [2, 2], [4, 6]]) {
  test(`the cursor of a field is put before line ${line}`, () => {
    /** @type {number[]} */
    const chosen = [];
    const field = { value: 'a\nbc\n\nd', defaultValue: '', setSelectionRange: (/** @type {number} */ from, /** @type {number} */ to) => chosen.push(from, to) };
    const place = placeOf(/** @type {any} */ ({ dataset: { field: '' }, closest: () => ({ querySelector: () => field }) }));
    place?.mark(line ?? null);
    assert.deepEqual(chosen, [at, at]);
    place?.mark(null);
    assert.equal(chosen.length, 2);
  });
}

test('nothing can be run where nothing stands', () => {
  assert.equal(placeOf(/** @type {any} */ ({ dataset: {}, parentElement: null })), null);
  assert.equal(placeOf(/** @type {any} */ ({ dataset: { field: '' }, closest: () => null })), null);
});
