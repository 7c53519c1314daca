// What is published is what the sources give: a change of the widget is committed with its bundle.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';
import { built, bundle, mark } from '../../bundle.js';

test('the committed bundle is what the sources give; if not, run `npm run build`', async () => {
  const [expected, actual] = [await bundle(), built()];
  assert.deepEqual([...actual.keys()], [...expected.keys()]);
  for (const [name, text] of expected) assert.ok(actual.get(name) === text, `${name} is stale`);
});

test('one file is all that a page has to load: it imports nothing at once', async () => {
  assert.doesNotMatch(built().get('keyproof.js') ?? '', /\bimport\s*(?!\()["'{\w*]|\bfrom\s*["']/);
});

test('what others have written stands there with their licence', () => {
  const files = built();
  for (const [name, author] of [['editor.js', 'Haverbeke'], ['review-element.js', 'Open Spaced Repetition']])
    assert.match(files.get(name ?? '') ?? '', new RegExp(`MIT License[^]*${author}[^]*WITHOUT\\s+WARRANTY`), name);
});

test('each section of words has one place in the bundle, which no language has filled', () => {
  const text = [...built().values()].join('');
  /** @type {string[]} */
  const marks = text.match(/\bKEYPROOF_[A-Z]+_WORDS\b/g) ?? [];
  assert.ok(marks.includes(mark('widget')));
  assert.equal(new Set(marks).size, marks.length);
  assert.doesNotMatch(text, /Show solution/);
});

test('no call of a method without arguments is lost on the way into the bundle', () => {
  const folder = new URL('../../keyproof/widget/', import.meta.url);
  const sources = readdirSync(folder).filter((name) => name.endsWith('.js') && !name.startsWith('strings'));
  const written = bareCalls(sources.map((name) => readFileSync(new URL(name, folder), 'utf8')));
  const published = bareCalls([...built()].flatMap(([name, text]) => (name.endsWith('.js') ? [text] : [])));

  assert.ok(written.get('replaceChildren'));
  assert.deepEqual([...written].filter(([name, count]) => (published.get(name) ?? 0) < count), []);
});

/**
 * How often each method is called without arguments; those of `#private` names are named anew in the bundle.
 *
 * @param {string[]} texts
 */
function bareCalls(texts) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && !node.arguments.length && ts.isPropertyAccessExpression(node.expression) && ts.isIdentifier(node.expression.name)) {
      const { text } = node.expression.name;
      counts.set(text, (counts.get(text) ?? 0) + 1);
    }
    node.forEachChild(visit);
  };
  for (const text of texts) visit(ts.createSourceFile('one.js', text, ts.ScriptTarget.ES2023));
  return counts;
}
