/**
 * Letters of options.
 * In: the place of an option on display. Out: its letter.
 */

/**
 * The letter of the option that stands at this place.
 *
 * @param {number} place
 */
export function letter(place) {
  return String.fromCharCode(65 + place);
}
