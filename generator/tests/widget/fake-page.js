/**
 * As much of a page as the Run element asks for: elements in a tree, and workers that say what a test makes them say.
 * In: nothing. Out: globals, set by importing this; and what stands in for editor and style sheets, which Node cannot load.
 */

import { register } from 'node:module';

const stand = `export async function load(url, context, next) {
  const source = url.endsWith('.css') ? 'export default ""' : url.endsWith('/editor.js') ? 'export const mount = globalThis.mountEditor' : '';
  return source ? { format: 'module', source, shortCircuit: true } : next(url, context);
}`;
register(`data:text/javascript,${encodeURIComponent(stand)}`);

export class Fake extends EventTarget {
  tag = '';
  className = '';
  hidden = false;
  /** @type {Record<string, string>} */
  dataset = {};
  /** @type {(Fake | string)[]} */
  parts = [];
  /** @type {any} */
  previousElementSibling = null;
  /** @type {Fake | null} */
  parentElement = null;

  /** @type {string} */
  get textContent() {
    return this.parts.map((part) => (typeof part === 'string' ? part : part.textContent)).join('');
  }

  set textContent(text) {
    this.parts = text ? [text] : [];
  }

  /** @returns {Fake | string | null} */
  get firstChild() {
    return this.parts[0] ?? null;
  }

  append(/** @type {(Fake | string)[]} */ ...parts) {
    for (const part of parts) if (part instanceof Fake) part.parentElement = this;
    this.parts.push(...parts);
  }

  before(/** @type {Fake} */ part) {
    const around = /** @type {Fake} */ (this.parentElement);
    part.parentElement = around;
    around.parts.splice(around.parts.indexOf(this), 0, part);
  }

  replaceChildren(/** @type {(Fake | string)[]} */ ...parts) {
    this.parts = [];
    this.append(...parts);
  }

  /** @returns {Fake[]} */
  get all() {
    return this.parts.flatMap((part) => (part instanceof Fake ? [part, ...part.all] : []));
  }

  /** Knows names of elements, and of one class. */
  querySelectorAll(/** @type {string} */ which) {
    return this.all.filter((one) => one.tag === which || one.className.split(' ').includes(which.slice(1)));
  }

  querySelector(/** @type {string} */ which) {
    return this.querySelectorAll(which)[0] ?? null;
  }

  cloneNode() {
    const copy = new Fake();
    copy.textContent = this.textContent;
    return copy;
  }

  closest() {
    return null;
  }

  focus() {
    Object.assign(globalThis.document, { activeElement: this });
  }

  click() {
    this.dispatchEvent(new Event('click'));
  }

  setAttribute() {}
  removeAttribute() {}
}

/** Workers as they are started, with what they were asked. @type {any[]} */
export const workers = [];

class FakeWorker {
  /** @type {any[]} */
  asked = [];
  ended = false;
  constructor() {
    workers.push(this);
  }

  postMessage(/** @type {any} */ asked) {
    this.asked.push(asked);
  }

  terminate() {
    this.ended = true;
  }

  say(/** @type {object} */ message) {
    /** @type {any} */ (this).onmessage({ data: { ...message, token: this.asked.at(-1).token } });
  }
}

/** The editors of a page, as they are made. @type {any[]} */
export const editors = [];

/** Lines of blocks that are marked. */
export const marked = new Set();

Object.defineProperty(globalThis, 'navigator', { value: { platform: 'Linux' }, configurable: true });
Object.assign(globalThis, {
  HTMLElement: Fake,
  Node: Fake,
  NodeFilter: { SHOW_TEXT: 4 },
  Worker: FakeWorker,
  Highlight: class {},
  CSS: { highlights: new Map([['kp-run-line', marked]]) },
  CSSStyleSheet: class {
    replaceSync() {}
  },
  mountEditor(/** @type {Fake} */ _box, /** @type {any} */ about) {
    const editor = { ...about, line: null, mark: (/** @type {any} */ line) => (editor.line = line), focus() {} };
    editor.type = (/** @type {string} */ text) => about.changed((editor.text = text));
    editors.push(editor);
    return editor;
  },
  document: {
    baseURI: 'https://a/page/',
    activeElement: null,
    adoptedStyleSheets: [],
    addEventListener() {},
    querySelector: () => null,
    createElement: (/** @type {string} */ tag) => Object.assign(new Fake(), { tag }),
    createTreeWalker: (/** @type {Fake} */ root) => {
      const nodes = [{ nodeValue: root.textContent }];
      return { nextNode: () => nodes.shift() };
    },
    createRange: () => ({ setStart(/** @type {any} */ _, /** @type {number} */ at) { this.from = at; }, setEnd() {}, from: -1 }),
  },
});
