// @ts-check
// The one module that makes elements from HTML. All of it comes from our own server, which has made it safe.

/** Fills an element again, and keeps the nodes that are the same from its beginning on: what is selected in them stays selected. */
export function update(/** @type {Element} */ element, /** @type {string} */ html) {
  const next = /** @type {Element} */ (element.cloneNode(false));
  next.innerHTML = html;
  keepSame(element, next);
}

function keepSame(/** @type {Node} */ now, /** @type {Node} */ next) {
  let old = now.firstChild;
  while (old && next.firstChild && old.isEqualNode(next.firstChild)) {
    next.firstChild.remove();
    old = old.nextSibling;
  }
  const fresh = next.firstChild;
  if (old instanceof Element && fresh instanceof Element && old.cloneNode(false).isEqualNode(fresh.cloneNode(false))) {
    keepSame(old, fresh);
    fresh.remove();
    old = old.nextSibling;
  }
  while (old) {
    const gone = old;
    old = old.nextSibling;
    gone.parentNode?.removeChild(gone);
  }
  while (next.firstChild) now.appendChild(next.firstChild);
}

/** Takes newer versions of parts of this page from another document. */
export function replace(/** @type {Document} */ newer, /** @type {string[]} */ ids) {
  for (const id of ids) {
    const now = document.getElementById(id);
    const next = newer.getElementById(id);
    if (now && next) now.replaceWith(document.adoptNode(next));
  }
}

/**
 * Brings a list up to date and leaves the rows that are the same as they are, with what is being written in them.
 * @param {Document} newer
 * @param {string} id of the list
 * @param {string} key the rows' `data-…` that names them; `data-state` says whether one is the same
 */
export function merge(newer, id, key) {
  const list = document.getElementById(id);
  const next = newer.getElementById(id);
  if (!list || !next) return;
  const nameOf = (/** @type {Element} */ row) => /** @type {HTMLElement} */ (row).dataset[key];
  const rows = new Map([...next.children].map((row) => [nameOf(row), row]));
  for (const row of [...list.children]) {
    const same = rows.get(nameOf(row));
    if (!same) row.remove();
    else if (same.getAttribute("data-state") !== row.getAttribute("data-state")) row.replaceWith(document.adoptNode(same));
    rows.delete(nameOf(row));
  }
  for (const row of rows.values()) list.append(document.adoptNode(row));
}
