/**
 * The one worker of a page: it is started by the first run, stays warm, and is replaced when it is lost.
 * In: how to start a worker, and jobs. Out: the end of each. Jobs wait for each other.
 */

/** @import { End, Job, Said } from './run-job.js' */
import { broken, isSpent } from './run-job.js';

/** Milliseconds that a program may run, that one may which is known to take long, and that loading may go on without a byte. */
export const limits = { run: 10_000, long: 180_000, load: 60_000 };

/**
 * @typedef {Pick<Worker, 'postMessage' | 'terminate' | 'onmessage' | 'onerror'>} Host
 * @typedef {{ bytes(loaded: number): void, begun(): void, printed(text: string): void }} Told
 * @typedef {{ job: Job, told: Told, limit: 'run' | 'long', resolve: (end: End) => void, sent: boolean }} Current
 */

export class Engine {
  /** @type {Host | undefined} */
  #host;
  #ready = false;
  #loaded = 0;
  /** Where the worker that is there takes its files from. */
  #files = '';
  /** What the worker was asked last is answered with this. */
  #token = '';
  /** @type {Current | undefined} */
  #current;
  /** @type {Promise<unknown>} */
  #turn = Promise.resolve();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {() => Host} spawn */
  constructor(spawn) {
    this.spawn = spawn;
  }

  /** Whether a run can begin at once. */
  get isWarm() {
    return this.#ready;
  }

  /**
   * Runs a program as soon as those before it have ended.
   *
   * @param {Job} job
   * @param {{ files: string, told: Told, signal: AbortSignal, limit?: 'run' | 'long' }} setting
   * @returns {Promise<End>}
   */
  run(job, { files, told, signal, limit = 'run' }) {
    const ended = this.#turn.then(() => {
      if (signal.aborted) return broken('stopped');
      return new Promise((/** @type {(end: End) => void} */ resolve) => {
        this.#current = { job, told, limit, resolve, sent: false };
        signal.addEventListener('abort', () => this.#stop(), { once: true });
        if (!this.#host || files !== this.#files) this.#start(files);
        if (this.#ready) this.#send();
        else this.#wait('load');
      });
    });
    this.#turn = ended;
    // One that waits for another's end need not wait to be stopped.
    const left = new Promise((/** @type {(end: End) => void} */ resolve) => {
      signal.addEventListener('abort', () => resolve(broken('stopped')), { once: true });
    });
    return Promise.race([ended, left]);
  }

  /** @param {string} files */
  #start(files) {
    this.#host?.terminate();
    this.#ready = false;
    this.#loaded = 0;
    this.#files = files;
    const host = this.spawn();
    this.#host = host;
    // A program may send messages of its own, and ones that look like ours: without the token they are none of ours.
    host.onmessage = ({ data }) => host === this.#host && data?.token === this.#token && this.#hear(data);
    host.onerror = (event) => {
      event.preventDefault?.();
      if (host === this.#host) this.#lose(this.#ready ? 'crashed' : 'unreached', event.message ?? '');
    };
    this.#ask({ load: files });
  }

  /** @param {Said} said */
  #hear(said) {
    const current = this.#current;
    if (said.say === 'bytes') {
      this.#loaded += said.bytes;
      current?.told.bytes(this.#loaded);
      if (current) this.#wait('load');
    } else if (said.say === 'ready') {
      this.#ready = true;
      if (current) this.#send();
    } else if (said.say === 'begun') {
      this.#wait(current?.limit ?? 'run');
      current?.told.begun();
    } else if (said.say === 'printed') current?.told.printed(said.text);
    else if (said.say === 'failed') this.#lose(said.why, said.error);
    else if (said.say === 'ended' && said.end?.ended) {
      // The end is told first: that Python is loaded anew is of interest only to the next run.
      this.#finish(said.end);
      if (isSpent(said.end)) this.#start(this.#files);
    }
  }

  #send() {
    const current = this.#current;
    if (!current || current.sent) return;
    current.sent = true;
    // What an earlier program has left behind may keep it from beginning.
    this.#wait(current.limit);
    this.#ask({ run: current.job });
  }

  /** @param {{ load: string } | { run: Job }} what */
  #ask(what) {
    // Not `randomUUID`, which sites without HTTPS lack.
    this.#token = crypto.getRandomValues(new Uint32Array(4)).join('-');
    this.#host?.postMessage({ ...what, token: this.#token });
  }

  /** @param {keyof typeof limits} what */
  #wait(what) {
    clearTimeout(this.#timer);
    const act = what === 'load' ? () => this.#lose('stalled') : () => this.#replace('limit');
    this.#timer = setTimeout(act, limits[what]);
  }

  #stop() {
    // What is only being loaded goes on: the next run needs it as much.
    if (this.#current?.sent) this.#replace('stopped');
    else this.#finish(broken('stopped'));
  }

  /** @param {'stopped' | 'limit' | 'crashed'} ended */
  #replace(ended) {
    this.#start(this.#files);
    this.#finish(broken(ended));
  }

  /**
   * The worker is of no use: what kept it from loading would keep the next one, so none is started before it is needed.
   *
   * @param {'crashed' | 'policy' | 'unreached' | 'stalled' | 'stopped' | 'limit'} why
   * @param {string} [error]
   */
  #lose(why, error) {
    if (why === 'crashed') this.#start(this.#files);
    else {
      this.#host?.terminate();
      this.#host = undefined;
      this.#ready = false;
    }
    this.#finish(broken(why, error));
  }

  /** @param {End} end */
  #finish(end) {
    clearTimeout(this.#timer);
    const current = this.#current;
    this.#current = undefined;
    current?.resolve(end);
  }
}
