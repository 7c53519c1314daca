/**
 * What the numbers of a trace are worth: pure, no page, no storage.
 * In: a payload, the parts of the steps, and the reader's numbers, as `0.8|0.66`. Out: which is the first that is
 * not right, and what the build recorded for it.
 */

/** @import { Payload, Row, Rules, Words } from './contract.js' */
import { obstacle, same } from './grade.js';
import { speaker } from './say.js';
import strings from './strings-trace.js';

const say = speaker(strings);

/** @typedef {{ step: string, names: string[] }} Part  The sum or the state of one step; a name for each number. */

/** @implements {Rules} */
export class TraceRules {
  /**
   * Throws if the page does not fit the payload.
   *
   * @param {Payload} payload
   * @param {Part[]} parts
   */
  constructor(payload, parts) {
    const { cells = [], outcomes } = payload;
    const sizes = parts.map(({ names }) => names.length).join();
    if (!cells.length || outcomes.length !== cells.length + 1 || cells.some((one) => one.map((numbers) => numbers.length).join() !== sizes)) {
      throw new TypeError('keyproof: the page does not fit the payload');
    }
    this.right = cells[0] ?? [];
    this.slips = cells.slice(1);
    this.parts = parts;
    /** For one number of it: a payload as `predict` has it. @type {Payload} */
    this.single = { ...payload, input: 'number' };
  }

  /** @type {(answer: string) => string} */
  obstacle(answer) {
    const all = answer.split('|');
    if (all.every((text) => !text.trim())) return 'empty';
    if (all.some((text) => !text.trim())) return 'cells';
    return all.map((text) => obstacle(this.single, text)).find(Boolean) ?? '';
  }

  /** @type {(answer: string) => boolean} */
  isRight(answer) {
    return this.#first(answer).at < 0;
  }

  /** @type {(answer: string) => Words[]} */
  comments(answer) {
    const { at, off, given } = this.#first(answer);
    const part = this.parts[at];
    if (!part) return [this.#told(0)];
    const slip = this.slips.findIndex((one) => off.every((place) => this.#isNear(given[place], one[at]?.[place])));
    // The sum of the same step stands just before its state.
    const summed = this.parts[at - 1]?.step === part.step ? [[say('sum-right')]] : [];
    return [named(part, off), ...summed, this.#told(slip < 0 ? this.slips.length + 1 : slip + 1)];
  }

  /** @type {(tries: string[]) => Row[]} */
  rows(tries) {
    const right = this.right.flat().join('|');
    return [right, ...tries.filter((answer) => !this.isRight(answer))].map((answer) => ({
      answer,
      right: answer === right,
      words: this.comments(answer).reduce(joined),
    }));
  }

  /** Numbers that are not right in the first part that is not, counted through the whole. @type {(answer: string) => number[]} */
  wrong(answer) {
    const { at, off } = this.#first(answer);
    const before = this.parts.slice(0, Math.max(at, 0)).flatMap(({ names }) => names).length;
    return off.map((place) => before + place);
  }

  /** @type {(answer: string) => { at: number, off: number[], given: string[] }} */
  #first(answer) {
    const all = answer.split('|');
    const given = this.parts.map(({ names }) => all.splice(0, names.length));
    const off = this.right.map((numbers, at) => numbers.flatMap((number, place) => (this.#isNear(given[at]?.[place], number) ? [] : [place])));
    const at = off.findIndex((places) => places.length > 0);
    return { at, off: off[at] ?? [], given: given[at] ?? [] };
  }

  /** @type {(text?: string, number?: number) => boolean} */
  #isNear(text = '', number = NaN) {
    return same(this.single, text, String(number));
  }

  /** @type {(place: number) => Words} */
  #told(place) {
    const { texts, outcomes } = this.single;
    return texts[outcomes[place] ?? -1] ?? [];
  }
}

/** One sentence after another: text and code by turns. @type {(said: Words, next: Words) => Words} */
function joined(said, [first = '', ...rest]) {
  const last = said.length % 2 ? (said.at(-1) ?? '') : '';
  return [...said.slice(0, said.length - (said.length % 2)), `${last} ${first}`, ...rest];
}

/** @type {(part: Part, off: number[]) => Words} */
function named({ step, names }, off) {
  const [before = '', after = ''] = say('first-wrong', { step, cells: '\0' }).split('\0');
  return [before, ...off.flatMap((place, index) => [names[place] ?? '', index < off.length - 1 ? ' ' : after])];
}
