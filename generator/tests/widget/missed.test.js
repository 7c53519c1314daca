// Exercises that were missed come back, graded by how they were answered since.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { account } from '../../keyproof/widget/missed.js';

/** @type {(ending: string, at: number, tries?: number) => string} */
const state = (ending, at, tries = 1) => JSON.stringify({ ending, at, tries: Array(tries).fill([0]) });

const now = Date.now();
const day = 86_400_000;

test('what was solved without a miss is none of it', () => assert.equal(account('solved', state('solved', now)), null));

test('what goes on, or was never touched, is none of it', () => {
  assert.equal(account('open', state('', now)), null);
  assert.equal(account('none', ''), null);
});

for (const ending of ['out', 'shown']) {
  test(`what ended with "${ending}" comes back within minutes`, () => {
    const memory = account(ending, state(ending, now));
    assert.ok(memory && memory.due < now + day / 24);
  });
}

test('one answer counts once, however often the page is opened', () => {
  const first = account('once', state('out', now));
  assert.deepEqual(account('once', state('out', now)), first);
});

test('solved again it comes back later; solved at once, later still', () => {
  account('well', state('out', now - day));
  account('hard', state('out', now - day));
  const well = account('well', state('solved', now));
  const hard = account('hard', state('solved', now, 3));
  assert.ok(well && hard && well.due > hard.due);
});

test('broken text of an exercise changes nothing', () => {
  const before = account('broken', state('out', now));
  for (const garbage of ['{', 'null', '7', '{"ending":"solved","at":"x"}']) assert.deepEqual(account('broken', garbage), before);
});
