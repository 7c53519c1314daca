// Options change places between visits, and within one they never do.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { order } from '../../keyproof/widget/shuffle.js';

const seeds = Array.from({ length: 600 }, (_, index) => `seed${index}`);

test('an order holds every option once', () => {
  for (const count of [0, 1, 2, 7, 26]) {
    assert.deepEqual(order(count, 'visit').sort((a, b) => a - b), [...Array(count).keys()]);
  }
});

test('the same seed gives the same order', () => {
  assert.deepEqual(order(8, 'visit-one'), order(8, 'visit-one'));
});

test('every one of the six orders of three comes up, none of them twice as often as it should', () => {
  /** @type {Record<string, number>} */
  const counts = {};
  for (const seed of seeds) counts[order(3, seed).join()] = (counts[order(3, seed).join()] ?? 0) + 1;

  assert.equal(Object.keys(counts).length, 6);
  for (const count of Object.values(counts)) assert.ok(count > 50 && count < 200, String(count));
});

test('exercises of one visit are not all shuffled alike', () => {
  const orders = new Set(['try', 'create', 'shape', 'repair'].map((id) => order(5, `k3j2x${id}`).join()));

  assert.ok(orders.size > 1);
});
