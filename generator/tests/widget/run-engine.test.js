// One worker runs one program after another; whatever becomes of it, every run has an end and the next run a worker.
import assert from 'node:assert/strict';
import { afterEach, beforeEach, mock, test } from 'node:test';
import { Engine, limits } from '../../keyproof/widget/run-engine.js';

/** @import { Asked, Message } from '../../keyproof/widget/run-job.js' */

const job = { source: 'print(1)', setup: '', before: '', tests: '' };
const fine = { ended: /** @type {const} */ ('ok'), error: '', line: null, test: '', traceback: '', seconds: 0.1 };

/** An engine, and its workers as they are started; they say what the test makes them say. */
function made() {
  /** @type {{ asked: object[], tokens: string[], ended: boolean, say: (message: Message) => void, post: (data: unknown) => void, fail: () => void }[]} */
  const workers = [];
  const engine = new Engine(() => {
    /** @type {any} */
    const host = {
      postMessage(/** @type {Asked} */ { token, ...asked }) {
        worker.asked.push(asked);
        worker.tokens.push(token);
      },
      terminate: () => (worker.ended = true),
    };
    const worker = {
      asked: /** @type {object[]} */ ([]),
      tokens: /** @type {string[]} */ ([]),
      ended: false,
      say: (/** @type {Message} */ message) => worker.post({ ...message, token: worker.tokens.at(-1) }),
      post: (/** @type {unknown} */ data) => host.onmessage({ data }),
      fail: () => host.onerror({}),
    };
    workers.push(worker);
    return host;
  });
  /** @type {(string | number)[]} */
  const told = [];
  const begin = (signal = new AbortController().signal, files = 'https://a/rt/') =>
    engine.run(job, { files, signal, told: { bytes: (n) => told.push(n), begun: () => told.push('begun'), printed: (text) => told.push(text) } });
  return { engine, workers, told, begin };
}

// A worker that is never heard of again would keep a real clock going for a minute.
beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
afterEach(() => mock.timers.reset());

/** Lets promises go on. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

test('nothing is started before the first run, and the second takes the same worker', async () => {
  const { workers, told, begin } = made();
  assert.equal(workers.length, 0);
  const first = begin();
  await turn();
  const [one] = workers;
  assert.ok(one);
  assert.deepEqual(one.asked, [{ load: 'https://a/rt/' }]);
  one.say({ say: 'bytes', bytes: 3 });
  one.say({ say: 'bytes', bytes: 4 });
  one.say({ say: 'ready' });
  one.say({ say: 'begun' });
  one.say({ say: 'printed', text: 'x' });
  one.say({ say: 'ended', end: fine });
  assert.deepEqual(await first, fine);
  assert.deepEqual(told, [3, 7, 'begun', 'x']);
  const second = begin();
  await turn();
  assert.deepEqual(one.asked.slice(1), [{ run: job }, { run: job }]);
  one.say({ say: 'ended', end: fine });
  await second;
  assert.equal(workers.length, 1);
});

test('what a program posts by itself is not heard, however much it looks like ours', async () => {
  const { workers, told, begin } = made();
  const run = begin();
  await turn();
  const [one] = workers;
  assert.ok(one);
  one.say({ say: 'ready' });
  one.say({ say: 'begun' });
  const [load] = one.tokens;
  const forged = [
    { say: 'ended', end: { ...fine, error: 'forged' } },
    { say: 'printed', text: 'forged' },
    { say: 'failed', why: 'crashed', error: 'forged' },
    { say: 'ended' },
  ];
  for (const data of ['hi', undefined, null, {}, ...forged, ...forged.map((said) => ({ ...said, token: load }))]) one.post(data);
  // Not even one of ours is an end without saying which.
  one.say(/** @type {any} */ ({ say: 'ended' }));
  one.say({ say: 'ended', end: fine });
  assert.deepEqual(await run, fine);
  assert.deepEqual(told, ['begun']);
  // What it posts later is not taken for the end of the next one.
  const next = begin();
  await turn();
  one.post({ say: 'ended', end: { ...fine, error: 'late' }, token: one.tokens[1] });
  one.say({ say: 'ended', end: fine });
  assert.deepEqual(await next, fine);
  assert.deepEqual([new Set(one.tokens).size, workers.length], [3, 1]);
});

test('a stopped run loses its worker, and the next one is loaded at once', async () => {
  const { workers, begin } = made();
  const stop = new AbortController();
  const run = begin(stop.signal);
  await turn();
  workers[0]?.say({ say: 'ready' });
  workers[0]?.say({ say: 'begun' });
  stop.abort();
  assert.equal((await run).ended, 'stopped');
  assert.equal(workers[0]?.ended, true);
  assert.deepEqual(workers[1]?.asked, [{ load: 'https://a/rt/' }]);
});

test('stopping while Python is loaded leaves it loading', async () => {
  const { workers, begin } = made();
  const stop = new AbortController();
  const run = begin(stop.signal);
  await turn();
  stop.abort();
  assert.equal((await run).ended, 'stopped');
  assert.equal(workers[0]?.ended, false);
  const next = begin();
  await turn();
  workers[0]?.say({ say: 'ready' });
  workers[0]?.say({ say: 'ended', end: fine });
  assert.deepEqual(await next, fine);
});

test('the limit counts from the begin of the run, not of loading', async () => {
  const { workers, begin } = made();
  const run = begin();
  await turn();
  mock.timers.tick(limits.run + 1);
  workers[0]?.say({ say: 'ready' });
  workers[0]?.say({ say: 'begun' });
  mock.timers.tick(limits.run - 1);
  assert.equal(workers.length, 1);
  mock.timers.tick(1);
  assert.equal((await run).ended, 'limit');
  assert.equal(workers.length, 2);
});

test('loading may take long while bytes come; without any it ends, and the next run begins anew', async () => {
  const { workers, begin } = made();
  const run = begin();
  await turn();
  for (let step = 0; step < 5; step += 1) {
    mock.timers.tick(limits.load - 1);
    workers[0]?.say({ say: 'bytes', bytes: 1 });
  }
  mock.timers.tick(limits.load);
  assert.equal((await run).ended, 'stalled');
  assert.equal(workers[0]?.ended, true);
  begin();
  await turn();
  assert.equal(workers.length, 2);
});

test('a worker that could not load is not replaced until it is asked for; one that crashed is', async () => {
  const { workers, begin } = made();
  const first = begin();
  await turn();
  workers[0]?.say({ say: 'failed', why: 'policy', error: 'no' });
  assert.deepEqual([(await first).ended, workers.length], ['policy', 1]);
  const second = begin();
  await turn();
  workers[1]?.fail();
  assert.deepEqual([(await second).ended, workers.length], ['unreached', 2]);
  const third = begin();
  await turn();
  workers[2]?.say({ say: 'ready' });
  workers[2]?.fail();
  assert.deepEqual([(await third).ended, workers.length], ['crashed', 4]);
});

test('a run that filled the memory is told, and its worker is replaced', async () => {
  const { workers, begin } = made();
  const run = begin();
  await turn();
  workers[0]?.say({ say: 'ready' });
  workers[0]?.say({ say: 'ended', end: { ...fine, ended: 'raised', error: 'MemoryError' } });
  assert.equal((await run).error, 'MemoryError');
  assert.deepEqual([workers[0]?.ended, workers.length], [true, 2]);
});

test('a run that waits for another is stopped at once, and does not begin later', async () => {
  const { workers, begin } = made();
  const first = begin();
  const stop = new AbortController();
  const second = begin(stop.signal);
  await turn();
  workers[0]?.say({ say: 'ready' });
  workers[0]?.say({ say: 'begun' });
  stop.abort();
  assert.equal((await second).ended, 'stopped');
  workers[0]?.say({ say: 'ended', end: fine });
  assert.deepEqual(await first, fine);
  await turn();
  assert.equal(workers[0]?.asked.length, 2);
});

test('a program that never begins, for what an earlier one has left behind, meets the limit too', async () => {
  const { workers, begin } = made();
  const run = begin();
  await turn();
  workers[0]?.say({ say: 'ready' });
  mock.timers.tick(limits.run);
  assert.equal((await run).ended, 'limit');
});

test('a second run waits for the first, and what the first says late is not told to the second', async () => {
  const { workers, begin } = made();
  const stop = new AbortController();
  const first = begin(stop.signal);
  const second = begin();
  await turn();
  workers[0]?.say({ say: 'ready' });
  workers[0]?.say({ say: 'begun' });
  assert.equal(workers[0]?.asked.length, 2);
  stop.abort();
  await first;
  await turn();
  // The old worker speaks after its end.
  workers[0]?.say({ say: 'ended', end: { ...fine, error: 'late' } });
  workers[1]?.say({ say: 'ready' });
  workers[1]?.say({ say: 'ended', end: fine });
  assert.deepEqual(await second, fine);
});

test('pages of another build take another worker', async () => {
  const { workers, begin } = made();
  const first = begin();
  await turn();
  workers[0]?.say({ say: 'ready' });
  workers[0]?.say({ say: 'ended', end: fine });
  await first;
  begin(undefined, 'https://a/other/');
  await turn();
  assert.deepEqual([workers[0]?.ended, workers[1]?.asked], [true, [{ load: 'https://a/other/' }]]);
});
