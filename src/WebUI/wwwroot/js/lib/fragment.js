// @ts-check
// The one module that makes elements from HTML. All of it comes from our own server, which has made it safe.

/**
 * @param {HTMLElement} element
 * @param {string} html
 */
export function fill(element, html) {
  element.innerHTML = html;
}

/**
 * @param {Element} element
 * @param {string} html
 */
export function add(element, html) {
  element.insertAdjacentHTML("beforeend", html);
}

/**
 * Takes newer versions of parts of this page from another document.
 * @param {Document} newer
 * @param {string[]} ids
 */
export function replace(newer, ids) {
  for (const id of ids) {
    const now = document.getElementById(id);
    const next = newer.getElementById(id);
    if (now && next) now.replaceWith(document.adoptNode(next));
  }
}
