/**
 * Pieces of a program that the reader puts in order, by button, arrow key or drag.
 * In: the list of pieces of the page. Out: a `View` whose answers are orders such as `2,0,1`; empty as it begins.
 */

/** @import { Answer, Ending, Form, View } from './contract.js' */
import { follow } from './drag.js';
import { button, make } from './nodes.js';
import { read, rules } from './order-rules.js';
import { speaker } from './say.js';
import strings from './strings-order.js';

const say = speaker(strings);

/**
 * Takes the list over.
 *
 * @param {Form} form
 * @returns {View}
 */
export function mount(form) {
  const list = form.root.querySelector('.kp-pieces');
  const items = /** @type {HTMLElement[]} */ ([...(list?.children ?? [])]);
  if (!list) throw new Error('keyproof: the pieces are missing');
  form.payload.rules = rules(form.payload, items.length);
  form.root.querySelector('.kp-ask')?.replaceChildren(say('order-how'));
  return new Order(form, list, items);
}

/** @implements {View} */
class Order {
  #locked = false;
  /** @type {number[]} */
  #order;

  /**
   * @param {Form} form
   * @param {Element} list
   * @param {HTMLElement[]} items
   */
  constructor(form, list, items) {
    this.form = form;
    this.list = list;
    this.items = items;
    this.#order = items.map((_, piece) => piece);
    this.buttons = items.map((item, piece) => this.#equip(item, piece));
    this.#paint();
  }

  read() {
    return this.#order.every((piece, place) => piece === place) ? '' : this.#order.join();
  }

  /** @type {(answer: Answer) => void} */
  write(answer) {
    this.#order = read(String(answer), this.items.length) ?? this.items.map((_, piece) => piece);
    this.#paint();
  }

  /** @type {(tries: Answer[], ending: Ending) => void} */
  show(_tries, ending) {
    this.#locked = ending !== '';
    for (const part of this.buttons.flat()) part.disabled = this.#locked;
    this.#paint(ending === 'shown' || ending === 'out' ? this.form.payload.key : this.#order);
  }

  /** The letters of the pieces; of an order that is decided by its beginning, no more than that. @type {(answer: Answer) => string[]} */
  label(answer) {
    const pieces = String(answer).split(',').map((piece) => String.fromCharCode(65 + Number(piece)));
    return [[...pieces, ...(pieces.length < this.items.length ? ['…'] : [])].join(' ')];
  }

  /** @type {(item: HTMLElement, piece: number) => HTMLButtonElement[]} */
  #equip(item, piece) {
    const buttons = [-1, 1].map((by) => {
      const made = button('kp-move', [by < 0 ? '\u2191' : '\u2193'], () => this.#step(piece, by));
      made.ariaLabel = say(by < 0 ? 'move-up' : 'move-down', { piece: name(item) });
      return made;
    });
    item.append(make('span', 'kp-moves', ...buttons));
    item.addEventListener('keydown', (event) => {
      const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
      if (!by || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      this.#step(piece, by);
    });
    item.addEventListener('pointerdown', (event) => this.#drag(event, item, piece));
    return buttons;
  }

  /** @type {(event: PointerEvent, item: HTMLElement, piece: number) => void} */
  #drag(event, item, piece) {
    const target = /** @type {Element} */ (event.target);
    // A finger on the code scrolls the page; it drags by the letter.
    const held = event.pointerType === 'mouse' ? !target.closest('button') : target.closest('.kp-letter');
    if (this.#locked || event.button || !event.isPrimary || !held) return;
    follow(item, event, this.items, (onto) => onto && this.#move(piece, this.#order.indexOf(this.items.indexOf(onto))));
  }

  /** @type {(piece: number, by: number) => void} */
  #step(piece, by) {
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    this.#move(piece, this.#order.indexOf(piece) + by);
    // A part that is moved in the document loses the focus.
    focused?.focus();
  }

  /** @type {(piece: number, to: number) => void} */
  #move(piece, to) {
    const from = this.#order.indexOf(piece);
    if (this.#locked || to === from || to < 0 || to >= this.#order.length) return;
    this.#order.splice(from, 1);
    this.#order.splice(to, 0, piece);
    this.#paint();
    this.form.say(say('moved', { piece: name(this.items[piece]), number: to + 1, count: this.#order.length }));
    this.form.changed();
  }

  #paint(order = this.#order) {
    order.forEach((piece, place) => {
      const item = this.items[piece];
      if (item && this.list.children[place] !== item) this.list.insertBefore(item, this.list.children[place] ?? null);
      this.buttons[piece]?.forEach((part, down) => (part.ariaDisabled = String(place === (down ? order.length - 1 : 0))));
    });
  }
}

/** What a piece is called: its letter and its first line. @type {(item: Element | undefined) => string} */
const name = (item) => `${item?.querySelector('.kp-letter')?.textContent} ${item?.querySelector('code')?.textContent?.trim().split('\n')[0]}`;
