/**
 * Every answer worth showing at the end, with what happened to it: pure, no page, no storage.
 * In: a payload and what the reader tried. Out: rows in the order of the page.
 */

/** @import { Answer, Payload, Row } from './contract.js' */
import { comments, isRight, same } from './grade.js';
import { isTyped } from './inputs.js';

/**
 * What happened to every answer worth showing at the end. With several blanks that is the key, what differs
 * from it in one blank, and what the reader tried; everything else would be a wall of combinations.
 *
 * @param {Payload} payload
 * @param {Answer[]} tries
 * @returns {Row[]}
 */
export function outcomes(payload, tries) {
  const { bank = [], input, key, rules } = payload;
  if (rules) return rules.rows(tries.map(String));
  if (input === 'one' || input === 'many') {
    return payload.outcomes.map((_, option) => row(payload, [option], key.includes(option)));
  }
  /** @type {Answer[]} */
  const answers = isTyped(payload)
    ? [payload.value ?? '', ...(payload.known ?? []).map(([text]) => text)]
    : [key, ...key.flatMap((_, blank) => bank.map((_text, chip) => key.with(blank, chip)))];
  /** @type {Answer[]} */
  const distinct = [];
  for (const answer of [...answers, ...tries]) {
    if (!distinct.some((other) => same(payload, answer, other))) distinct.push(answer);
  }
  return distinct.map((answer) => row(payload, answer, isRight(payload, answer)));
}

/** @type {(payload: Payload, answer: Answer, right: boolean) => Row} */
const row = (payload, answer, right) => ({ answer, right, words: comments(payload, answer)[0] ?? [] });
