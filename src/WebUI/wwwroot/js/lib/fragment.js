// The only module that parses HTML into elements. All HTML comes from our own server, which sanitizes it.

/** Replaces the content of an element from the first difference on, so that a selection in the equal nodes survives. */
export function update(/** @type {Element} */ element, /** @type {string} */ html) {
  const next = /** @type {Element} */ (element.cloneNode(false));
  next.innerHTML = html;
  replaceChanged(element, next);
}

function replaceChanged(/** @type {Node} */ now, /** @type {Node} */ next) {
  let old = now.firstChild;
  while (old && next.firstChild && old.isEqualNode(next.firstChild)) {
    next.firstChild.remove();
    old = old.nextSibling;
  }
  const fresh = next.firstChild;
  if (old instanceof Element && fresh instanceof Element && old.cloneNode(false).isEqualNode(fresh.cloneNode(false))) {
    replaceChanged(old, fresh);
    fresh.remove();
    old = old.nextSibling;
  }
  while (old) {
    const removed = old;
    old = old.nextSibling;
    removed.parentNode?.removeChild(removed);
  }
  while (next.firstChild) now.appendChild(next.firstChild);
}

export function replace(/** @type {Document} */ newer, /** @type {string[]} */ ids) {
  for (const id of ids) {
    const now = document.getElementById(id);
    const next = newer.getElementById(id);
    if (now && next) now.replaceWith(document.adoptNode(next));
  }
}

/**
 * Updates a list row by row, so that unchanged rows keep what the user is typing in them.
 * @param {Document} newer @param {string} id @param {string} key the `data-` attribute that identifies a row; `data-state` shows a change
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
