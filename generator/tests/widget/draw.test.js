// Which questions a test asks.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draw } from '../../keyproof/widget/draw.js';

/** @type {(level: string, objective: string, number?: number) => { id: string, level: string, objective: string }[]} */
const some = (level, objective, number = 1) =>
  [...Array(number).keys()].map((index) => ({ id: `${level}-${objective}-${index}`, level, objective }));

/** @type {(list: { level: string }[]) => Record<string, number>} */
const byLevel = (list) => {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const { level } of list) counts[level] = (counts[level] ?? 0) + 1;
  return counts;
};

const wide = ['easy', 'medium', 'hard'].flatMap((level) => ['a', 'b', 'c', 'd'].flatMap((name) => some(level, name, 3)));
const seeds = [...Array(40).keys()].map(String);

test('ten questions, none twice, spread over the levels as evenly as ten can be, from easy to hard', () => {
  for (const seed of seeds) {
    const drawn = draw(wide, 10, {}, seed);
    assert.equal(new Set(drawn.map(({ id }) => id)).size, 10);
    assert.deepEqual(Object.values(byLevel(drawn)).sort(), [3, 3, 4]);
    assert.deepEqual(Object.keys(byLevel(drawn)), ['easy', 'medium', 'hard']);
  }
});

test('every objective is asked, even one with a single question among many', () => {
  const pool = [...some('easy', 'common', 30), ...some('hard', 'rare')];
  for (const seed of seeds) assert.ok(draw(pool, 10, {}, seed).some(({ objective }) => objective === 'rare'));
});

test('objectives get about the same number of questions', () => {
  for (const seed of seeds) {
    const counts = ['a', 'b', 'c', 'd'].map((name) => draw(wide, 10, {}, seed).filter(({ objective }) => objective === name).length);
    assert.ok(Math.min(...counts) >= 2 && Math.max(...counts) <= 4, String(counts));
  }
});

test('another seed draws others; the same one the same', () => {
  assert.deepEqual(draw(wide, 10, {}, 'x'), draw(wide, 10, {}, 'x'));
  assert.ok(new Set(seeds.map((seed) => draw(wide, 10, {}, seed).map(({ id }) => id).join())).size > 30);
});

test('what was not drawn yet comes first, until all were', () => {
  for (const seed of seeds) {
    /** @type {Record<string, number>} */
    const times = {};
    for (let round = 0; round < 3; round += 1) {
      for (const { id } of draw(wide, 10, times, `${seed}-${round}`)) times[id] = (times[id] ?? 0) + 1;
    }
    assert.equal(Math.max(...Object.values(times)), 1, 'thirty of thirty-six, each once');
  }
});

test('a pool of fewer than ten is asked whole, and an empty one not at all', () => {
  assert.equal(draw(some('easy', 'a', 3), 10, {}, 's').length, 3);
  assert.deepEqual(draw([], 10, {}, 's'), []);
});

test('questions without level or objective fill up what the others leave', () => {
  const plain = some('', '', 8);
  assert.equal(draw(plain, 10, {}, 's').length, 8);
  for (const seed of seeds) {
    const drawn = draw([...plain, ...some('easy', 'a', 4), ...some('hard', 'b', 3)], 10, {}, seed);
    assert.deepEqual(byLevel(drawn), { easy: 4, hard: 3, '': 3 });
  }
});

test('of more objectives than questions those are asked that were asked least', () => {
  const pool = [...Array(14).keys()].flatMap((index) => some('easy', `o${index}`));
  const first = draw(pool, 10, {}, 's').map(({ id }) => id);
  const second = draw(pool, 10, Object.fromEntries(first.map((id) => [id, 1])), 's').map(({ id }) => id);
  for (const { id } of pool) assert.ok(first.includes(id) || second.includes(id), id);
});
