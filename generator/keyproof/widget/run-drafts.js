/**
 * What a reader made of a program: pure, no page, no storage.
 * In: a program as published, and a stored text. Out: the key of its record, and the reader's version of it.
 */

/**
 * Names the record of a program after its text: wherever it stands, and however often, its edits are the same.
 *
 * @param {string} source
 */
export function keyOf(source) {
  // FNV-1a over 32 bits, twice: nobody attacks a reader's own notes.
  const hash = (/** @type {number} */ seed) => {
    let value = seed;
    for (const char of new TextEncoder().encode(source)) value = Math.imul(value ^ char, 0x0100_0193) >>> 0;
    return value.toString(16).padStart(8, '0');
  };
  return `run:${hash(0x811c_9dc5)}${hash(0x9747_b28c)}`;
}

/** The reader's version in a stored text; empty if there is none. @type {(text: string) => string} */
export function recallDraft(text) {
  try {
    const { draft } = JSON.parse(text);
    return typeof draft === 'string' ? draft : '';
  } catch {
    return '';
  }
}

/**
 * What to store; nothing while it is the original.
 *
 * @param {string} draft
 * @param {{ original: string, at: number }} about
 */
export const packDraft = (draft, { original, at }) => (draft === original ? '' : JSON.stringify({ draft, at }));
