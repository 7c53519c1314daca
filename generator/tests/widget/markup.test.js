// Nothing that a reader types, loads from a file or finds in the storage can become markup or code: no script parses text.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';

const folder = new URL('../../keyproof/widget/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.js'));

/** Names of everything in a browser that turns text into markup or into a program. */
const parsers = new Set([
  ...['innerHTML', 'outerHTML', 'insertAdjacentHTML', 'setHTMLUnsafe', 'parseHTMLUnsafe', 'createContextualFragment', 'DOMParser'],
  ...['srcdoc', 'eval', 'Function', 'write', 'writeln', 'execCommand'],
]);
const writers = new Set(['write', 'writeln']);

/**
 * The parsers that a script names: as a name, as a property, or as the text of one.
 *
 * @param {string} text
 * @returns {string[]}
 */
function parsersIn(text) {
  const source = ts.createSourceFile('a.js', text, ts.ScriptTarget.ES2023, true);
  /** @type {(node: ts.Node) => string[]} */
  const walk = (node) => {
    const name = ts.isIdentifier(node) || ts.isStringLiteralLike(node) ? node.text : '';
    // The storage is written as well: only a document's `write` parses.
    const own = writers.has(name) ? /\bdocument\b/.test(node.parent.getText()) : parsers.has(name);
    return [...(own ? [name] : []), ...node.getChildren().flatMap(walk)];
  };
  return walk(source);
}

/** @type {(text: string) => boolean} */
const writesHandlers = (text) => /setAttribute\(\s*['"`]on|\bjavascript:|set(Timeout|Interval)\(\s*['"`]/.test(text);

for (const name of names) {
  test(`${name} parses no text as markup or code`, () => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    assert.deepEqual(parsersIn(text), []);
    assert.ok(!writesHandlers(text));
  });
}

test('the rule would see each of them', () => {
  const seen = [
    ['a.innerHTML = b', 'innerHTML'],
    ["a['outerHTML'] += b", 'outerHTML'],
    ["a.insertAdjacentHTML('beforeend', b)", 'insertAdjacentHTML'],
    ['document.write(b)', 'write'],
    ['globalThis.document.writeln(b)', 'writeln'],
    ['eval(b)', 'eval'],
    ['new Function(b)', 'Function'],
    ['Object.assign(a, { innerHTML: b })', 'innerHTML'],
  ];
  for (const [text, name] of seen) assert.deepEqual(parsersIn(String(text)), [name], text);
  assert.deepEqual(parsersIn('// innerHTML\nlasting.write(key, text); a.textContent = b'), []);
  assert.ok(writesHandlers("a.setAttribute('onclick', b)") && writesHandlers("setTimeout('b', 1)"));
});
