// @ts-check
// What was written and not sent yet: kept by the browser for its tab, apart for each user and page.

const prefix = "draft:";

/** @param {string} path */
const key = (path) => `${prefix}${document.body.dataset.user}:${path}`;

/** @param {string} path */
export const draftOf = (path) => sessionStorage.getItem(key(path)) ?? "";

/**
 * @param {string} path
 * @param {string} text
 */
export function keepDraft(path, text) {
  if (text === "") {
    sessionStorage.removeItem(key(path));
    return;
  }
  try {
    sessionStorage.setItem(key(path), text);
  } catch {
    // The browser gives no more room: then what was kept last has to do, and writing goes on.
  }
}

/** Whoever uses the tab next shall not find what was written in it. */
export function forgetDrafts() {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  }
}
