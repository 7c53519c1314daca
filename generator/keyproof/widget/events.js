/**
 * What parts of a page tell each other.
 * In: the place where something happened. Out: an event that bubbles to the document.
 */

/** @import { Ending } from './contract.js' */

/** Bubbles from an exercise whenever its state is known or changes. */
export const change = 'keyproof:change';

/**
 * Tells the page about an exercise.
 *
 * @param {EventTarget} from
 * @param {{ id: string | undefined, ending?: Ending | undefined, changed: boolean }} detail  `changed`: copies of
 *   the exercise have to read its state again.
 */
export const announce = (from, detail) => from.dispatchEvent(new CustomEvent(change, { bubbles: true, detail }));
