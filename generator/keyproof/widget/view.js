/**
 * What the form of every kind offers to the panel: types only, a row of the table of kinds.
 * In: the exercise's part of the page. Out: answers as data.
 */

/** @import { Answer, Ending } from './grade.js' */
/** @import { Payload } from './payload.js' */

/**
 * @typedef {object} Form
 * @property {HTMLElement} root   The whole exercise.
 * @property {Payload} payload
 * @property {number[]} order     Page indices of options or chips, as they are to be displayed.
 * @property {string} instance    Tells copies of one exercise on a page apart.
 * @property {() => void} changed To be called when the reader changes the answer.
 * @property {(text: string) => void} say    Tells only a screen reader.
 * @property {(text: string) => void} notice Tells everyone.
 */

/**
 * @typedef {object} View
 * @property {() => Answer} read
 * @property {(answer: Answer) => void} write
 * @property {(tries: Answer[], ending: Ending) => void} show  Marks what was tried, and locks at the end.
 * @property {(answer: Answer) => (Node | string)[]} label     The answer, as the reader knows it.
 * @property {(answer: Answer) => string[]} letters            Letters on display of the chosen options.
 */

/** @typedef {(form: Form) => View} Mount  Throws, having changed nothing, if the page does not fit. */

export {};
