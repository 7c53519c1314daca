/**
 * Options to choose from, one or several.
 * In: the radios or checkboxes of the page. Out: a `View` whose answers are the indices of options.
 */

/** @import { Answer, Form, View } from './contract.js' */
import { tag } from './nodes.js';
import { say } from './say.js';
import { letter } from './words.js';

/** @typedef {{ row: HTMLElement, input: HTMLInputElement, text: Element }} Option */

/**
 * Takes the options over and puts them into the order of this visit.
 *
 * @param {Form} form
 * @returns {View}
 */
export function mount({ root, payload, order, instance, changed }) {
  const options = find(root);
  if (options.length !== payload.outcomes.length) throw new Error('keyproof: the page does not fit the payload');
  for (const [place, { row, input }] of order.flatMap((index) => options[index] ?? []).entries()) {
    // Radios with one name are one group, and a page may show an exercise twice.
    input.name += instance;
    row.parentElement?.append(row);
    // A letter that only CSS counts is no part of the name that screen readers say.
    row.querySelector('.kp-letter')?.replaceChildren(`${letter(place)}.`);
    input.addEventListener('change', changed);
  }
  const read = () => options.flatMap(({ input }, index) => (input.checked ? [index] : []));
  return {
    read,
    write(answer) {
      options.forEach(({ input }, index) => (input.checked = chosen(answer).includes(index)));
    },
    show(tries, ending) {
      const tried = tries.flatMap(chosen);
      options.forEach((option, index) => {
        const keyed = payload.key.includes(index);
        option.input.disabled = ending !== '';
        markOption(option, ending && keyed ? 'right' : tried.includes(index) && !keyed ? 'wrong' : '');
      });
    },
    label(answer) {
      return chosen(answer).flatMap((index) => [...(options[index]?.text.cloneNode(true).childNodes ?? [])]);
    },
    letters(answer) {
      return chosen(answer).map((index) => letter(order.indexOf(index))).sort();
    },
  };
}

/** @type {(answer: Answer) => number[]} */
const chosen = (answer) => (typeof answer === 'string' ? [] : answer);

/**
 * Options by the index that the payload knows them by, which is their value.
 *
 * @param {HTMLElement} root
 */
function find(root) {
  /** @type {Option[]} */
  const options = [];
  for (const row of root.querySelectorAll('.kp-option')) {
    const input = row.querySelector('input');
    const text = row.querySelector('.kp-text');
    if (input && text) options[Number(input.value)] = { row: /** @type {HTMLElement} */ (row), input, text };
  }
  return options;
}

/** @type {(option: Option, state: '' | 'right' | 'wrong') => void} */
function markOption({ row }, state) {
  row.querySelector('.kp-tag')?.remove();
  row.dataset['kpState'] = state;
  if (state) row.append(tag(state === 'right', say(state === 'right' ? 'right-answer' : 'tried')));
}
