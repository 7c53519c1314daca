/**
 * Style sheets of parts that are loaded later: the bundle puts them into their scripts.
 * In: the text of a style sheet. Out: the page, dressed.
 */

/** @param {string} css */
export function dress(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}
