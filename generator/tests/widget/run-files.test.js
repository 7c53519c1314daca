// Files of Python are counted while they come, kept whole, and let go of when they are of no use.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forget, keeping } from '../../keyproof/widget/run-files.js';

const folder = 'https://a.example/rt/1/';

/** A browser's caches, as far as they are asked for. @param {Map<string, string>} kept */
const caches = (kept) => ({
  keys: async () => [],
  delete: async () => kept.clear(),
  open: async () => ({
    match: async (/** @type {string} */ address) => (kept.has(address) ? new Response(kept.get(address)) : undefined),
    put: async (/** @type {string} */ address, /** @type {Response} */ answer) => kept.set(address, await answer.text()),
  }),
});

/** A server that sends a file in two parts, the second when it is told to. */
function slow() {
  /** @type {() => void} */
  let go = () => {};
  const waits = new Promise((resolve) => (go = () => resolve(undefined)));
  const encoder = new TextEncoder();
  const body = new ReadableStream({
    async start(controller) {
      controller.enqueue(encoder.encode('one'));
      await waits;
      controller.enqueue(encoder.encode('two'));
      controller.close();
    },
  });
  return { go, plain: async () => new Response(body) };
}

test('bytes are told as they come, not when a whole file is there', async () => {
  const kept = new Map();
  Object.assign(globalThis, { caches: caches(kept) });
  /** @type {number[]} */
  const told = [];
  const { go, plain } = slow();
  const asked = keeping(folder, (bytes) => told.push(bytes), plain)(`${folder}x`);
  for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
  assert.deepEqual(told, [3]);
  go();
  assert.equal(await (await asked).text(), 'onetwo');
  assert.deepEqual(told, [3, 3]);
  assert.equal(kept.get(`${folder}x`), 'onetwo');
});

test('what is kept is not asked for again, until it is let go of', async () => {
  const kept = new Map([[`${folder}x`, 'kept']]);
  Object.assign(globalThis, { caches: caches(kept) });
  const fetched = keeping(folder, () => {}, async () => new Response('fresh'));
  assert.equal(await (await fetched(`${folder}x`)).text(), 'kept');
  await forget(folder);
  assert.equal(await (await fetched(`${folder}x`)).text(), 'fresh');
});
