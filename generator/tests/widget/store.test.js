// What the browser stores is believed only where it fits, and a browser that stores nothing still works.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fresh, openStore, prefix, restore, schema, version } from '../../keyproof/widget/store.js';
import { bank, many, one, shape, storageOf } from './samples.js';

/** @type {(faults?: Partial<Storage>) => { storage: Storage, entries: Map<string, string> }} */
function fake(faults = {}) {
  /** @type {Map<string, string>} */
  const entries = new Map();
  const storage = /** @type {Storage} */ ({
    getItem: (key) => entries.get(key) ?? null,
    setItem: (key, text) => void entries.set(key, text),
    ...faults,
  });
  return { storage, entries };
}

const fail = () => {
  throw new Error('refused');
};

test('what is written is read again, under a key of our own', () => {
  const storage = storageOf();
  const store = openStore(() => storage);
  store.write('sample', 'text');

  assert.equal(store.read('sample'), 'text');
  assert.deepEqual({ ...storage }, { 'keyproof:1:sample': 'text', [schema]: String(version) });
  assert.equal(prefix, 'keyproof:1:');
});

test('the empty text is forgotten, and the version of another page is left alone', () => {
  const storage = storageOf({ [schema]: '1' });
  const store = openStore(() => storage);
  store.write('sample', 'text');
  store.write('sample', '');

  assert.equal(store.read('sample'), '');
  assert.deepEqual({ ...storage }, { [schema]: '1' });
});

test('the ending and the time come back with the state', () => {
  const state = { ...fresh(one), tries: [[1]], ending: /** @type {const} */ ('solved'), at: 99 };

  assert.deepEqual(restore(one, JSON.stringify(state)), state);
});

test('nothing stored reads as the empty text', () => {
  assert.equal(openStore(() => fake().storage).read('sample'), '');
});

/** @type {[string, () => Storage | null][]} */
const blocked = [
  ['is absent', () => null],
  ['throws when touched', fail],
  ['throws on reading and writing', () => fake({ getItem: fail, setItem: fail }).storage],
  ['is full', () => fake({ setItem: fail }).storage],
];

for (const [how, getStorage] of blocked) {
  test(`a storage that ${how} is stood in for until the page is left`, () => {
    const store = openStore(getStorage);

    assert.equal(store.read('sample'), '');
    store.write('sample', 'text');
    assert.equal(store.read('sample'), 'text');
    assert.equal(store.unsaved.size, 1);
  });
}

test('a storage that has room again is used again', () => {
  const { storage, entries } = fake({ setItem: fail });
  const store = openStore(() => storage);
  store.write('sample', 'old');
  storage.setItem = (key, text) => void entries.set(key, text);
  store.write('sample', 'new');

  assert.equal(store.read('sample'), 'new');
  assert.equal(store.unsaved.size, 0);
  assert.equal(entries.get(`${prefix}sample`), 'new');
});

test('a state comes back as it was kept', () => {
  const state = { digest: bank.digest, tries: [[0, 1]], shown: true, hints: 2, draft: [0, -1] };

  assert.deepEqual(restore(bank, JSON.stringify(state)), state);
});

test('a state of another digest is dropped whole', () => {
  const old = { ...fresh(one), digest: 'other', tries: [[1]], shown: true };

  assert.deepEqual(restore(one, JSON.stringify(old)), fresh(one));
});

for (const text of ['', '{bad', 'null', '7', '[]', '"text"']) {
  test(`${JSON.stringify(text)} restores to a fresh state`, () => {
    assert.deepEqual(restore(one, text), fresh(one));
  });
}

test('answers that fit no longer are left out, the others stay', () => {
  const kept = { digest: bank.digest, tries: [[0, 9], [0], 'x', null, [0, -1], [1, 1]], shown: 1, hints: -2, draft: [9, 9] };

  assert.deepEqual(restore(bank, JSON.stringify(kept)), { ...fresh(bank), tries: [[1, 1]] });
});

test('an empty answer is a draft but never a try', () => {
  const kept = { digest: many.digest, tries: [[], [0]], shown: false, hints: 0, draft: [] };

  assert.deepEqual(restore(many, JSON.stringify(kept)), { ...fresh(many), tries: [[0]] });
});

test('typed answers are texts', () => {
  const kept = { digest: shape.digest, tries: [[1], '(1,)'], shown: false, hints: 0, draft: 4 };

  assert.deepEqual(restore(shape, JSON.stringify(kept)), { ...fresh(shape), tries: ['(1,)'] });
});
