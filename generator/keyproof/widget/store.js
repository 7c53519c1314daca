/**
 * Memory of the widget between visits, bound to the digest of the exercise.
 * In: a `Storage` or null where the browser blocks it. Out: a `Store`, and states that are safe to use.
 * Nothing here throws: what can't be kept is remembered until the page is left.
 */

/** @import { Payload, State, Store } from './contract.js' */
import { nothing } from './inputs.js';

/** Begins every key. */
export const prefix = 'keyproof:1:';

/** Key and number of the format's version; `migrate.js` brings what older pages left up to it. */
export const schema = 'keyproof:schema';
export const version = 2;

/**
 * Wraps a storage so that it always works, if only until the page is left.
 *
 * @param {() => Storage | null} getStorage  A function, since reading `localStorage` itself may throw.
 * @returns {Store}
 */
export function openStore(getStorage) {
  /** @type {Map<string, string>} */
  const unsaved = new Map();
  return {
    unsaved,
    read(key) {
      const kept = unsaved.get(key);
      if (kept !== undefined) return kept;
      try {
        return getStorage()?.getItem(prefix + key) ?? '';
      } catch {
        return '';
      }
    },
    write(key, text) {
      try {
        const storage = getStorage();
        if (!text) storage?.removeItem(prefix + key);
        else {
          storage?.setItem(prefix + key, text);
          if (!storage?.getItem(schema)) storage?.setItem(schema, String(version));
        }
        if (storage) unsaved.delete(key);
        else unsaved.set(key, text);
      } catch {
        unsaved.set(key, text);
      }
    },
  };
}

/** Kept until the reader clears it. */
export const lasting = openStore(() => globalThis.localStorage);

/** Done when nothing of an older version is left; at once, unless there is something. */
export const ready = update();

/** Whether anything was answered in this browser. */
export function hasRecords() {
  try {
    return Object.keys(globalThis.localStorage).some((key) => key.startsWith(prefix));
  } catch {
    return false;
  }
}

async function update() {
  try {
    const { localStorage } = globalThis;
    const stale = Number(localStorage.getItem(schema)) < version;
    if (stale && hasRecords()) {
      (await import('./migrate.js')).migrate(localStorage);
    }
  } catch {
    // Nothing can be stored, or the network is gone: what is there is still read as far as it fits.
  }
}

/** Kept as long as the tab. */
export const visit = openStore(() => globalThis.sessionStorage);

/**
 * The state of an exercise that nobody has touched.
 *
 * @param {Payload} payload
 * @returns {State}
 */
export function fresh(payload) {
  return { digest: payload.digest, tries: [], shown: false, hints: 0, draft: nothing(payload) };
}

/**
 * The stored state, less whatever in it does not fit the exercise as it is now.
 *
 * @param {Payload} payload
 * @param {string} text
 * @returns {State}
 */
export function restore(payload, text) {
  const clean = fresh(payload);
  try {
    const { digest, tries, shown, hints, draft, ending, at } = JSON.parse(text);
    if (digest !== payload.digest) return clean;
    if (Number.isFinite(at)) Object.assign(clean, { ending, at });
    if (Array.isArray(tries)) clean.tries = tries.filter((answer) => isAnswer(payload, answer, 0));
    if (isAnswer(payload, draft, -1)) clean.draft = draft;
    if (Number.isInteger(hints) && hints > 0) clean.hints = hints;
    clean.shown = shown === true;
  } catch {
    return clean;
  }
  return clean;
}

/** @type {(payload: Payload, value: unknown, least: number) => boolean} */
function isAnswer(payload, value, least) {
  const empty = nothing(payload);
  if (typeof empty === 'string') return typeof value === 'string';
  if (!Array.isArray(value)) return false;
  const bank = payload.input === 'bank';
  const size = bank ? (payload.bank ?? []).length : payload.outcomes.length;
  const low = bank ? least : 0;
  const fits = bank ? value.length === empty.length : least < 0 || value.length > 0;
  return fits && value.every((part) => Number.isInteger(part) && part >= low && part < size);
}
