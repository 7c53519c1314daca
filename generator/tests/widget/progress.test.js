// Progress is counted from what is stored, by id and digest, without the exercises themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { standing, tally } from '../../keyproof/widget/progress.js';

const base = { digest: 'd', tries: [], hints: 0, shown: false, draft: [], ending: '', at: 1 };

/** @type {(part: object) => string} */
const kept = (part) => JSON.stringify({ ...base, ...part });

test('an exercise is solved, missed, begun or untouched', () => {
  const texts = [
    kept({ ending: 'solved' }), kept({ ending: 'out' }), kept({ ending: 'shown' }), kept({ tries: [[0]] }), kept({ hints: 1 }),
    kept({ draft: [1] }), '',
  ];

  assert.deepEqual(texts.map((text) => standing(text, 'd')), ['solved', 'missed', 'missed', 'begun', 'begun', '', '']);
});

for (const text of ['{bad', 'null', '7', '[]', '{}', '{"digest":"d"}', kept({ digest: 'other', ending: 'solved' })]) {
  test(`${text.slice(0, 40)} counts as untouched`, () => assert.equal(standing(text, 'd'), ''));
}

test('an exercise that stands on several pages counts once', () => {
  /** @type {Record<string, string>} */
  const texts = { a: kept({ ending: 'solved' }), b: kept({ ending: 'out' }), c: kept({ hints: 2 }) };
  const known = ['a', 'b', 'c', 'd', 'a'].map((id) => ({ id, digest: 'd', title: id, level: '', kind: '', objective: '' }));

  assert.deepEqual(tally(known, (id) => texts[id] ?? ''), { total: 4, solved: 1, missed: ['b'], begun: 1 });
  assert.deepEqual(tally([], () => ''), { total: 0, solved: 0, missed: [], begun: 0 });
});
