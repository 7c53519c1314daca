// Sentences are alternating text and code, so that code never has to be told from text again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { strings } from '../../keyproof/widget/strings.js';
import { letter, lettered, numbered } from '../../keyproof/widget/words.js';

test('one blank is its code, several are named as in the final answer', () => {
  assert.deepEqual(numbered(['20']), ['', '20']);
  assert.deepEqual(numbered(['2', 'True']), ['[1] ', '2', ', [2] ', 'True']);
});

test('letters follow the place on display', () => {
  assert.deepEqual([0, 1, 25].map(letter), ['A', 'B', 'Z']);
});

test('the final answer begins with the letters the reader sees', () => {
  assert.deepEqual(lettered(['B'], ['', 'nn.RNN(10, 20)']), ['B. ', 'nn.RNN(10, 20)']);
  assert.deepEqual(lettered(['A', 'C'], ['Both hold']), ['A and C. Both hold']);
  assert.deepEqual(lettered(['A', 'B', 'D'], []), ['A, B and D. ']);
});

test('without letters the final answer stays as the build wrote it', () => {
  assert.deepEqual(lettered([], ['', '20']), ['', '20']);
});

test('counts agree with their nouns', () => {
  assert.deepEqual([strings.attempts(3, true), strings.attempts(1, false), strings.attempts(0, false)], [
    '3 attempts',
    '1 attempt left',
    '0 attempts left',
  ]);
  assert.deepEqual([strings.solved(1), strings.solved(2)], ['Solved at the first attempt', 'Solved in 2 attempts']);
});

test('a question in the pager says how it ended', () => {
  assert.equal(strings.question(1, 5, ''), 'Question 2 of 5');
  assert.equal(strings.question(1, 5, strings.endings.solved), 'Question 2 of 5, solved');
});
