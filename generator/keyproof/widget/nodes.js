/**
 * Elements of the widget, made without `innerHTML`.
 * In: names, classes, text. Out: nodes that stand nowhere yet.
 */

/** @import { Words } from './contract.js' */

/**
 * Makes an element with a class and children; strings become text.
 *
 * @template {keyof HTMLElementTagNameMap} Name
 * @param {Name} name
 * @param {string} className
 * @param {...(Node | string)} children
 */
export function make(name, className, ...children) {
  const element = document.createElement(name);
  if (className) element.className = className;
  element.append(...children);
  return element;
}

/**
 * Makes a button that does not submit anything.
 *
 * @param {string} className
 * @param {(Node | string)[]} content
 * @param {(event: MouseEvent) => void} action
 */
export function button(className, content, action) {
  const element = make('button', className, ...content);
  element.type = 'button';
  element.addEventListener('click', action);
  return element;
}

/**
 * Text and `code` elements from alternating words.
 *
 * @param {Words} words
 */
export function phrase(words) {
  return words.map((part, index) => (index % 2 ? make('code', '', part) : part));
}

const space = 'http://www.w3.org/2000/svg';

/**
 * A tick or a cross. It never stands alone: words beside it say the same.
 *
 * @param {boolean} right
 */
export function mark(right) {
  const drawing = document.createElementNS(space, 'svg');
  const path = document.createElementNS(space, 'path');
  drawing.setAttribute('class', `kp-mark ${right ? 'kp-right' : 'kp-wrong'}`);
  drawing.setAttribute('viewBox', '0 0 16 16');
  drawing.setAttribute('aria-hidden', 'true');
  path.setAttribute('d', right ? 'M3 8.7l3.3 3.3L13 4.5' : 'M4 4l8 8m0-8l-8 8');
  drawing.append(path);
  return drawing;
}

/**
 * A mark with its words.
 *
 * @param {boolean} right
 * @param {string} text
 */
export function tag(right, text) {
  return make('span', `kp-tag ${right ? 'kp-right' : 'kp-wrong'}`, mark(right), text);
}
