// Arithmetic of a countdown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock, extra, passed, warns } from '../../keyproof/widget/countdown.js';

for (const [seconds, text] of /** @type {const} */ ([[90, '1:30'], [60, '1:00'], [59.01, '1:00'], [0.2, '0:01'], [0, '0:00'], [-3, '0:00'], [3600, '60:00']])) {
  test(`${seconds} seconds are ${text}`, () => assert.equal(clock(seconds), text));
}

test('time passes as the clock says', () => assert.equal(passed(1000, 1500), 0.5));

test('a machine that slept, or a tab that was held back, loses no more than a moment', () => {
  assert.equal(passed(0, 3_600_000), 1.5);
});

test('a clock that goes back gives no time', () => assert.equal(passed(5000, 1000), 0));

test('the warning comes once, on the way past twenty seconds, and not at the end', () => {
  assert.deepEqual([warns(20.4, 19.9), warns(19.9, 19.4), warns(25, 20.5), warns(21, 0)], [true, false, false, false]);
});

test('more time is half of the whole, in whole seconds', () => assert.deepEqual([extra(60), extra(45)], [30, 23]));
