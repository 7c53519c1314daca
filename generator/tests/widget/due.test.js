// How much of a topic comes back now, by what is stored alone.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { due } from '../../keyproof/widget/due.js';

const day = 86_400_000;
const now = new Date(2026, 2, 10, 12).getTime();
const memory = { due: now, last: now - 3 * day, stability: 3, difficulty: 5, days: 3, step: 0, reps: 2, lapses: 0, state: 2 };
const exercise = { id: 'asked', digest: 'd', title: '', level: '', kind: 'choice', objective: '' };
/** @type {import('../../keyproof/widget/contract.js').Topic} */
const topic = {
  slug: 'layers',
  title: '',
  url: '',
  objectives: {},
  pages: [
    { url: '', title: '', mode: 'try', exercises: [exercise] },
    { url: '', title: '', mode: 'practice', exercises: [exercise] },
    { url: '', title: '', mode: 'review', exercises: [], cards: ['one', 'two'] },
  ],
};

/** @type {(stored: Record<string, unknown>) => number} */
const count = (stored) => due(topic, (key) => (key in stored ? JSON.stringify(stored[key]) : ''), now);

test('a card is due from the morning of its day, and one that was never seen is new', () => {
  assert.equal(count({}), 0);
  assert.equal(count({ 'review:one': memory, 'review:two': { ...memory, due: now + day } }), 1);
  assert.equal(count({ 'review:one': { ...memory, due: now + day / 4 } }), 1);
});

test('an exercise that was missed is due, once, until it is solved again', () => {
  assert.equal(count({ asked: { ending: 'out', at: 5 } }), 1);
  assert.equal(count({ asked: { ending: 'solved', at: 5 } }), 0);
  assert.equal(count({ asked: { ending: 'out', at: 5 }, 'review:asked': { ...memory, due: now + day, seen: 5 } }), 0);
  assert.equal(count({ asked: { ending: 'solved', at: 9 }, 'review:asked': { ...memory, seen: 5 } }), 0);
  assert.equal(count({ asked: { ending: 'solved', at: 5 }, 'review:asked': { ...memory, seen: 5 } }), 1);
});

test('nonsense is due to nobody', () => {
  assert.equal(count({ asked: 7, 'review:one': [], 'review:asked': 'x' }), 0);
});
