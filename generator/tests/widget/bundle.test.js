// What is published is what the sources give: a change of the widget is committed with its bundle.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { built, bundle, mark } from '../../bundle.js';

test('the committed bundle is what the sources give; if not, run `npm run build`', async () => {
  const [expected, actual] = [await bundle(), built()];
  assert.deepEqual([...actual.keys()], [...expected.keys()]);
  for (const [name, text] of expected) assert.ok(actual.get(name) === text, `${name} is stale`);
});

test('one file is all that a page has to load: it imports nothing at once', async () => {
  assert.doesNotMatch(built().get('keyproof.js') ?? '', /\bimport\s*(?!\()["'{\w*]|\bfrom\s*["']/);
});

test('each section of words has one place in the bundle, which no language has filled', () => {
  const text = [...built().values()].join('');
  /** @type {string[]} */
  const marks = text.match(/\bKEYPROOF_[A-Z]+_WORDS\b/g) ?? [];
  assert.ok(marks.includes(mark('widget')));
  assert.equal(new Set(marks).size, marks.length);
  assert.doesNotMatch(text, /Show solution/);
});
