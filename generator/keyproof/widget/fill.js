/**
 * Blanks inside a program, filled with chips from a bank by click, key or drag.
 * In: the blanks and the bank of the page. Out: a `View` whose answers are the chip of each blank.
 */

/** @import { Answer, Ending, Form, View } from './contract.js' */
import { button, tag } from './nodes.js';
import { say } from './say.js';

/** Loaded when a pointer comes by; nobody who uses keys needs it. */
const dragging = () => import('./drag.js');

/**
 * Makes buttons of the blanks and the chips.
 *
 * @param {Form} form
 * @returns {View}
 */
export function mount(form) {
  const spans = [...form.root.querySelectorAll('.kp-program .kp-blank')];
  const items = [...form.root.querySelectorAll('.kp-bank > li')];
  const { bank = [], blanks } = form.payload;
  if (spans.length !== blanks || items.length !== bank.length) {
    throw new Error('keyproof: the page does not fit the payload');
  }
  form.root.querySelector('.kp-ask')?.replaceChildren(say('fill-how'));
  return new Fill(form, bank, spans, items);
}

/** @implements {View} */
class Fill {
  /** Blank that the next chip goes to, or -1 for the first empty one. */
  #active = -1;
  #locked = false;
  /** @type {number[]} */
  #filled;

  /**
   * @param {Form} form
   * @param {string[]} bank
   * @param {Element[]} spans
   * @param {Element[]} items
   */
  constructor(form, bank, spans, items) {
    this.form = form;
    this.bank = bank;
    this.#filled = spans.map(() => -1);
    /** What stands in empty blanks without a script as well: `[1]`. */
    this.names = spans.map((span) => span.textContent ?? '');
    this.blanks = spans.map((span, blank) => this.#makeBlank(span, blank));
    this.chips = items.map((item, chip) => this.#makeChip(item, chip));
    for (const item of form.order.flatMap((index) => items[index] ?? [])) item.parentElement?.append(item);
    form.root.addEventListener('pointerover', () => dragging().catch(() => {}), { once: true });
    this.#paint();
  }

  read() {
    return [...this.#filled];
  }

  /** @type {(answer: Answer) => void} */
  write(answer) {
    if (typeof answer !== 'string') this.#filled = [...answer];
    this.#paint();
  }

  /** @type {(tries: Answer[], ending: Ending) => void} */
  show(tries, ending) {
    this.#locked = ending !== '';
    this.#active = -1;
    const key = this.form.payload.key;
    for (const part of [...this.blanks, ...this.chips]) part.disabled = this.#locked;
    // With one blank a chip is an answer, so it can carry the mark itself.
    const single = this.blanks.length === 1;
    this.chips.forEach((chip, index) => {
      const wrong = single && index !== key[0] && tries.some((answer) => answer[0] === index);
      chip.querySelector('.kp-tag')?.remove();
      if (wrong) chip.append(tag(false, say('tried')));
      chip.dataset['kpState'] = wrong ? 'wrong' : '';
    });
    this.#paint();
  }

  /** @type {(span: Element, index: number) => HTMLButtonElement} */
  #makeBlank(span, index) {
    const blank = button('kp-blank', [], (event) => this.#clickBlank(index, event.detail === 0));
    const width = Math.max(...this.bank.map((text) => text.length), 3);
    // As wide as the longest chip, so that filling it moves no code.
    blank.style.minInlineSize = `${Math.min(width, 16) + 1}ch`;
    blank.addEventListener('keydown', (event) => {
      if (event.key === 'Delete' || event.key === 'Backspace') this.#put(index, -1);
    });
    blank.addEventListener('pointerdown', (event) => {
      if (this.#filled[index] !== -1) this.#drag(event, blank, (to) => this.#moveFrom(index, to));
    });
    span.replaceWith(blank);
    return blank;
  }

  /** @type {(item: Element, index: number) => HTMLButtonElement} */
  #makeChip(item, index) {
    const chip = button('kp-chip', [...item.childNodes], (event) => this.#clickChip(index, event.detail === 0));
    chip.addEventListener('keydown', (event) => {
      if (event.key === 'Escape') this.blanks[this.#active]?.focus();
    });
    chip.addEventListener('pointerdown', (event) => this.#drag(event, chip, (to) => to < 0 || this.#put(to, index)));
    item.append(chip);
    return chip;
  }

  /** @type {(event: PointerEvent, handle: HTMLElement, drop: (blank: number) => void) => void} */
  #drag(event, handle, drop) {
    if (this.#locked || event.button || !event.isPrimary) return;
    dragging()
      .then(({ follow }) => follow(handle, event, this.blanks, (blank) => drop(this.blanks.findIndex((one) => one === blank))))
      .catch(console.warn);
  }

  /** @type {(index: number, byKey: boolean) => void} */
  #clickBlank(index, byKey) {
    const again = this.#active === index;
    this.#active = again ? -1 : index;
    if (again && this.#filled[index] !== -1) return this.#put(index, -1);
    this.#paint();
    // Who chooses a blank by key wants a chip next.
    if (!again && byKey) this.chips[this.form.order[0] ?? 0]?.focus();
  }

  /** @type {(index: number, byKey: boolean) => void} */
  #clickChip(index, byKey) {
    const active = this.#active;
    const only = this.blanks.length === 1 ? 0 : -1;
    const target = active >= 0 ? active : only < 0 ? this.#filled.indexOf(-1) : only;
    if (target < 0) return this.form.notice(say('pick-blank'));
    this.#put(target, index);
    if (active >= 0 && byKey) this.blanks[active]?.focus();
  }

  /** @type {(from: number, to: number) => void} */
  #moveFrom(from, to) {
    const [moved = -1, replaced = -1] = [this.#filled[from], this.#filled[to]];
    if (to === from) return;
    this.#filled[from] = replaced;
    if (to < 0) this.#put(from, -1);
    else this.#put(to, moved);
  }

  /** @type {(blank: number, chip: number) => void} */
  #put(blank, chip) {
    if (this.#locked) return;
    this.#filled[blank] = chip;
    this.#active = -1;
    this.#paint();
    this.form.say(this.blanks[blank]?.ariaLabel ?? '');
    this.#reveal(this.blanks[blank]);
    this.form.changed();
  }

  /** A long line of code may have scrolled its blank out of sight; the page itself stays where it is. */
  #reveal(blank = this.blanks[0]) {
    const { top = -1, bottom = 0 } = blank?.getBoundingClientRect() ?? {};
    if (top > 0 && bottom < window.innerHeight) blank?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }

  #paint() {
    // At the end the program stands there solved; what was tried is told elsewhere.
    const shown = this.#locked ? this.form.payload.key : this.#filled;
    this.blanks.forEach((blank, index) => {
      const text = this.bank[shown[index] ?? -1];
      blank.dataset['kpState'] = this.#locked ? 'right' : '';
      blank.replaceChildren(text ?? this.names[index] ?? '');
      blank.ariaLabel = say('blank', { number: index + 1, count: this.blanks.length, content: text ?? say('empty') });
      blank.ariaPressed = String(this.#active === index);
      blank.classList.toggle('kp-filled', text !== undefined);
    });
  }
}
