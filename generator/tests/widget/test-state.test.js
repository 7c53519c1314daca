// What is remembered of a test.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { begin, recall, untaken } from '../../keyproof/widget/test-state.js';

const digests = new Map([['a', '1'], ['b', '2'], ['c', '3']]);
const drawn = [{ id: 'a', digest: '1' }, { id: 'b', digest: '2' }];
const running = { ...begin(untaken(), drawn), current: 1, answers: { a: [0], b: 'text' } };

/** @type {(value: unknown) => ReturnType<typeof recall>} */
const read = (value) => recall(JSON.stringify(value), digests);

test('a test goes on as it was left', () => assert.deepEqual(read(running), running));

test('each draw is counted, so that the next one can prefer others', () => {
  assert.deepEqual(begin(begin(untaken(), drawn), [{ id: 'b', digest: '2' }]).times, { a: 1, b: 2 });
});

test('a new draw forgets the answers of the last one', () => {
  const again = begin({ ...running, phase: 'done', right: { a: true } }, drawn);
  assert.deepEqual([again.phase, again.current, again.answers, again.right], ['running', 0, {}, {}]);
});

test('a question that was edited keeps its place and loses its answer', () => {
  const state = recall(JSON.stringify(running), new Map([['a', 'new'], ['b', '2']]));
  assert.deepEqual(state.drawn, [{ id: 'a', digest: 'new' }, { id: 'b', digest: '2' }]);
  assert.deepEqual(state.answers, { b: 'text' });
});

test('a question that is gone is gone, and the others go on', () => {
  const state = recall(JSON.stringify(running), new Map([['b', '2']]));
  assert.deepEqual([state.drawn, state.current, state.answers], [[{ id: 'b', digest: '2' }], 0, { b: 'text' }]);
});

test('what was edited after the end no longer counts', () => {
  const done = { ...running, phase: 'done', right: { a: true, b: false } };
  const state = recall(JSON.stringify(done), new Map([['a', 'new'], ['b', '2']]));
  assert.deepEqual([state.drawn, state.right], [[{ id: 'b', digest: '2' }], { b: false }]);
});

for (const garbage of ['', '{', 'null', '7', '[]', '"x"', '{"drawn":7}', '{"drawn":[null,{"id":5}],"phase":"done"}']) {
  test(`${garbage || 'nothing'} is no test`, () => assert.deepEqual(recall(garbage, digests), untaken()));
}

test('nonsense inside a test costs only itself', () => {
  const state = read({ ...running, current: 99, answers: { a: 7, b: 'text', __proto__: 1 }, right: [1], times: { a: -1, b: 2, c: 'x' } });
  assert.deepEqual([state.current, state.answers, state.right, state.times], [1, { b: 'text' }, {}, { b: 2 }]);
});

test('a question that stands twice in a broken draw is asked once', () => {
  assert.deepEqual(read({ ...running, drawn: [...drawn, ...drawn] }).drawn, drawn);
});
