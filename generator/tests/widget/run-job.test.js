// What a run prints is cut where a page would drown in it; edits are kept by the text of their program.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keyOf, packDraft, recallDraft } from '../../keyproof/widget/run-drafts.js';
import { broken, isSpent, most, Printed } from '../../keyproof/widget/run-job.js';

test('what is printed is shown up to the limit, and the rest is counted', () => {
  const printed = new Printed();
  assert.equal(printed.add('a'.repeat(most - 1)), 'a'.repeat(most - 1));
  assert.equal(printed.add('bcd'), 'b');
  assert.equal(printed.add('efg'), '');
  assert.deepEqual([printed.text.length, printed.cut], [most, 5]);
});

test('a worker is spent by a lack of memory alone', () => {
  const end = broken('crashed');
  assert.deepEqual(
    ['MemoryError', 'MemoryError: no', 'MemoryErrors', 'ValueError: MemoryError', ''].map((error) => isSpent({ ...end, error })),
    [true, true, false, false, false],
  );
});

test('a program has one key wherever it stands, and another one after any change', () => {
  const texts = ['x = 1', 'x = 2', 'x = 1\n', 'X = 1', 'é = 1', ''];
  assert.equal(new Set(texts.map(keyOf)).size, texts.length);
  assert.equal(keyOf('x = 1'), keyOf('x = 1'));
  assert.match(keyOf('x = 1'), /^run:[0-9a-f]{16}$/);
});

test('an edit comes back as it was; the original and what is no record come back as nothing', () => {
  assert.equal(recallDraft(packDraft('x = 2', { original: 'x = 1', at: 5 })), 'x = 2');
  assert.equal(packDraft('x = 1', { original: 'x = 1', at: 5 }), '');
  assert.deepEqual(['', '{', '{"draft":3}', 'null'].map(recallDraft), ['', '', '', '']);
});
