// At the end the reader sees every answer worth showing, each once.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { outcomes } from '../../keyproof/widget/outcomes.js';
import { bank, many, shape } from './samples.js';

test('the list of options tells of every one', () => {
  const rows = outcomes(many, []).map(({ answer, right, words }) => [answer, right, words[0]]);

  assert.deepEqual(rows, [[[0], true, 'zero'], [[1], true, 'one'], [[2], false, 'two']]);
});

test('the list of blanks holds the key, one-blank variations and tries, each once', () => {
  const answers = outcomes(bank, [[1, 1], [0, 1]]).map(({ answer }) => answer);

  assert.deepEqual(answers, [[0, 2], [1, 2], [2, 2], [0, 0], [0, 1], [1, 1]]);
});

test('the list of typed answers holds the right one, the known ones and tries, each once', () => {
  const rows = outcomes(shape, ['[7,4,3]', '9', '4 7 3']).map(({ answer, right }) => [answer, right]);

  assert.deepEqual(rows, [['(4, 7, 3)', true], ['(7, 4, 3)', false], ['9', false]]);
});
