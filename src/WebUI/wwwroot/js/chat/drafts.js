// @ts-check
// What was written and not sent yet: kept by the browser for its tab, apart for each user and page. A duplicated or restored tab brings a
// copy along, so what is kept has an id, which changes with the text, and all tabs know the ids of what was sent.

const prefix = "draft:";
const maxSent = 100;

/** @param {string} path */
const key = (path) => `${prefix}${document.body.dataset.user}:${path}`;

/** @param {string} path */
const idKey = (path) => `${key(path)}#id`;

const sentKey = () => `sent:${document.body.dataset.user}`;

const sentIds = () => (localStorage.getItem(sentKey()) ?? "").split(" ");

// Without TLS, a page has no randomUUID.
const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");

/**
 * Of what is kept now; text that is written later has another one.
 * @param {string} path
 */
export const draftId = (path) => sessionStorage.getItem(idKey(path));

/** @param {string} path */
export function wasSent(path) {
  const id = draftId(path);
  return id !== null && sentIds().includes(id);
}

/** @param {string} path */
export function draftOf(path) {
  if (wasSent(path)) keepDraft(path, "");
  return sessionStorage.getItem(key(path)) ?? "";
}

/**
 * @param {string} path
 * @param {string} text
 */
export function keepDraft(path, text) {
  if (text === "") {
    sessionStorage.removeItem(key(path));
    sessionStorage.removeItem(idKey(path));
    return;
  }
  if (text === sessionStorage.getItem(key(path))) return;
  store(sessionStorage, idKey(path), newId());
  store(sessionStorage, key(path), text);
}

/** @param {string | null} id */
export function markSent(id) {
  if (id) store(localStorage, sentKey(), [...sentIds(), id].slice(-maxSent).join(" "));
}

/** @param {() => void} act */
export function onSentElsewhere(act) {
  addEventListener("storage", (event) => { if (event.key === sentKey()) act(); });
}

/**
 * @param {Storage} storage
 * @param {string} name
 * @param {string} value
 */
function store(storage, name, value) {
  try {
    storage.setItem(name, value);
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
