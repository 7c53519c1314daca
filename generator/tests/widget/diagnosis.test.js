// What the answers of a test say about each objective.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { diagnose } from '../../keyproof/widget/diagnosis.js';

/** @type {(marks: string) => { objective: string, answered: boolean, right: boolean }[]} */
const asked = (marks) => [...marks].map((mark) => ({ objective: 'a', answered: mark !== '?', right: mark === '+' }));

for (const [marks, judgement] of [
  ['+', 'strong'],
  ['+++', 'strong'],
  ['++-', 'shaky'],
  ['+-', 'shaky'],
  ['+--', 'weak'],
  ['-', 'weak'],
  ['+?', 'strong'],
  ['+-??', 'shaky'],
  ['-?', 'weak'],
  ['??', 'open'],
  ['', 'open'],
]) {
  test(`${marks || 'nothing'} is ${judgement}`, () => {
    assert.equal(diagnose(['a'], asked(String(marks)))[0]?.judgement, judgement);
  });
}

test('what was left out counts for nothing', () => {
  assert.deepEqual(diagnose(['a'], asked('+?-?')), [{ objective: 'a', asked: 2, right: 1, judgement: 'shaky' }]);
});

test('each objective is judged by its own questions, in the order of the topic', () => {
  const questions = [...asked('+-'), { objective: 'b', answered: true, right: true }, { objective: '', answered: true, right: false }];
  assert.deepEqual(diagnose(['b', 'a', 'c'], questions), [
    { objective: 'b', asked: 1, right: 1, judgement: 'strong' },
    { objective: 'a', asked: 2, right: 1, judgement: 'shaky' },
    { objective: 'c', asked: 0, right: 0, judgement: 'open' },
  ]);
});
