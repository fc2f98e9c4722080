import { fromTemplate, one } from "./lib/dom.js";
import { upload } from "./lib/upload.js";

const field = /** @type {HTMLInputElement} */ (one("[data-import-file]"));
const progress = /** @type {HTMLElement} */ (one("[data-import-progress]"));
const bar = /** @type {HTMLProgressElement} */ (one("progress", progress));
const result = /** @type {HTMLElement} */ (one("[data-import-result]"));
const actions = /** @type {HTMLElement} */ (one("[data-import-actions]"));
const done = /** @type {HTMLElement} */ (one("[data-import-done]"));

let current = new AbortController();

field.addEventListener("change", async () => {
  const file = field.files?.[0];
  if (!file) return;
  const summary = await send(`${url()}/preview`, file);
  if (!summary) return;
  show(summary);
  actions.hidden = summary.chats + summary.messages === 0;
});

one("[data-import-start]")?.addEventListener("click", async () => {
  const file = field.files?.[0];
  if (!file) return;
  const summary = await send(url(), file);
  if (!summary) return;
  show(summary);
  done.hidden = false;
  one("a", done)?.focus();
});

const url = () => field.dataset.importUrl ?? "";

// A file that is chosen meanwhile replaces the one before. An import that has begun goes on.
async function send(/** @type {string} */ address, /** @type {File} */ file) {
  current.abort(new Error("replaced"));
  const own = current = new AbortController();
  progress.hidden = false;
  actions.hidden = done.hidden = true;
  field.disabled = address === url();
  result.replaceChildren();
  bar.value = 0;
  try {
    return await upload(address, file, (share) => {
      if (share < 1) bar.value = share;
      else bar.removeAttribute("value");
    }, own.signal);
  } catch (failure) {
    if (!own.signal.aborted) showError(/** @type {Error} */ (failure).message);
    return null;
  } finally {
    if (own === current) {
      progress.hidden = true;
      field.disabled = false;
    }
  }
}

function show(/** @type {any} */ summary) {
  const shown = fromTemplate("import-result");
  setText("[data-text]", summary.text, shown);
  fill("[data-details]", summary.details, shown);
  if (summary.problems.length > 0) {
    setText("[data-problems-title]", summary.problemsTitle, shown);
    fill("[data-problem-list]", summary.problems, shown);
    const problems = one("[data-problems]", shown);
    if (problems) problems.hidden = false;
  }
  result.replaceChildren(shown);
}

function showError(/** @type {string} */ message) {
  const shown = fromTemplate("import-error");
  setText("[data-text]", message, shown);
  result.replaceChildren(shown);
}

function setText(/** @type {string} */ selector, /** @type {string} */ text, /** @type {HTMLElement} */ root) {
  const element = one(selector, root);
  if (element) element.textContent = text;
}

function fill(/** @type {string} */ selector, /** @type {string[]} */ lines, /** @type {HTMLElement} */ root) {
  const list = one(selector, root);
  list?.replaceChildren(...lines.map((line) => {
    const item = document.createElement("li");
    item.textContent = line;
    return item;
  }));
}
