// A payload is taken whole or refused: the page never works with half of one.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { deflateRawSync } from 'node:zlib';
import { check, decode } from '../../keyproof/widget/payload.js';
import { bank, many, one, order, shape, trace } from './samples.js';

/** @type {(value: unknown) => string} */
const pack = (value) => deflateRawSync(Buffer.from(JSON.stringify(value), 'utf8')).toString('base64');

test('what the build packs is unpacked, characters beyond ASCII included', async () => {
  const texts = [['naïve ✓ ', '<UNK> </script>']];
  const sent = { ...one, texts, outcomes: [0, 0, 0] };

  assert.deepEqual(await decode(pack(sent)), sent);
});

for (const payload of [bank, one, many, shape, order, trace]) {
  test(`a payload of input ${payload.input} is accepted`, () => {
    assert.equal(check(payload), payload);
  });
}

test('text that is no payload is refused', async () => {
  await assert.rejects(decode('AAAA'));
  await assert.rejects(decode('not base64!'));
  await assert.rejects(decode(''));
  await assert.rejects(decode(pack(null)), TypeError);
});

/** @type {[string, object][]} */
const broken = [
  ['head', { ...one, v: 2 }],
  ['head', { ...one, id: 7 }],
  ['kind', { ...one, input: 'constructor' }],
  ['attempts', { ...one, attempts: 0 }],
  ['texts', { ...one, texts: [['a', 1]] }],
  ['texts', { ...one, final: 'B' }],
  ['outcomes', { ...one, outcomes: [0, 1, 99] }],
  ['outcomes', { ...one, outcomes: [0, -1, 0.5] }],
  ['key', { ...one, key: [3] }],
  ['key', { ...one, key: [] }],
  ['number of keys', { ...one, key: [0, 1] }],
  ['bank', { ...bank, bank: '20' }],
  ['outcomes of the bank', { ...bank, blanks: 3 }],
  ['key', { ...bank, key: [0] }],
  ['typed', { ...shape, value: 4 }],
  ['typed', { ...shape, outcomes: [0] }],
  ['known', { ...shape, known: [['(1,)', 99]] }],
  ['tolerance', { ...shape, tolerance: '1' }],
];

for (const [what, payload] of broken) {
  test(`refused for its ${what}: ${JSON.stringify(payload).slice(0, 40)}`, () => {
    assert.throws(() => check(payload), TypeError);
  });
}

test('the payloads that the build writes for its test cases are accepted', () => {
  const cases = new URL('../cases/', import.meta.url);
  const files = readdirSync(cases, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('payload.json'));
  assert.ok(files.length > 0);
  for (const file of files) {
    const found = JSON.parse(readFileSync(new URL(file, cases), 'utf8'));
    for (const payload of 'v' in found ? [found] : Object.values(found)) assert.equal(check(payload), payload);
  }
});
