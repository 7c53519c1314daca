// Every answer gets the outcome that the build recorded for it, and equal answers get the same one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { aim, comments, ending, isPartial, isRight, obstacle, same } from '../../keyproof/widget/grade.js';
import { nothing } from '../../keyproof/widget/inputs.js';
import { bank, many, number, one, shape, text } from './samples.js';

test('only the keyed chips in the keyed blanks are right', () => {
  const answers = [0, 1, 2].flatMap((first) => [0, 1, 2].map((second) => [first, second]));

  assert.deepEqual(answers.filter((answer) => isRight(bank, answer)), [[0, 2]]);
});

test('the last blank changes fastest in the record of outcomes', () => {
  assert.deepEqual(comments(bank, [0, 1]), [['not first']]);
  assert.deepEqual(comments(bank, [1, 0]), [['not two']]);
});

test('one option is right, and each option has its own words', () => {
  assert.deepEqual([0, 1, 2].map((option) => isRight(one, [option])), [false, true, false]);
  assert.deepEqual([0, 1, 2].map((option) => comments(one, [option])), [[['zero']], [['one']], [['two']]]);
});

test('of several options exactly the keyed ones are right', () => {
  assert.ok(isRight(many, [0, 1]));
  for (const answer of [[], [0], [1], [0, 2], [0, 1, 2]]) assert.ok(!isRight(many, answer), String(answer));
});

test('words are given for what is ticked, and for nothing else', () => {
  assert.deepEqual(comments(many, [0, 2]), [['zero'], ['two']]);
});

test('an answer is partial when something is missing and nothing is wrong', () => {
  const partial = [[0], [1], [0, 2], [0, 1]].map((answer) => isPartial(many, answer));

  assert.deepEqual(partial, [true, true, false, false]);
  assert.ok(!isPartial(one, [0]));
});

test('a typed number without words of its own is too high or too low', () => {
  const typed = ['20', '30', '-1e9', '20.5', '21', '20,9', '1,500', '3,400', 'inf', '-inf', 'nan'];

  assert.deepEqual(typed.map((answer) => aim(number, answer)), ['low', 'high', 'low', '', '', 'high', '', '', 'high', 'low', '']);
  assert.equal(aim(shape, '(1, 2)'), '');
  assert.equal(aim(bank, [0, 1]), '');
});

for (const typed of ['20.5', ' 20.50 ', '+20.5', '20,5', '2.05e1', '20.51', '20.49', '2_0.5']) {
  test(`${JSON.stringify(typed)} is 20.5 within 0.01`, () => assert.ok(isRight(number, typed)));
}

for (const typed of ['20.511', '20.489', '-20.5', '205', '0x14', 'inf', 'nan']) {
  test(`${JSON.stringify(typed)} is not 20.5 within 0.01`, () => assert.ok(!isRight(number, typed)));
}

test('a comma may divide thousands or decimals, a minus may be typographic', () => {
  assert.ok(isRight({ ...number, value: '1500' }, '1,500'));
  assert.ok(isRight({ ...number, value: '1.5' }, '1,500'));
  assert.ok(isRight({ ...number, value: '-3' }, '\u22123'));
});

test('without tolerance neighbouring numbers differ', () => {
  const exact = { ...number, value: '1000000000001', tolerance: 0 };

  assert.ok(isRight(exact, '1000000000001'));
  assert.ok(!isRight(exact, '1000000000002'));
});

test('nan and infinity can be answers', () => {
  assert.ok(isRight({ ...number, value: 'nan' }, 'NaN'));
  assert.ok(isRight({ ...number, value: '-inf' }, '-Infinity'));
  assert.ok(!isRight({ ...number, value: '-inf' }, 'inf'));
});

for (const typed of ['(4, 7, 3)', '4,7,3', '[4, 7, 3]', 'torch.Size([4, 7, 3])', ' ( 4,7, 3, ) ', '4 x 7 x 3', '4×7×3', '4 7 3']) {
  test(`${JSON.stringify(typed)} is the shape (4, 7, 3)`, () => assert.ok(isRight(shape, typed)));
}

for (const typed of ['(4, 7)', '(4, 7, 3, 1)', '(7, 4, 3)', '473', '(4.0, 7, 3)', '()']) {
  test(`${JSON.stringify(typed)} is not the shape (4, 7, 3)`, () => assert.ok(!isRight(shape, typed)));
}

test('a scalar has the empty shape', () => {
  const scalar = { ...shape, value: '()' };

  for (const typed of ['()', '[]', 'torch.Size([])']) assert.ok(isRight(scalar, typed), typed);
  assert.ok(!isRight(scalar, '(1,)'));
});

for (const typed of ["{'a': \"x y\"}", '{"a":"x y"}', "  {'a' : 'x   y'}  ", '{“a”: ‘x y’}']) {
  test(`${typed} differs from the printed text in blanks and quotes only`, () => assert.ok(isRight(text, typed)));
}

for (const typed of ["{'a': 'xy'}", "{'A': 'x y'}", 'a']) {
  test(`${typed} is another text`, () => assert.ok(!isRight(text, typed)));
}

test('a known wrong answer has words of its own, however it is written', () => {
  assert.deepEqual(comments(shape, '[7,4,3]'), [['rounded']]);
  assert.deepEqual(comments(shape, '(1, 2)'), [['other']]);
  assert.deepEqual(comments(shape, '4,7,3'), [['right']]);
});

test('a right answer near a known wrong one is right', () => {
  assert.deepEqual(comments({ ...number, known: [['20.505', 2]] }, '20.505'), [['right']]);
});

test('an answer that is not one costs no attempt', () => {
  assert.equal(obstacle(bank, [0, -1]), 'empty');
  assert.equal(obstacle(one, []), 'empty');
  assert.equal(obstacle(text, '  '), 'empty');
  assert.equal(obstacle(number, 'twenty'), 'number');
  assert.equal(obstacle(shape, '(4, seven)'), 'shape');
  assert.deepEqual([[bank, [0, 0]], [one, [0]], [number, '-.5'], [shape, '()'], [text, 'x']].map(
    ([payload, answer]) => obstacle(/** @type {any} */ (payload), /** @type {any} */ (answer))), ['', '', '', '', '']);
});

test('nothing is never right', () => {
  for (const payload of [bank, one, many, number, shape, text]) assert.ok(!isRight(payload, nothing(payload)));
});

test('equal typed answers are the same try', () => {
  assert.ok(same(shape, '(1, 2)', '[1,2]'));
  assert.ok(same(number, '3', '3.0'));
  assert.ok(!same(number, 'three', 'four'));
});

test('it ends when solved, given up or out of attempts, and solved wins', () => {
  assert.equal(ending(one, { tries: [[0], [2]], shown: false }), '');
  assert.equal(ending(one, { tries: [[0], [1]], shown: false }), 'solved');
  assert.equal(ending(one, { tries: [[0], [2], [1]], shown: true }), 'solved');
  assert.equal(ending(one, { tries: [[0]], shown: true }), 'shown');
  assert.equal(ending(one, { tries: [[0], [2], [0]], shown: false }), 'out');
});
