// No sentence for readers stands in the scripts: all of them are in the catalogue, where they can be translated.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import ts from 'typescript';

const folder = new URL('../../keyproof/widget/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.js') && !name.startsWith('strings'));

/** Names of keys and the like: what a browser calls them, not what a reader is told. */
const terms = new Set(['Enter', 'Escape', 'Delete', 'Backspace', 'Home', 'End', 'Infinity', 'Space', 'Tab', 'Mod-Enter', 'Mod-Shift-z', 'Ctrl+']);

/**
 * The texts in a script that are no errors for a console.
 *
 * @param {ts.Node} node
 * @returns {string[]}
 */
function texts(node) {
  if (ts.isNewExpression(node) && /Error$/.test(node.expression.getText())) return [];
  if (ts.isCallExpression(node) && /^need$|^console\./.test(node.expression.getText())) return [];
  const own = ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) ? [node.text] : [];
  return [...own, ...node.getChildren().flatMap(texts)];
}

/** @type {(text: string) => boolean} */
const isSaid = (text) => {
  const words = text.split(/\s+/).filter((word) => /^[a-z]{2,}[,.:;!?]?$/i.test(word));
  // Class names and properties come in rows as well; sentences have no hyphens in every word.
  return (words.length > 1 && !/[-#[\]().]/.test(text.replace(/[.]$/, ''))) || (/^[A-Z][a-z]{2,}\b/.test(text) && !terms.has(text));
};

for (const name of names) {
  test(`${name} says nothing that no catalogue has`, () => {
    const text = readFileSync(new URL(name, folder), 'utf8');
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2023, true);
    assert.deepEqual(texts(source).filter(isSaid), []);
  });
}

test('the rule would see a sentence', () => {
  const said = ['Show solution', 'Try again.', 'Check', 'no attempts left'];
  assert.deepEqual(said.filter(isSaid), said);
  assert.deepEqual(['kp-button kp-check', 'ArrowLeft', 'Enter', 'img', 'M4 4l8 8m0-8l-8 8'].filter(isSaid), []);
});
