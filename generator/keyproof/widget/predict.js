/**
 * What a program does: chosen from options, or typed.
 * In: the options or the text field of the page. Out: a `View` whose answers are indices or text.
 */

/** @import { Form, View } from './contract.js' */
import * as choice from './choice.js';
import { isTyped } from './inputs.js';

/**
 * Takes the options or the text field over.
 *
 * @param {Form} form
 * @returns {View}
 */
export function mount(form) {
  if (!isTyped(form.payload)) return choice.mount(form);
  /** @type {HTMLInputElement | null} */
  const field = form.root.querySelector('.kp-typed input');
  if (!field) throw new Error('keyproof: the page does not fit the payload');
  field.addEventListener('input', form.changed);
  return {
    read: () => field.value,
    write(answer) {
      if (typeof answer === 'string') field.value = answer;
    },
    show(_tries, ending) {
      // Read-only rather than disabled: who pressed Enter in it stays there.
      field.readOnly = ending !== '';
    },
  };
}
