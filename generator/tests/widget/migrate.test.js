// What an older version has stored is brought up to date, and nothing is lost on the way.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { migrate } from '../../keyproof/widget/migrate.js';
import { restore, schema, version } from '../../keyproof/widget/store.js';
import { one, storageOf } from './samples.js';

/** As the first version kept an exercise. */
const first = { digest: one.digest, tries: [[0], [2]], shown: false, hints: 1, draft: [2] };

/** @type {(value: object) => string} */
const json = JSON.stringify;

test('states of version 1 get an ending and a time, and keep all they had', () => {
  const storage = storageOf({ 'keyproof:1:a': json(first), 'keyproof:1:b': json({ ...first, shown: true, extra: [7] }) });
  migrate(storage);

  assert.deepEqual(JSON.parse(storage['keyproof:1:a']), { ...first, ending: '', at: 0 });
  assert.deepEqual(JSON.parse(storage['keyproof:1:b']), { ...first, shown: true, extra: [7], ending: 'shown', at: 0 });
  assert.equal(storage[schema], String(version));
  assert.deepEqual(restore(one, storage['keyproof:1:a']), { ...first, ending: '', at: 0 });
});

test('what is no state, and what is not ours, stays byte for byte', () => {
  const strange = {
    'keyproof:1:set:practice': '3',
    'keyproof:1:garbage': '{"tries": [',
    'keyproof:1:list': '[1]',
    'keyproof:1:null': 'null',
    'keyproof:2:other': json(first),
    theirs: json(first),
  };
  const storage = storageOf(strange);
  migrate(storage);

  assert.deepEqual({ ...storage }, { ...strange, [schema]: String(version) });
});

test('a second time nothing changes', () => {
  const storage = storageOf({ 'keyproof:1:a': json({ ...first, ending: 'solved', at: 5 }) });
  migrate(storage);
  const after = { ...storage };
  migrate(storage);

  assert.deepEqual({ ...storage }, after);
  assert.equal(JSON.parse(storage['keyproof:1:a']).at, 5);
});

test('a storage that a newer page has written is left alone', () => {
  const entries = { 'keyproof:1:a': json(first), [schema]: String(version + 1) };
  const storage = storageOf(entries);
  migrate(storage);

  assert.deepEqual({ ...storage }, entries);
});

test('a step that fails half way is taken again next time', () => {
  const storage = storageOf({ 'keyproof:1:a': json(first), 'keyproof:1:b': json(first) });
  const { setItem } = storage;
  let room = 1;
  storage.setItem = (key, text) => {
    if ((room -= 1) < 0) throw new Error('full');
    setItem(key, text);
  };
  assert.throws(() => migrate(storage), /full/);
  assert.equal(storage[schema], undefined);
  storage.setItem = setItem;
  migrate(storage);

  for (const key of ['keyproof:1:a', 'keyproof:1:b']) assert.equal(JSON.parse(storage[key]).at, 0);
});
