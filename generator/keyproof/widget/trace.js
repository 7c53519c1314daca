/**
 * The numbers of a forward call, filled in step by step.
 * In: the fields of the page. Out: a `View` whose answers are the numbers as typed, such as `0.8|0.66`; empty as it begins.
 */

/** @import { Form, View } from './contract.js' */
import { make, mark } from './nodes.js';
import { TraceRules } from './trace-rules.js';

/**
 * Takes the fields over.
 *
 * @param {Form} form
 * @returns {View}
 */
export function mount({ root, payload, changed }) {
  const steps = [...root.querySelectorAll('.kp-moment')];
  const parts = steps.flatMap((step) =>
    [...step.querySelectorAll('.kp-cells')].map((row) => ({
      step: step.querySelector('legend b')?.textContent ?? '',
      names: [...row.querySelectorAll('code')].map((name) => name.textContent ?? ''),
    })),
  );
  const fields = steps.flatMap((step) => [...step.querySelectorAll('input')]);
  const graded = new TraceRules(payload, parts);
  payload.rules = graded;
  for (const field of fields) field.addEventListener('input', changed);
  return {
    read: () => (fields.some(({ value }) => value) ? fields.map(({ value }) => value.replaceAll('|', ' ')).join('|') : ''),
    write(answer) {
      const texts = String(answer).split('|');
      fields.forEach((field, index) => (field.value = texts[index] ?? ''));
    },
    show(tries, ending) {
      const last = tries.at(-1);
      const wrong = last === undefined ? [] : graded.wrong(String(last));
      fields.forEach((field, index) => {
        // Read-only rather than disabled: who pressed Enter in it stays there.
        field.readOnly = ending !== '';
        field.ariaInvalid = wrong.includes(index) ? 'true' : null;
        field.parentElement?.querySelector('.kp-mark')?.remove();
        if (wrong.includes(index)) field.after(mark(false));
      });
    },
    label: (answer) => [make('code', '', String(answer).split('|').map((text) => text.trim()).join(', '))],
  };
}
