/**
 * What a reader sees of a run: buttons, how much is loaded, what is printed, and how it ended.
 * In: an element that stands under a program. Out: the same, with a place to edit and to read. Loaded by the first press.
 */

/** @import { Editor } from './contract.js' */
/** @import { End } from './run-job.js' */
import { lasting } from './store.js';
import { change } from './events.js';
import { button, make } from './nodes.js';
import { dress } from './sheet.js';
import { keyOf, packDraft, recallDraft } from './run-drafts.js';
import { Engine, limits } from './run-engine.js';
import { Printed } from './run-job.js';
import { placeOf } from './run-place.js';
import { Report, say } from './run-report.js';
import css from './run-desk.css';

dress(css);

/** The worker of this page, and of those that follow without a reload. */
const engine = new Engine(() => new Worker(new URL('./run-worker.js', import.meta.url), { type: 'module' }));

/** Tells the exercise around a program that all its tests have passed. */
const passed = 'keyproof:passed';

export class Desk {
  /** @type {AbortController | undefined} */
  #running;
  /** @type {Editor | undefined} */
  #editor;
  #editing = false;
  /** The text with filled blanks that the editor was made from. */
  #from = '';
  /** Whether the run that goes on is of no interest any more. */
  #dropped = false;
  #stop = button('kp-button kp-check', [say('stop')], () => this.#running?.abort());
  #original = button('kp-button', [say('original')], () => this.original());
  #label = make('span', 'kp-run-label');
  #report = new Report();
  #host = make('div', 'kp-run-editor');
  #lost = make('p', 'kp-run-lost');

  /** @param {import('./run-element.js').KeyproofRun} element */
  constructor(element) {
    const place = placeOf(element);
    const bar = element.querySelector('.kp-bar');
    if (!place || !bar) throw new Error('keyproof: there is no program to run');
    this.element = element;
    this.place = place;
    const [run, edit] = bar.querySelectorAll('button');
    this.buttons = { run, edit };
    bar.append(this.#stop, this.#original, this.#label);
    this.#host.hidden = true;
    this.#lost.role = 'status';
    bar.before(this.#host);
    element.append(...this.#report.parts);
    place.field?.addEventListener('input', () => this.#paint());
    // Blanks are filled, and locked at the end.
    if (place.hasBlanks) element.closest('.keyproof')?.addEventListener(change, () => this.#paint());
    this.#paint();
  }

  /** The program as the reader sees it. */
  get text() {
    return this.#editing && this.#editor ? this.#editor.text : this.place.text;
  }

  /** Names of blanks that keep the program from being one. */
  get #empty() {
    return this.#editing ? [] : this.place.empty;
  }

  async run() {
    const empty = this.#empty;
    if (empty.length) return this.#report.tell(say('fill-first', { name: empty[0] ?? '' }));
    if (this.#running) return;
    const running = new AbortController();
    this.#running = running;
    this.#mark(null);
    this.#report.begin(engine.isWarm);
    this.#paint();
    const { before = '', tests = '' } = this.element.dataset;
    const printed = new Printed();
    const ran = this.text;
    const end = await engine.run({ source: ran, setup: this.#setup, before, tests }, {
      files: this.#files(),
      signal: running.signal,
      limit: this.#limit,
      told: {
        bytes: (bytes) => this.#report.loading(bytes, Number(home(this.element).dataset['kpBytes'])),
        begun: () => this.#report.begun(limits[this.#limit] / 1000),
        printed: (text) => this.#report.print(printed.add(text)),
      },
    });
    this.#running = undefined;
    if (this.#dropped) {
      this.#dropped = false;
      this.#report.clear();
      this.#paint();
    } else this.#end(end, printed, ran);
  }

  async edit() {
    this.buttons.edit?.setAttribute('aria-busy', 'true');
    const { mount } = await import('./editor.js').finally(() => this.buttons.edit?.removeAttribute('aria-busy'));
    if (!this.#editor) {
      const { element, place: { original } } = this;
      const key = keyOf(original);
      const kept = this.place.hasBlanks ? '' : recallDraft(lasting.read(key));
      const box = make('div', 'kp-run-box');
      this.#host.append(box, this.#lost, make('p', 'kp-run-keys', say('editor-keys', { indent: keys(']'), back: keys('['), run: keys('Enter') })));
      this.#editor = mount(box, {
        text: kept || original,
        label: say('editor'),
        run: () => this.run(),
        changed: (text) => {
          if (!this.place.hasBlanks) {
            lasting.write(key, packDraft(text, { original, at: Date.now() }));
            element.nameEdit(text !== original);
            const lost = lasting.unsaved.has(key) && text !== original ? say('edit-lost') : '';
            if (this.#lost.textContent !== lost) this.#lost.textContent = lost;
          }
          this.#paint();
        },
      });
    } else if (this.place.hasBlanks && this.place.text !== this.#from) this.#editor.write(this.place.text);
    this.#from = this.place.text;
    this.#show(true);
    this.#editor.focus();
  }

  /** Shows the program as it was published. What the reader made of it is kept: Edit shows it again. */
  original() {
    if (this.place.write) {
      this.place.write(this.place.original);
      this.place.field?.focus();
    } else {
      // What another text prints has no place under this one.
      this.#dropped = this.#running !== undefined;
      this.#running?.abort();
      this.#show(false);
      this.buttons.edit?.focus();
    }
  }

  /** The reader has left the page. */
  leave() {
    this.#running?.abort();
  }

  /** Programs that the build knows to take long may. @returns {'run' | 'long'} */
  get #limit() {
    return 'long' in this.element.dataset ? 'long' : 'run';
  }

  /** Whether tests decide. */
  get #isGraded() {
    return 'graded' in this.element.dataset;
  }

  /** Hidden code, which the page has once for all programs that share it. */
  get #setup() {
    /** @type {HTMLElement | null} */
    const kept = document.querySelector(`[data-kp-setup="${this.element.dataset['setup'] ?? ''}"]`);
    return kept?.dataset['code'] ?? '';
  }

  #files() {
    return new URL(home(this.element).dataset['kpRuntime'] ?? '', document.baseURI).href;
  }

  /** @param {boolean} editing */
  #show(editing) {
    this.#mark(null);
    this.#editing = editing;
    this.place.hidden = editing;
    this.#host.hidden = !editing;
    if (!this.#running) this.#report.clear();
    this.#paint();
  }

  /**
   * @param {End} end
   * @param {Printed} printed
   * @param {string} ran  The text that was run: its reader may have gone on writing.
   */
  #end(end, printed, ran) {
    // For who keeps the site: why Python is not there.
    if (end.error && !end.traceback) console.warn(end.error);
    this.#mark(this.text === ran ? end.line : null);
    const line = ran.split('\n')[(end.line ?? 0) - 1] ?? '';
    this.#report.end(end, printed, { line, isTest: this.#isGraded, seconds: limits[this.#limit] / 1000 });
    this.#paint();
    if (end.ended === 'ok' && this.#isGraded && this.place.field) this.element.dispatchEvent(new Event(passed, { bubbles: true }));
  }

  /** @param {number | null} line */
  #mark(line) {
    this.#editor?.mark(this.#editing ? line : null);
    this.place.mark(this.#editing ? null : line);
  }

  #paint() {
    const { run, edit } = this.buttons;
    const isRunning = this.#running !== undefined;
    const focused = document.activeElement;
    const edited = this.text !== this.place.original;
    const label = this.place.write || this.#empty.length ? '' : edited ? 'edited' : this.place.isProven ? '' : 'filled';
    // The button that was pressed goes: its place in the order of Tab is taken by the other.
    if (run) run.hidden = isRunning;
    this.#stop.hidden = !isRunning;
    if (focused === run && isRunning) this.#stop.focus();
    if (focused === this.#stop && !isRunning) run?.focus();
    if (edit) edit.hidden = this.#editing;
    this.#original.hidden = this.place.write ? !edited : !this.#editing;
    this.#label.textContent = label && say(label);
    this.#label.hidden = !this.#label.textContent;
  }
}

/** What the page says of the files: where they are, and how many bytes. @param {HTMLElement} element */
function home(element) {
  /** @type {HTMLElement | null} */
  const found = document.querySelector('[data-kp-runtime]');
  return found ?? element;
}

/** The name of a key with the one that commands are given with, as one word from left to right. @param {string} key */
const keys = (key) => `\u2066${/Mac|iP(ad|hone)/.test(navigator.platform) ? '⌘' : 'Ctrl+'}${key}\u2069`;
