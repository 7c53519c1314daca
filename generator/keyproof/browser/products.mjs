/**
 * The sums that trainings are made of, worked out where Python's arrays lie: many times faster than Python is in a page.
 *
 * In: arrays of Python, `array('f')` or `array('d')`, where their numbers begin and how far apart they are in each
 * dimension. Out: numbers in arrays that are given for them. `torch/_products.py` and `torch/nn/_steps.py` call this.
 *
 * Sums are doubles, rounded once, as they are stored. Memory is looked at through Pyodide's `getBuffer` and given back
 * before a call ends, however it ends.
 */

// Taken before any program runs: what one of them does to these names changes no sum of another.
const { tanh, fround, min } = Math;
const [Singles, Doubles] = [Float32Array, Float64Array];

/**
 * @typedef {{ [at: number]: any, readonly length: number }} Numbers a `Float32Array` or a `Float64Array`
 * @typedef {{ getBuffer(): { data: Numbers, release(): void } }} Memory an array of Python
 * @typedef {{ data: Numbers, at: number, row: number, step: number }} Matrix where its first number is, how far it is to
 *   the next row, and to the next one in a row
 */

/**
 * @param {(Memory | undefined)[]} arrays
 * @param {(numbers: any[]) => void} work takes what they hold; nothing for no array
 */
function within(arrays, work) {
  /** @type {ReturnType<Memory['getBuffer']>[]} */
  const held = [];
  try {
    work(arrays.map((array) => array && held[held.push(array.getBuffer()) - 1]?.data));
  } finally {
    for (const view of held) view.release();
  }
}

/** @type {(data: Numbers, at: number, row: number, step: number) => Matrix} */
const matrix = (data, at, row, step) => ({ data, at, row, step });

/** @type {(one: Matrix) => Matrix} */
const turned = ({ data, at, row, step }) => matrix(data, at, step, row);

/**
 * @param {Numbers} to
 * @param {number} start where the product goes, row by row
 * @param {[count: number, inner: number, width: number]} sizes
 * @param {Matrix} left
 * @param {Matrix} right
 * @param {Matrix} [bias] is added to each row
 */
function multiply(to, start, [count, inner, width], left, right, bias) {
  const [a, b] = [left.data, right.data];
  for (let row = 0; row < count; row++) {
    for (let column = 0; column < width; column++) {
      let sum = 0;
      let p = left.at + row * left.row;
      let q = right.at + column * right.step;
      for (let k = 0; k < inner; k++, p += left.step, q += right.row) sum += a[p] * b[q];
      to[start + row * width + column] = bias ? sum + bias.data[bias.at + column * bias.step] : sum;
    }
  }
}

/** @type {(numbers: Numbers, length: number) => Numbers} */
const like = (numbers, length) => (numbers instanceof Singles ? new Singles(length) : new Doubles(length));

/** @type {(to: Numbers, sizes: [number, number, number], left: Matrix, right: Matrix) => void} */
function addProduct(to, sizes, left, right) {
  const part = like(to, to.length);
  multiply(part, 0, sizes, left, right);
  for (let i = 0; i < to.length; i++) to[i] += part[i];
}

/** @type {(out: Memory, count: number, inner: number, width: number, left: Memory, a0: number, a1: number, a2: number, right: Memory, b0: number, b1: number, b2: number, bias?: Memory, c0?: number, c1?: number) => void} */
export function product(out, count, inner, width, left, a0, a1, a2, right, b0, b1, b2, bias, c0 = 0, c1 = 0) {
  within([out, left, right, bias], ([to, a, b, c]) => {
    multiply(to, 0, [count, inner, width], matrix(a, a0, a1, a2), matrix(b, b0, b1, b2), c && matrix(c, c0, 0, c1));
  });
}

/**
 * How many sequences there are at each step, and where its rows begin among all rows.
 *
 * @param {number} steps
 * @param {number} count
 * @param {Numbers | undefined} going of packed sequences, which end one after another: how many go on at each step
 */
function laidOut(steps, count, going) {
  const [rows, starts] = [new Array(steps), new Array(steps)];
  for (let at = 0, start = 0; at < steps; start += rows[at++]) [rows[at], starts[at]] = [going ? going[at] : count, start];
  return { rows, starts };
}

/**
 * The states of a recurrence: tanh, or what is above zero, of the weighted sums of each input and of the state before.
 * A row of `weights` holds those of the input, those of the state, and what is added. Packed inputs are one row after
 * another; the others have a stride from step to step.
 *
 * @type {(out: Memory, steps: number, count: number, width: number, features: number, backward: boolean, relu: boolean, inputs: Memory, x0: number, x1: number, x2: number, x3: number, first: Memory, h0: number, h1: number, h2: number, weights: Memory, packed?: Memory) => void}
 */
export function states(out, steps, count, width, features, backward, relu, inputs, x0, x1, x2, x3, first, h0, h1, h2, weights, packed) {
  within([out, inputs, first, weights, packed], ([to, x, h, w, going]) => {
    const { rows, starts } = laidOut(steps, count, going);
    const begin = matrix(h, h0, h1, h2);
    let before = begin;
    // How many sequences have a state before; going back, those that are longer than the others begin later.
    let known = count;
    for (let number = 0; number < steps; number++) {
      const at = backward ? steps - 1 - number : number;
      const input = x0 + (going ? starts[at] * x2 : at * x1);
      for (let row = 0; row < rows[at]; row++) {
        const state = row < known ? before : begin;
        for (let column = 0, k = 0; column < width; column++) {
          let sum = 0;
          let p = input + row * x2;
          let q = state.at + row * state.row;
          for (const end = k + features; k < end; k++, p += x3) sum += x[p] * w[k];
          for (const end = k + width; k < end; k++, q += state.step) sum += state.data[q] * w[k];
          sum += w[k++];
          to[(starts[at] + row) * width + column] = relu ? (sum > 0 || sum !== sum ? sum : 0) : tanh(sum);
        }
      }
      before = matrix(to, starts[at] * width, width, 1);
      known = rows[at];
    }
  });
}

/**
 * The way back through such a recurrence: from the gradients of its states to those of the inputs, of the first state,
 * of both weights and of what is added. All that Python would have in an array on the way is rounded as there.
 *
 * @type {(ofInputs: Memory | undefined, ofFirst: Memory, ofWeights: Memory, ofHidden: Memory, ofAdded: Memory, steps: number, count: number, width: number, features: number, backward: boolean, relu: boolean, gradients: Memory, g0: number, g1: number, g2: number, g3: number, states: Memory, inputs: Memory, x0: number, x1: number, x2: number, x3: number, first: Memory, h0: number, h1: number, h2: number, weights: Memory, w0: number, w1: number, w2: number, hidden: Memory, u0: number, u1: number, u2: number, packed?: Memory) => void}
 */
export function gradients(ofInputs, ofFirst, ofWeights, ofHidden, ofAdded, steps, count, width, features, backward, relu, given, g0, g1, g2, g3, made, inputs, x0, x1, x2, x3, first, h0, h1, h2, weights, w0, w1, w2, hidden, u0, u1, u2, packed) {
  const arrays = [ofInputs, ofFirst, ofWeights, ofHidden, ofAdded, given, made, inputs, first, weights, hidden, packed];
  within(arrays, ([dx, dh, dw, du, db, g, y, x, h, w, u, going]) => {
    const { rows, starts } = laidOut(steps, count, going);
    const rounded = y instanceof Singles ? fround : (/** @type {number} */ number) => number;
    const inner = matrix(like(y, count * width), 0, width, 1);
    const ones = matrix([1], 0, 0, 0);
    for (let number = steps - 1; number >= 0; number--) {
      const at = backward ? steps - 1 - number : number;
      const before = backward ? at + 1 : at - 1;
      const n = rows[at];
      const known = number ? min(n, rows[before]) : 0;
      const input = matrix(x, x0 + (going ? starts[at] * x2 : at * x1), x2, x3);
      const gradient = g0 + (going ? starts[at] * g2 : at * g1);
      for (let row = 0, i = 0; row < n; row++) {
        for (let column = 0; column < width; column++, i++) {
          const slope = rounded(g[gradient + row * g2 + column * g3] + dh[i]);
          const state = y[starts[at] * width + i];
          inner.data[i] = relu ? (state <= 0 ? 0 : slope) : slope * rounded(1 - state * state);
        }
      }
      if (dx) multiply(dx, starts[at] * features, [n, width, features], inner, matrix(w, w0, w1, w2));
      multiply(dh, 0, [n, width, width], inner, matrix(u, u0, u1, u2));
      addProduct(dw, [width, n, features], turned(inner), input);
      if (known) addProduct(du, [width, known, width], turned(inner), matrix(y, starts[before] * width, width, 1));
      if (known < n) {
        const begun = matrix(inner.data, known * width, width, 1);
        addProduct(du, [width, n - known, width], turned(begun), matrix(h, h0 + known * h1, h1, h2));
      }
      addProduct(db, [1, n, width], ones, inner);
    }
  });
}
