// Sentences are alternating text and code, so that code never has to be told from text again.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { say } from '../../keyproof/widget/say.js';
import { lettered } from '../../keyproof/widget/lettered.js';
import { numbered } from '../../keyproof/widget/label.js';
import { letter } from '../../keyproof/widget/words.js';

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
  assert.deepEqual([say('attempts', { n: 3 }), say('attempts-left', { n: 1 }), say('attempts-left', { n: 0 })], [
    '3 attempts',
    '1 attempt left',
    '0 attempts left',
  ]);
  assert.equal(say('attempts', { n: 1200 }), '1200 attempts');
});

test('what goes into a place is never taken for a place', () => {
  assert.equal(say('blank', { number: 1, count: 2, content: '{number} $&' }), 'Blank 1 of 2: {number} $&');
  assert.deepEqual(numbered(['{next}', '$1']), ['[1] ', '{next}', ', [2] ', '$1']);
});
