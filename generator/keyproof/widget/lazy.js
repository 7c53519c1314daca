/**
 * Custom elements whose code is loaded where one of them stands: pages without them never ask for it.
 * In: how to import a module with a `mount` function. Out: a class to define the element with.
 */

/** @typedef {{ mount: (element: HTMLElement) => () => void }} Mountable  `mount` gives back what ends it. */

/**
 * Makes the class.
 *
 * @param {() => Promise<Mountable>} load
 */
export const lazily = (load) =>
  class extends HTMLElement {
    /** @type {(() => void) | undefined} */
    #stop;

    async connectedCallback() {
      try {
        const { mount } = await load();
        // An instant navigation may have taken it away meanwhile.
        if (this.isConnected) this.#stop ??= mount(this);
      } catch (error) {
        console.warn(error);
        // No longer empty: the style sheet stops waiting, and the page is as it was written.
        this.append(' ');
      }
    }

    disconnectedCallback() {
      this.#stop?.();
      this.#stop = undefined;
    }
  };
