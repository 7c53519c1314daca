// Progress is counted from what is stored, by id and digest, without the exercises themselves.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { counts, standing, tally } from '../../keyproof/widget/progress.js';

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

  assert.deepEqual(tally(known, (id) => texts[id] ?? ''), { total: 4, solved: 1, done: 0, own: 0, missed: ['b'], begun: 1 });
  assert.deepEqual(tally([], () => ''), { total: 0, solved: 0, done: 0, own: 0, missed: [], begun: 0 });
});

const own = { digest: 'd', tries: [], hints: 0, draft: null, ticks: [], ending: '', at: 1 };

test('what only its reader can judge is done or begun, never solved nor missed', () => {
  const texts = [{ ending: 'done' }, { draft: '' }, { ticks: [0] }, { hints: 1 }, {}].map((part) => JSON.stringify({ ...own, ...part }));

  assert.deepEqual(texts.map((text) => standing(text, 'd')), ['done', 'begun', 'begun', 'begun', '']);
});

test('done is counted apart from solved', () => {
  const known = ['a', 'b'].map((id) => ({ id, digest: 'd', title: id, level: '', kind: 'write', objective: '' }));
  const graded = { id: 'c', digest: 'd', title: 'c', level: '', kind: 'fill', objective: '' };
  /** @type {Record<string, string>} */
  const texts = { a: JSON.stringify({ ...own, ending: 'done' }), c: kept({ ending: 'solved' }) };
  const read = (/** @type {string} */ id) => texts[id] ?? '';

  assert.deepEqual(tally([...known, graded], read), { total: 1, solved: 1, done: 1, own: 2, missed: [], begun: 0 });
  assert.equal(counts(tally([...known, graded], read)), '1 of 1 solved, 1 of 2 done');
  assert.equal(counts(tally(known, read)), '1 of 2 done');
  // Whichever of those kinds they are of.
  for (const kind of ['experiment', 'explain']) assert.equal(counts(tally(known.map((one) => ({ ...one, kind })), read)), '1 of 2 done');
  assert.equal(counts(tally([graded], read)), '1 of 1 solved');
});
