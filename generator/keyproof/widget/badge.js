/**
 * The badge of a challenge in which everything was right: a picture that can be printed and kept.
 * In: its words. Out: an SVG element, made without parsing any text.
 */

const space = 'http://www.w3.org/2000/svg';

/** @typedef {{ title: string, lines: string[], alt: string }} Words */

/**
 * Draws the badge.
 *
 * @param {Words} words
 * @returns {SVGSVGElement}
 */
export function badge({ title, lines, alt }) {
  const picture = shape('svg', { viewBox: '0 0 400 250', width: '400', height: '250', role: 'img', class: 'kp-badge' });
  picture.setAttribute('aria-label', alt);
  picture.append(
    shape('rect', { x: '4', y: '4', width: '392', height: '242', rx: '16', fill: '#fff', stroke: '#3f51b5', 'stroke-width': '4' }),
    shape('circle', { cx: '200', cy: '62', r: '34', fill: '#3f51b5' }),
    shape('path', { d: 'M184 63l11 11 21-24', fill: 'none', stroke: '#fff', 'stroke-width': '6', 'stroke-linecap': 'round', 'stroke-linejoin': 'round' }),
    text(title, 136, { 'font-size': '26', 'font-weight': '700', fill: '#1d1f24' }),
    ...lines.map((line, index) => text(line, 174 + index * 28, { 'font-size': '17', fill: '#3d4049' })),
  );
  return /** @type {SVGSVGElement} */ (picture);
}

/**
 * Hands a picture to the reader as a file.
 *
 * @param {SVGSVGElement} picture
 * @param {string} name
 */
export function download(picture, name) {
  const address = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(picture)], { type: 'image/svg+xml' }));
  const link = document.createElement('a');
  Object.assign(link, { href: address, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** @type {(content: string, y: number, attributes: Record<string, string>) => Element} */
function text(content, y, attributes) {
  const line = shape('text', { x: '200', y: String(y), 'text-anchor': 'middle', 'font-family': 'system-ui, sans-serif', ...attributes });
  line.textContent = content;
  // As a file of its own the picture knows nothing of the page's direction.
  line.setAttribute('direction', getComputedStyle(document.body).direction);
  // Letters are about half as wide as high; what would not fit is drawn narrower.
  if (content.length * Number(attributes['font-size']) * 0.55 > 360) {
    line.setAttribute('textLength', '360');
    line.setAttribute('lengthAdjust', 'spacingAndGlyphs');
  }
  return line;
}

/** @type {(name: string, attributes: Record<string, string>) => Element} */
function shape(name, attributes) {
  const made = document.createElementNS(space, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
