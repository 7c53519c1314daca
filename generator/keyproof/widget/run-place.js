/**
 * Where a program stands: in the block above, or in a field that its reader writes in.
 * In: the element that runs it. Out: its text as it is now, and a way to point at a line of it.
 */

/** @import { Place } from './contract.js' */

/**
 * Finds the program of an element; nothing if the page has none in its place.
 *
 * @param {HTMLElement} element
 * @returns {Place | null}
 */
export function placeOf(element) {
  if ('field' in element.dataset) {
    const field = element.closest('keyproof-own')?.querySelector('textarea');
    return field ? new Field(field) : null;
  }
  const block = element.parentElement?.previousElementSibling;
  const code = block?.querySelector('pre')?.querySelector('code') ?? block?.querySelector('pre');
  return block instanceof HTMLElement && code ? new Block(block, code) : null;
}

/** @implements {Place} */
class Block {
  /** @type {Range | null} */
  #marked = null;

  /**
   * @param {HTMLElement} block
   * @param {Element} code
   */
  constructor(block, code) {
    this.block = block;
    this.code = code;
  }

  get text() {
    // Numbers of lines that a theme may have put there are no part of the program.
    const copy = /** @type {Element} */ (this.code.cloneNode(true));
    for (const other of copy.querySelectorAll('.linenos, nav')) other.remove();
    return (copy.textContent ?? '').replace(/\n+$/, '');
  }

  /** Names of blanks that nothing stands in. */
  get empty() {
    return [...this.code.querySelectorAll('.kp-blank:not(.kp-filled)')].map((blank) => blank.textContent ?? '');
  }

  get hasBlanks() {
    return this.code.querySelector('.kp-blank') !== null;
  }

  get original() {
    return this.text;
  }

  get isProven() {
    // While the exercise goes on nothing may tell which entries are right; at its end it shows those of the key.
    return [...this.code.querySelectorAll('.kp-blank')].every((blank) => blank instanceof HTMLElement && blank.dataset['kpState'] === 'right');
  }

  set hidden(/** @type {boolean} */ hidden) {
    this.block.hidden = hidden;
  }

  /** @type {(line: number | null) => void} */
  mark(line) {
    // Where browsers cannot do this, the sentence beneath names the line all the same.
    if (!globalThis.Highlight) return;
    // One for all programs of a page, each of which has its own line in it.
    const marks = CSS.highlights.get('kp-run-line') ?? new Highlight();
    CSS.highlights.set('kp-run-line', marks);
    if (this.#marked) marks.delete(this.#marked);
    this.#marked = line ? rangeOf(this.code, line) : null;
    if (this.#marked) marks.add(this.#marked);
  }
}

/** @implements {Place} */
class Field {
  /** @type {string[]} */
  empty = [];
  hasBlanks = false;
  // What its reader writes is judged by tests, or told by what it prints.
  isProven = true;
  hidden = false;

  /** @param {HTMLTextAreaElement} field */
  constructor(field) {
    this.field = field;
  }

  get text() {
    return this.field.value;
  }

  get original() {
    return this.field.defaultValue;
  }

  /** Puts the cursor at the begin of the line; selected, the line would go with the next key. @type {(line: number | null) => void} */
  mark(line) {
    if (!line) return;
    const lines = this.field.value.split('\n');
    const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0);
    this.field.setSelectionRange(start, start);
  }

  /** Puts a text in as if its reader had written it. @param {string} text */
  write(text) {
    this.field.value = text;
    this.field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

/**
 * Where a line stands in highlighted code.
 *
 * @param {Element} code
 * @param {number} line
 */
function rangeOf(code, line) {
  const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let now = 1;
  let found = false;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.nodeValue ?? '';
    for (let at = 0; at <= text.length; at += 1) {
      const ends = at === text.length || text[at] === '\n';
      if (now === line && !found && !(at === text.length)) {
        range.setStart(node, at);
        found = true;
      }
      if (now === line && ends) range.setEnd(node, at);
      if (text[at] === '\n') now += 1;
    }
    if (now > line) break;
  }
  return found ? range : null;
}
