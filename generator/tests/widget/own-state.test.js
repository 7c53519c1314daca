// What is kept of an exercise that only its reader can judge.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { recallOwn, untouched } from '../../keyproof/widget/own-state.js';

const kept = { digest: 'd', tries: [], hints: 2, draft: 'rnn = …', ticks: [0, 2], ending: 'done', at: 7 };

test('a state comes back whole', () => {
  assert.deepEqual(recallOwn(JSON.stringify(kept), 'd'), kept);
});

test('what was written outlives a change of the exercise; that it was done does not', () => {
  assert.deepEqual(recallOwn(JSON.stringify(kept), 'other'), { ...untouched('other'), draft: 'rnn = …' });
});

for (const text of ['', '{bad', 'null', '7', '[]', JSON.stringify({ digest: 'd', draft: 7, ticks: ['x', -1], hints: -1, ending: 'shown', at: 'now' })]) {
  test(`nothing is taken from ${text.slice(0, 30) || 'nothing'}`, () => assert.deepEqual(recallOwn(text, 'd'), untouched('d')));
}
