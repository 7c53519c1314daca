/**
 * Every word of the interface that the widget itself says; feedback comes from the build.
 * In: numbers and names. Out: plain text. A translation replaces this file.
 */

/** @type {(count: number, noun: string) => string} */
const counted = (count, noun) => `${count} ${noun}${count === 1 ? '' : 's'}`;

export const strings = {
  check: 'Check',
  showSolution: 'Show solution',
  tryAgain: 'Try again',
  allAnswers: 'Show all answers',
  finalAnswer: 'Final answer:',

  /** @type {(count: number, first: boolean) => string} */
  attempts: (count, first) => counted(count, 'attempt') + (first ? '' : ' left'),
  /** @type {(count: number) => string} */
  solved: (count) => (count === 1 ? 'Solved at the first attempt' : `Solved in ${count} attempts`),
  wrong: 'Not right yet',
  out: 'Not right, and no attempts are left',
  shown: 'Solution shown',
  partial: 'Nothing ticked is wrong, but something is missing.',
  aims: { high: 'Your number is too large.', low: 'Your number is too small.' },
  fill: 'Choose a blank, then an option, or drag an option onto a blank.',
  repeated: 'You have tried this answer already. It cost no attempt.',
  triedSoFar: 'Tried so far:',
  tried: 'Tried, not right',
  rightAnswer: 'Right answer',
  right: 'Right',
  notRight: 'Not right',

  /** What to do before an answer can be checked. */
  obstacles: {
    bank: 'Fill every blank first.',
    one: 'Choose an answer first.',
    many: 'Tick at least one answer first.',
    typed: 'Type an answer first.',
    number: 'Type a number, such as 0.5. No attempt was used.',
    shape: 'Type a shape, such as (2, 3). No attempt was used.',
  },

  emptyBlank: 'empty',
  /** @type {(index: number, count: number, content: string) => string} */
  blank: (index, count, content) => `Blank ${index + 1} of ${count}: ${content}`,
  pickBlank: 'Choose the blank to change first.',

  questions: 'Questions',
  previous: 'Previous',
  next: 'Next',
  /** @type {(index: number, count: number) => string} */
  position: (index, count) => `${index + 1} / ${count}`,
  /** @type {(index: number, count: number, ending: string) => string} */
  question: (index, count, ending) => `Question ${index + 1} of ${count}` + (ending && `, ${ending}`),
  endings: { '': '', solved: 'solved', shown: 'solution shown', out: 'not solved' },
};
