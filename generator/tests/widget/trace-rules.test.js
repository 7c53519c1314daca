// Numbers are right within the tolerance; the first that are not are named, with the slip that gives them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comments, isRight, obstacle } from '../../keyproof/widget/grade.js';
import { outcomes } from '../../keyproof/widget/outcomes.js';
import { TraceRules } from '../../keyproof/widget/trace-rules.js';
import { trace } from './samples.js';

const parts = [
  { step: 'Step 1', names: ['sum[0]', 'sum[1]'] },
  { step: 'Step 1', names: ['h[0]', 'h[1]'] },
  { step: 'Step 2', names: ['h[0]', 'h[1]'] },
];
const rules = new TraceRules(trace, parts);
const payload = { ...trace, rules };

test('numbers may be off by the tolerance, and be written as people write them', () => {
  assert.ok(isRight(payload, '0.8|1.1|0.66|0.8|0.5|0.25'));
  assert.ok(isRight(payload, ' 0,81|1.1|.67|+0.8|5e-1|0.25 '));
  assert.ok(!isRight(payload, '0.8|1.1|0.66|0.8|0.5|0.27'));
  assert.ok(!isRight(payload, '0.8|1.1|0.66|0.8|0.5'));
});

test('the first part that is not right is named, and the slip that gives its numbers', () => {
  assert.deepEqual(comments(payload, '1.1|0.7|9|9|9|9'), [['Step 1 is the first that is not right: ', 'sum[0]', ' ', 'sum[1]', '.'], ['without ', 'b']]);
  assert.deepEqual(comments(payload, '0.8|0.7|9|9|9|9'), [['Step 1 is the first that is not right: ', 'sum[1]', '.'], ['without ', 'b']]);
});

test('a state that is not right after a sum that is says so', () => {
  assert.deepEqual(comments(payload, '0.8|1.1|0.8|1.1|9|9')[1], ['The sum of this step is right.']);
  assert.deepEqual(comments(payload, '0.8|1.1|0.8|1.1|9|9')[2], ['the sum itself']);
  assert.equal(comments(payload, '0.8|1.1|0.66|0.8|0|0').length, 2);
});

test('numbers that no slip gives get the formula', () => {
  assert.deepEqual(comments(payload, '5|5|9|9|9|9')[1], ['once more']);
});

test('what is not filled in, or no number, costs no attempt', () => {
  assert.equal(obstacle(payload, ''), 'empty');
  assert.equal(obstacle(payload, '| | ||| '), 'empty');
  assert.equal(obstacle(payload, '1|||||'), 'cells');
  assert.equal(obstacle(payload, '1|2|3|x|5|6'), 'number');
  assert.equal(obstacle(payload, '1|2|3|4|5|6'), '');
});

test('the fields to mark are those of the first part that is not right', () => {
  assert.deepEqual(rules.wrong('0.8|1.1|0.66|9|9|9'), [3]);
  assert.deepEqual(rules.wrong('0.8|1.1|0.66|0.8|0.5|0.25'), []);
});

test('at the end the right numbers stand beside what was tried', () => {
  const rows = outcomes(payload, ['1.1|0.7|9|9|9|9', '0.8|1.1|0.66|0.8|0.5|0.25']);
  assert.deepEqual(rows.map(({ right }) => right), [true, false]);
  assert.deepEqual(rows[1]?.words, ['Step 1 is the first that is not right: ', 'sum[0]', ' ', 'sum[1]', '. without ', 'b']);
});

test('a page that does not fit its payload is refused', () => {
  assert.throws(() => new TraceRules(trace, parts.slice(1)), TypeError);
  assert.throws(() => new TraceRules({ ...trace, outcomes: [0] }, parts), TypeError);
});
