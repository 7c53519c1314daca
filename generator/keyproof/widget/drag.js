/**
 * Dragging by mouse, finger or pen, through pointer events alone.
 * In: an element to drag and the places it may go to. Out: one call when it is dropped.
 * A press that does not move stays a click, so nothing here is needed to use the exercise. A chunk of its own.
 */

import css from './drag.css';
import { dress } from './sheet.js';

dress(css);

/** How far a pointer moves before it drags, and how near to a target it may let go. */
const threshold = 5;
const reach = 28;

/**
 * Follows the pointer that was put down on an element, until it lets go.
 *
 * @param {HTMLElement} handle
 * @param {PointerEvent} down
 * @param {HTMLElement[]} targets
 * @param {(target: HTMLElement | null) => void} drop  Null: let go away from every target.
 */
export function follow(handle, down, targets, drop) {
  /** @type {HTMLElement | null} */
  let ghost = null;
  /** @type {HTMLElement | null} */
  let target = null;
  const listening = new AbortController();

  /** @type {(event: PointerEvent) => void} */
  const move = ({ buttons, clientX, clientY }) => {
    // This file may have come after the pointer was let go.
    if (!buttons) return end(false);
    const [x, y] = [clientX - down.clientX, clientY - down.clientY];
    if (!ghost && Math.hypot(x, y) < threshold) return;
    ghost ??= lift(handle, down.pointerId);
    ghost.style.translate = `${x}px ${y}px`;
    target = highlight(target, nearest(targets, clientX, clientY));
    scrollNear(clientY);
  };
  /** @type {(dropped: boolean) => void} */
  const end = (dropped) => {
    listening.abort();
    highlight(target, null);
    if (!ghost) return;
    ghost.remove();
    handle.classList.remove('kp-lifted');
    swallowClick();
    if (dropped) drop(target);
  };
  /** @type {(type: 'pointermove' | 'pointerup' | 'pointercancel', react: (event: PointerEvent) => void) => void} */
  const listen = (type, react) => {
    // Another finger may be on the screen as well; it is not the one that drags.
    const mine = (/** @type {PointerEvent} */ event) => event.pointerId === down.pointerId && react(event);
    window.addEventListener(type, mine, { signal: listening.signal });
  };
  listen('pointermove', move);
  listen('pointerup', () => end(true));
  listen('pointercancel', () => end(false));
  window.addEventListener('keydown', ({ key }) => key === 'Escape' && end(false), { signal: listening.signal });
}

/** @type {(handle: HTMLElement, pointer: number) => HTMLElement} */
function lift(handle, pointer) {
  handle.setPointerCapture(pointer);
  const box = handle.getBoundingClientRect();
  const ghost = /** @type {HTMLElement} */ (handle.cloneNode(true));
  ghost.classList.add('kp-ghost');
  ghost.setAttribute('aria-hidden', 'true');
  Object.assign(ghost.style, { left: `${box.left}px`, top: `${box.top}px`, inlineSize: `${box.width}px` });
  handle.classList.add('kp-lifted');
  handle.closest('.keyproof')?.append(ghost);
  return ghost;
}

/** @type {(targets: HTMLElement[], x: number, y: number) => HTMLElement | null} */
function nearest(targets, x, y) {
  let [found, least] = [/** @type {HTMLElement | null} */ (null), reach];
  for (const target of targets) {
    const box = target.getBoundingClientRect();
    const across = Math.max(box.left - x, 0, x - box.right);
    const distance = Math.hypot(across, Math.max(box.top - y, 0, y - box.bottom));
    if (distance < least) [found, least] = [target, distance];
  }
  return found;
}

/** @type {(before: HTMLElement | null, now: HTMLElement | null) => HTMLElement | null} */
function highlight(before, now) {
  before?.classList.remove('kp-over');
  now?.classList.add('kp-over');
  return now;
}

/** @type {(y: number) => void} */
function scrollNear(y) {
  const edge = 56;
  if (y < edge) window.scrollBy(0, -12);
  else if (y > window.innerHeight - edge) window.scrollBy(0, 12);
}

/** The browser sends a click after a drag as well; that one means nothing. */
function swallowClick() {
  const listening = new AbortController();
  const stop = (/** @type {Event} */ event) => event.stopPropagation();
  window.addEventListener('click', stop, { capture: true, signal: listening.signal });
  setTimeout(() => listening.abort());
}
