// The limits of size that keep the code readable, and the promises that hold for every file of the widget.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';

const folder = new URL('../../keyproof/widget/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.js'));

/** @type {(name: string) => string} */
const read = (name) => readFileSync(new URL(name, folder), 'utf8');

/** @type {(node: ts.Node, source: ts.SourceFile) => number} */
function longest(node, source) {
  const own = ts.isFunctionLike(node) ? node.getText(source).split('\n').length : 0;
  return node.getChildren(source).reduce((most, child) => Math.max(most, longest(child, source)), own);
}

for (const name of names) {
  const text = read(name);

  test(`no function of ${name} is longer than 40 lines`, () => {
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023);
    const lines = longest(source, source);
    assert.ok(lines <= 40, `${lines} lines`);
  });

  test(`${name} says what it is, imports only its neighbours, and names no other host`, () => {
    assert.match(text, /^\/\*\*\n \* .+\n \* In/);
    for (const [, from] of text.matchAll(/from '([^']+)'/g)) assert.match(String(from), /^(\.\/[a-z-]+\.(js|css)|ts-fsrs|@(codemirror|lezer)\/[a-z-]+)$/);
    assert.doesNotMatch(text, /https?:\/\/(?!www\.w3\.org\/2000\/svg)/);
  });
}

test('every kind has its file', () => {
  for (const kind of ['fill', 'choice', 'predict', 'fix']) {
    assert.ok(names.includes(`${kind}.js`), kind);
    assert.match(read('exercise-element.js'), new RegExp(`kinds = \\{.*\\b${kind}\\b`));
  }
  for (const kind of ['order', 'trace']) {
    assert.ok(names.includes(`${kind}.js`), kind);
    assert.match(read('late-kinds.js'), new RegExp(`${kind}: \\(\\) => import\\('./${kind}.js'\\)`));
  }
});
