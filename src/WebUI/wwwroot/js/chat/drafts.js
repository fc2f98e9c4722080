// @ts-check
// What was written and not sent yet: kept by the browser for its tab, apart for each user and page. A duplicated or restored tab brings a
// copy along, so what is kept has an id, which changes with the text, and all tabs know the ids of what was sent.

const prefix = "draft:";
const maxSent = 100;

const key = (/** @type {string} */ path) => `${prefix}${document.body.dataset.user}:${path}`;

const idKey = (/** @type {string} */ path) => `${key(path)}#id`;

const sentKey = () => `sent:${document.body.dataset.user}`;

const sentIds = () => (localStorage.getItem(sentKey()) ?? "").split(" ");

// Without TLS, a page has no randomUUID.
const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");

/** Of what is kept now; text that is written later has another one. */
export const draftId = (/** @type {string} */ path) => sessionStorage.getItem(idKey(path));

export function wasSent(/** @type {string} */ path) {
  const id = draftId(path);
  return id !== null && sentIds().includes(id);
}

export function draftOf(/** @type {string} */ path) {
  if (wasSent(path)) keepDraft(path, "");
  return sessionStorage.getItem(key(path)) ?? "";
}

export function keepDraft(/** @type {string} */ path, /** @type {string} */ text) {
  if (text === "") {
    sessionStorage.removeItem(key(path));
    sessionStorage.removeItem(idKey(path));
    return;
  }
  if (text === sessionStorage.getItem(key(path))) return;
  store(sessionStorage, idKey(path), newId());
  store(sessionStorage, key(path), text);
}

export function markSent(/** @type {string | null} */ id) {
  if (id) store(localStorage, sentKey(), [...sentIds(), id].slice(-maxSent).join(" "));
}

export function onSentElsewhere(/** @type {() => void} */ act) {
  addEventListener("storage", (event) => { if (event.key === sentKey()) act(); });
}

function store(/** @type {Storage} */ storage, /** @type {string} */ name, /** @type {string} */ value) {
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
