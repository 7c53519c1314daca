// The worker hears the page and no program: what one leaves behind must not learn the token of the next run.
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** @type {any[]} */
const said = [];
/** @type {(event: MessageEvent) => void} */
let hear = () => {};
Object.assign(globalThis, {
  postMessage: (/** @type {any} */ message) => said.push(message),
  addEventListener: (/** @type {string} */ _type, /** @type {(event: MessageEvent) => void} */ listener) => (hear = listener),
});
await import('../../keyproof/widget/run-worker.js');

const ask = (/** @type {string} */ token) => {
  const event = new MessageEvent('message', { data: { run: { source: '' }, token }, cancelable: true });
  hear(event);
};

test('a run is answered with its token, and other ways to read messages learn none', () => {
  ask('first');
  assert.deepEqual(said.map((one) => [one.say, one.token]), [['begun', 'first'], ['ended', 'first']]);
  /** @type {unknown[]} */
  const learned = [];
  const spy = {
    configurable: true,
    get() {
      learned.push(this);
      return {};
    },
  };
  for (const name of ['data', 'stopImmediatePropagation']) Object.defineProperty(MessageEvent.prototype, name, spy);
  for (const name of ['token', 'say']) Object.defineProperty(Object.prototype, name, { ...spy, set: (value) => learned.push(value) });
  globalThis.postMessage = (/** @type {any} */ message) => learned.push(message);
  try {
    ask('second');
  } finally {
    for (const name of ['token', 'say']) Reflect.deleteProperty(Object.prototype, name);
  }
  assert.deepEqual([learned, said.at(-1).token], [[], 'second']);
});
