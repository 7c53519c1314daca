/**
 * Kinds of exercise whose form is loaded where one of them stands: other pages never ask for it.
 * In: the name of a kind. Out: its row of the table of kinds. A chunk of its own, so that a kind more costs no other page a byte.
 */

/** @import { Kind, Mount } from './contract.js' */

/** @type {Partial<Record<Kind, () => Promise<{ mount: Mount }>>>} */
const kinds = {
  order: () => import('./order.js'),
  trace: () => import('./trace.js'),
};

/**
 * Loads the form of a kind.
 *
 * @param {Kind} kind
 */
export async function load(kind) {
  const form = await kinds[kind]?.();
  if (!form) throw new TypeError(`keyproof: there is no kind ${kind}`);
  return form;
}
