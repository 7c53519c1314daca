// What is remembered of a challenge.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, next, recall, untried } from '../../keyproof/widget/challenge-state.js';

const problems = [{ id: 'a', digest: '1', seconds: 60 }, { id: 'b', digest: '2', seconds: 45 }];
const known = new Map(problems.map((problem) => [problem.id, problem]));
const started = begin(problems, { pace: 1, tab: 't' });

/** @type {(value: unknown) => ReturnType<typeof recall>} */
const read = (value) => recall(JSON.stringify(value), known);

test('it begins with whole countdowns, times the pace', () => {
  assert.deepEqual(started.left, { a: 60, b: 45 });
  assert.deepEqual(begin(problems, { pace: 1.5, tab: 't' }).left, { a: 90, b: 68 });
});

test('a pace of nothing is no time limit', () => assert.equal(begin(problems, { pace: 0, tab: 't' }).timed, false));

test('it goes on as it was left', () => assert.deepEqual(read(started), started));

test('what is left open counts as missed, what is over stays as it was, and after the last one it is done', () => {
  const second = next({ ...started, right: {} }, 5);
  assert.deepEqual([second.right, second.current, second.phase], [{ a: false }, 1, 'running']);
  const end = next({ ...second, right: { a: false, b: true } }, 5);
  assert.deepEqual([end.right, end.phase, end.at], [{ a: false, b: true }, 'done', 5]);
});

test('a problem that was edited is open again with its whole time; the other is as it was', () => {
  const state = recall(
    JSON.stringify({ ...started, left: { a: 3, b: 7 }, right: { a: true, b: false } }),
    new Map([['a', { digest: 'new', seconds: 60 }], ['b', { digest: '2', seconds: 45 }]]),
  );
  assert.deepEqual([state.left, state.right], [{ a: 60, b: 7 }, { b: false }]);
});

test('a badge that was earned is not taken away by an edit', () => {
  const done = { ...started, phase: 'done', right: { a: true, b: true } };
  assert.deepEqual(recall(JSON.stringify(done), new Map([['a', { digest: 'x', seconds: 1 }], ['b', { digest: '2', seconds: 1 }]])).right, { a: true, b: true });
});

for (const garbage of ['', '{', 'null', '[]', '{"problems":[{"id":"zz"}]}', '{"problems":"a","phase":"done"}']) {
  test(`${garbage || 'nothing'} is no challenge`, () => assert.deepEqual(recall(garbage, known), untried()));
}

test('nonsense inside costs only itself', () => {
  const state = read({ ...started, current: -4, left: { a: -1, b: 'x' }, right: { a: 1 }, tab: 5, at: 'x', timed: 0 });
  assert.deepEqual(state, { ...started, tab: '' });
});
