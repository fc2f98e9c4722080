import { get } from "./lib/api.js";
import { one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";

const interval = 5_000;
const form = /** @type {HTMLFormElement | null} */ (one("[data-waiting-form]"));

// Nobody is signed in, so there is no stream of events to wait for.
async function poll() {
  if (document.hidden) return;
  try {
    const { approved } = await get(`${pathBase}/register_user/approval`);
    if (!approved) return;
    stop();
    form?.requestSubmit();
  } catch (error) {
    if (/** @type {import("./lib/api.js").RequestError} */ (error).status === 404) showEnd();
  }
}

function stop() {
  clearInterval(timer);
  document.removeEventListener("visibilitychange", poll);
}

function showEnd() {
  stop();
  const [text, ended] = [one("[data-waiting-text]"), one("[data-waiting-ended]")];
  if (text) text.hidden = true;
  if (form) form.hidden = true;
  if (ended) ended.hidden = false;
}

const timer = setInterval(poll, interval);
document.addEventListener("visibilitychange", poll);
