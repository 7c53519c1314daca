// Progress goes into a file and comes back whole; of a file nothing is believed that does not fit.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pack, unpack } from '../../keyproof/widget/transfer.js';

const about = { site: 'https://example.org/course/', at: new Date(0) };
const none = () => '';

/** @type {(entries: unknown, head?: object) => string} */
const file = (entries, head = {}) => JSON.stringify({ keyproof: 1, entries, ...head });

test('what is saved is what an empty browser takes', () => {
  const stored = { 'create-layer': '{"digest":"d","tries":[[0]],"at":5}', 'set:practice': '3' };
  const text = pack({ ...stored, garbage: '{"tries":' }, about);

  assert.deepEqual(JSON.parse(text), {
    keyproof: 1,
    site: about.site,
    at: '1970-01-01T00:00:00.000Z',
    entries: { 'create-layer': { digest: 'd', tries: [[0]], at: 5 }, 'set:practice': 3 },
  });
  assert.deepEqual(unpack(text, none), { fault: '', take: Object.entries(stored), left: 0, strange: 0 });
});

test('of two records of one exercise the later stays', () => {
  /** @type {Record<string, string>} */
  const here = { older: '{"at":1}', newer: '{"at":9}', same: '{"at":5}', timeless: '{"tries":[]}', broken: '{', place: '2' };
  const entries = Object.fromEntries([...Object.keys(here).slice(0, 5), 'absent'].map((key) => [key, { at: 5 }]));
  const { take, left } = unpack(file({ ...entries, place: 4 }), (key) => here[key] ?? '');

  assert.deepEqual(take.map(([key]) => key), ['older', 'timeless', 'broken', 'absent']);
  assert.equal(left, 3);
});

for (const text of ['', 'text', 'null', '[]', '7', '{}', '{"keyproof":"1","entries":{}}', '{"keyproof":1}', file([]), file('x')]) {
  test(`${JSON.stringify(text.slice(0, 40))} is no file of ours`, () => {
    assert.deepEqual(unpack(text, none), { fault: 'strange', take: [], left: 0, strange: 0 });
  });
}

test('a file of a later format is left alone', () => {
  assert.equal(unpack(file({ a: { at: 1 } }, { keyproof: 2 }), none).fault, 'newer');
});

test('entries that nothing of ours would write are counted and left out', () => {
  const text = `{"keyproof":1,"entries":{"__proto__":{"at":1},"a b":{"at":1},"../x":{},"text":"<img onerror>","list":[1],
    "nothing":null,"${'x'.repeat(201)}":{"at":1},"good":{"at":1}}}`;
  const { take, strange } = unpack(text, none);

  assert.deepEqual(take.map(([key]) => key).sort(), ['__proto__', 'good']);
  assert.equal(strange, 6);
  assert.equal(Object.getPrototypeOf({}).at, undefined);
});

test('an entry from the future would never be overtaken: it is left out', () => {
  const now = 1_000_000_000_000;
  const day = 86_400_000;
  const { take, strange } = unpack(file({ soon: { at: now + day }, later: { at: now + day + 1 } }), none, { now });

  assert.deepEqual(take.map(([key]) => key), ['soon']);
  assert.equal(strange, 1);
});

test('of a course only what it has a place for is taken, in the shape that belongs there', () => {
  const exercise = { id: 'real', digest: 'd', title: '', level: '', kind: 'choice', objective: '' };
  const pages = [{ url: '', title: '', mode: 'try', exercises: [exercise], cards: ['card'] }];
  /** @type {import('../../keyproof/widget/contract.js').Course} */
  const course = { v: 1, progress: '', topics: [{ slug: 'layers', title: '', url: '', objectives: {}, pages }] };
  const good = { real: { digest: 'd', tries: [] }, 'review:real': { due: 1 }, 'review:card': { due: 1 }, 'test:layers': { drawn: [] }, 'challenge:layers': { problems: [] }, 'set:one': 2 };
  const bad = { gone: { digest: 'd', tries: [] }, 'review:gone': { due: 1 }, 'test:gone': { drawn: [] }, 'challenge:layers2': { problems: [] }, 'other:real': {}, 'set:two': {}, 'set:three': -1 };

  assert.deepEqual(unpack(file(good), none, { course }).take.map(([key]) => key), Object.keys(good));
  assert.equal(unpack(file(bad), none, { course }).strange, Object.keys(bad).length);
  for (const [key, value] of [['real', 4], ['real', { digest: 'old', tries: [] }], ['real', { digest: 'd', tries: 1 }], ['review:real', {}], ['test:layers', 1]]) {
    assert.equal(unpack(file({ [String(key)]: value }), none, { course }).strange, 1);
  }
});

test('a test and a card are replaced by later ones alone', () => {
  const here = JSON.stringify({ at: 20, last: 20 });
  for (const field of ['at', 'last']) {
    assert.equal(unpack(file({ 'test:a': { [field]: 19 } }), () => here).left, 1);
    assert.equal(unpack(file({ 'test:a': { [field]: 21 } }), () => here).take.length, 1);
  }
  assert.equal(unpack(file({ 'test:a': { drawn: [] } }), () => here).left, 1);
});
