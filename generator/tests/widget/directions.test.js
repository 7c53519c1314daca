// Styles turn round with the page: what is beside a line is said by where it begins and ends, not by left and right.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../../keyproof/widget/', import.meta.url);
const names = readdirSync(folder).filter((name) => name.endsWith('.css'));

/** Declarations that name a side, and shorthands whose second and fourth values differ. */
const sided = [
  /\b(?:margin|padding|border|scroll-margin|inset)-(?:left|right)\b[^;}]*/g,
  /(?<![-\w])(?:left|right|float|clear)\s*:[^;}]*/g,
  /\b(?:margin|padding|inset): *[^\s;}]+ +([^\s;}]+) +[^\s;}]+ +(?!\1[ ;}])[^\s;}]+/g,
  /\btext-align: *(?:left|right)/g,
];

/** @type {(text: string) => string[]} */
const found = (text) => sided.flatMap((pattern) => text.match(pattern) ?? []);

for (const name of names) {
  test(`${name} names no side`, () => {
    // Code runs from left to right wherever it stands.
    const text = readFileSync(new URL(name, folder), 'utf8').replace(/direction: ltr;[^}]*text-align: left/g, '');
    assert.deepEqual(found(text), []);
  });
}

test('the rule would see a side', () => {
  assert.equal(found('a { margin-left: 1px; left: 0; padding: 1px 2px 3px 4px; text-align: right; }').length, 4);
  assert.deepEqual(found('a { margin: 1px 2px 3px 2px; inset-inline-end: 0; text-align: start; }'), []);
});
