/**
 * The worker that has Python in it: loads it from the site, and runs one program after another.
 * In: messages of the page, see run-job.js. Out: bytes as they come, what is printed, and how it ended.
 */

/** @import { Asked, Job, Message, Said } from './run-job.js' */
import { forget, keeping } from './run-files.js';

/** A module that has nothing in it, to find out whether modules are allowed. */
const nothing = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0);

/** Memory that Python may take: as much as where keys are proven. A page that takes more is ended by phones. */
const memory = 1024 * 1024 * 1024;

/** @typedef {{ callKwargs(source: string, options: object): { toJs(options: object): any, destroy(): void } }} Runner */

/** @type {Runner | undefined} */
let runner;

// Taken before any program can put something else in their place.
const { fromEntries } = Object;
const { apply } = Reflect;
const { stopImmediatePropagation } = Event.prototype;
const dataOf = /** @type {() => Asked} */ (Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data')?.get);
/** @type {(said: Said) => void} */
const send = globalThis.postMessage.bind(globalThis);

/** @typedef {(message: Message) => void} Post */

/** Says things with the token of what was asked. @type {(token: string) => Post} */
const posting = (token) => (message) => send({ ...message, token });

// The first of all listeners, and the last: one that a program leaves behind would learn the token of the next run, as
// would another way to read messages.
globalThis.addEventListener('message', (/** @type {MessageEvent<Asked>} */ event) => {
  apply(stopImmediatePropagation, event, []);
  const data = apply(dataOf, event, []);
  const post = posting(data.token);
  if ('run' in data) run(data.run, post);
  else begin(data.load, post);
});

/**
 * @param {string} folder
 * @param {Post} post
 */
async function begin(folder, post) {
  try {
    // Where the policy of the site forbids it, Pyodide would wait for ever.
    new WebAssembly.Module(nothing);
  } catch (error) {
    return fail('policy', error, post);
  }
  try {
    await load(folder, post);
    post({ say: 'ready' });
  } catch (error) {
    // The next try asks the site again.
    await forget(folder);
    fail('unreached', error, post);
  }
}

/**
 * @param {string} folder
 * @param {Post} post
 */
async function load(folder, post) {
  limitMemory();
  globalThis.fetch = keeping(folder, (bytes) => post({ say: 'bytes', bytes }), globalThis.fetch.bind(globalThis));
  const { loadPyodide } = await import(`${folder}pyodide.mjs`);
  const silent = () => {};
  const python = await loadPyodide({ indexURL: folder, lockFileURL: `${folder}pyodide-lock.json`, stdout: silent, stderr: silent });
  python.registerJsModule('keyproof_products', await import(`${folder}products.mjs`));
  await python.loadPackagesFromImports('import torch.nn', { messageCallback: silent, errorCallback: silent });
  if (!Object.keys(python.loadedPackages).length) throw new TypeError('keyproof: the package for torch was refused');
  python.FS.writeFile('/home/pyodide/run_program.py', await (await fetch(`${folder}run_program.py`)).text());
  runner = python.runPython('import torch, run_program\nrun_program.run');
}

/**
 * @param {'policy' | 'unreached'} why
 * @param {unknown} error
 * @param {Post} post
 */
function fail(why, error, post) {
  post({ say: 'failed', why, error: error instanceof Error ? error.message : String(error) });
}

/**
 * @param {Job} job
 * @param {Post} post
 */
function run({ source, ...around }, post) {
  post({ say: 'begun' });
  const began = performance.now();
  try {
    const ended = runner?.callKwargs(source, { ...around, write: (/** @type {string} */ text) => post({ say: 'printed', text }) });
    const end = ended?.toJs({ dict_converter: fromEntries });
    ended?.destroy();
    post({ say: 'ended', end: { ...end, seconds: (performance.now() - began) / 1000 } });
  } catch (error) {
    // Python itself has come to an end, not the program.
    post({ say: 'failed', why: 'crashed', error: String(error) });
  }
}

/** Memory of WebAssembly grows and never shrinks; what is refused here is a MemoryError there. */
function limitMemory() {
  const { grow } = WebAssembly.Memory.prototype;
  /** @type {(this: WebAssembly.Memory, pages: number) => number} */
  WebAssembly.Memory.prototype.grow = function (pages) {
    if (this.buffer.byteLength + pages * 65_536 > memory) throw new RangeError('keyproof: there is no more memory');
    return grow.call(this, pages);
  };
}
