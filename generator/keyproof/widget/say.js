/**
 * Messages of the interface in the site's language; feedback comes from the build.
 * In: the name of a message and what goes into its places. Out: plain text.
 */

import strings from './strings.js';

/** Of every message. */
export const language = strings.lang;

const plurals = new Intl.PluralRules(language);

/** @typedef {string | { [category: string]: string, other: string }} Message */

/**
 * Says messages of one section of the catalogue. The place `n` chooses the plural form.
 *
 * @template {Record<string, Message>} Messages
 * @param {Messages} messages
 * @returns {(name: keyof Messages, places?: Record<string, string | number>) => string}
 */
export const speaker = (messages) => (name, places = {}) => {
  const message = /** @type {Message} */ (messages[name]);
  const form = typeof message === 'string' ? message : (message[plurals.select(Number(places['n']))] ?? message.other);
  // Digits as in code, whatever the language; the build writes them so too.
  return form.replace(/\{(\w+)\}/g, (_, place) => String(places[place] ?? ''));
};

export const say = speaker(strings.messages);
