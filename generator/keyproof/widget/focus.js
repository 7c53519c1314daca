/**
 * Where the keyboard is while a part of the page is drawn again.
 * In: an element and its new children. Out: the focus on the control that says the same as the one that had it.
 */

const controls = 'a[href], button, input';

/**
 * Replaces the children of an element, for a reason that is none of the reader's doing: what another tab did, a list
 * that came later.
 *
 * @param {HTMLElement} parent
 * @param {...Node} children
 */
export function redraw(parent, ...children) {
  const held = document.activeElement;
  const alike = () => [...parent.querySelectorAll(controls)].filter((one) => one.textContent === held?.textContent);
  const before = alike();
  parent.replaceChildren(...children);
  const after = alike();
  // Where one of several has gone, the same place may be another's: better none than that.
  const heir = held && after.length === before.length ? after[before.indexOf(held)] : null;
  if (heir instanceof HTMLElement) heir.focus({ preventScroll: true });
}
