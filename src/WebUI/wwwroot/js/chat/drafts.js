// Unsent text and its files, stored per tab, user and page. A duplicated or restored tab has a copy of it, so each draft has an id that
// changes with it, and all tabs know the ids of the sent drafts.

const prefix = "draft:";
const maxSent = 100;

const key = (/** @type {string} */ path) => `${prefix}${document.body.dataset.user}:${path}`;

const idKey = (/** @type {string} */ path) => `${key(path)}#id`;

const filesKey = (/** @type {string} */ path) => `${key(path)}#files`;

const sentKey = () => `sent:${document.body.dataset.user}`;

const sentIds = () => (localStorage.getItem(sentKey()) ?? "").split(" ");

// randomUUID needs a secure context.
const newId = () => Array.from(crypto.getRandomValues(new Uint32Array(3)), (part) => part.toString(36)).join("");

export const draftId = (/** @type {string} */ path) => sessionStorage.getItem(idKey(path));

export function wasSent(/** @type {string} */ path) {
  const id = draftId(path);
  return id !== null && sentIds().includes(id);
}

export function loadDraft(/** @type {string} */ path) {
  if (wasSent(path)) clearDraft(path);
  return sessionStorage.getItem(key(path)) ?? "";
}

export function saveDraft(/** @type {string} */ path, /** @type {string} */ text) {
  save(path, key(path), text);
}

/** @typedef {{ id: string, name: string }} DraftFile */

/** @returns {DraftFile[]} */
export const loadDraftFiles = (/** @type {string} */ path) => JSON.parse(sessionStorage.getItem(filesKey(path)) ?? "[]");

export function saveDraftFiles(/** @type {string} */ path, /** @type {DraftFile[]} */ files) {
  save(path, filesKey(path), files.length === 0 ? "" : JSON.stringify(files));
}

export function clearDraft(/** @type {string} */ path) {
  saveDraft(path, "");
  saveDraftFiles(path, []);
}

export function moveDraft(/** @type {string} */ from, /** @type {string} */ to) {
  saveDraft(to, loadDraft(from));
  saveDraftFiles(to, loadDraftFiles(from));
  clearDraft(from);
}

function save(/** @type {string} */ path, /** @type {string} */ name, /** @type {string} */ value) {
  if (value === (sessionStorage.getItem(name) ?? "")) return;
  if (value === "") sessionStorage.removeItem(name);
  const isEmpty = !sessionStorage.getItem(key(path)) && !sessionStorage.getItem(filesKey(path));
  if (isEmpty && value === "") {
    sessionStorage.removeItem(idKey(path));
    return;
  }
  store(sessionStorage, idKey(path), newId());
  if (value !== "") store(sessionStorage, name, value);
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
    // The storage is full; the last stored draft is kept.
  }
}

/** Hides drafts from the next user of the tab. */
export function deleteDrafts() {
  for (const name of Object.keys(sessionStorage)) {
    if (name.startsWith(prefix)) sessionStorage.removeItem(name);
  }
}
