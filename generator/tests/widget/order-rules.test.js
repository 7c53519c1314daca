// Every order of the pieces has a record: the one with whose pieces it begins.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comments, isRight, obstacle } from '../../keyproof/widget/grade.js';
import { read, rules } from '../../keyproof/widget/order-rules.js';
import { outcomes } from '../../keyproof/widget/outcomes.js';
import { restore } from '../../keyproof/widget/store.js';
import { order } from './samples.js';

const payload = { ...order, rules: rules(order, 3) };

test('every order that passes is right, and no other', () => {
  const right = ['0,1,2', '0,2,1', '1,0,2', '1,2,0', '2,0,1', '2,1,0'].filter((answer) => isRight(payload, answer));
  assert.deepEqual(right, ['1,2,0', '2,1,0']);
});

test('what is said is what the run of that beginning showed', () => {
  assert.deepEqual(comments(payload, '0,2,1'), [['no x']]);
  assert.deepEqual(comments(payload, '1,0,2'), [['no y']]);
  assert.deepEqual(comments(payload, '2,1,0'), [['Right.']]);
});

test('nothing moved is no answer yet', () => {
  assert.equal(obstacle(payload, ''), 'empty');
  assert.equal(obstacle(payload, '1,2,0'), '');
});

test('only an order of all the pieces is one', () => {
  for (const text of ['', '0', '0,1', '0,1,1', '0,1,3', '0,1,2,3', 'a,b,c', '0,1,-1', '0.5,1,2']) assert.equal(read(text, 3), null, text);
  assert.deepEqual(read('2,0,1', 3), [2, 0, 1]);
});

test('at the end the right ones come first, then what was tried', () => {
  const rows = outcomes(payload, ['0,2,1']);
  assert.deepEqual(rows.map(({ answer }) => answer), ['1,2,0', '2,1,0', '0', '1,0', '2,0']);
  assert.deepEqual(rows.map(({ right }) => right), [true, true, false, false, false]);
});

test('what was moved is there after a reload', () => {
  const state = { digest: order.digest, tries: ['0,2,1'], shown: false, hints: 0, draft: '2,0,1' };
  assert.deepEqual(restore(payload, JSON.stringify(state)), state);
  assert.equal(restore(payload, '').draft, '');
});

test('a page that does not fit its payload is refused', () => {
  assert.throws(() => rules(order, 4), TypeError);
  assert.throws(() => rules({ ...order, right: [2] }, 3), TypeError);
  assert.throws(() => rules({ ...order, outcomes: [0] }, 3), TypeError);
});
