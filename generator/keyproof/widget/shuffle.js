/**
 * Order of the options: another one for each visit, the same one within it.
 * In: how many options and a seed. Out: their page order, rearranged. No randomness of its own.
 */

/**
 * Rearranges 0, 1, … count - 1.
 *
 * @param {number} count
 * @param {string} seed
 */
export function order(count, seed) {
  const list = [...Array(count).keys()];
  const next = generator(seed);
  for (let last = count - 1; last > 0; last -= 1) {
    const chosen = next() % (last + 1);
    [list[last], list[chosen]] = [list[chosen] ?? 0, list[last] ?? 0];
  }
  return list;
}

/**
 * Xorshift begun from a hash of the seed: four lines, and the same in every browser.
 *
 * @param {string} seed
 */
function generator(seed) {
  let state = 2166136261;
  for (const letter of seed) state = Math.imul(state ^ Number(letter.codePointAt(0)), 16777619);
  const next = () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
  // Seeds that differ in one letter begin alike; some steps drive them apart.
  for (let step = 0; step < 8; step += 1) next();
  return next;
}
