// @ts-check
import { get, page, post } from "./lib/api.js";
import { announce, one } from "./lib/dom.js";
import { replace } from "./lib/fragment.js";
import { localise } from "./lib/times.js";
import { filterCatalogue } from "./models/catalogue.js";
import { Downloads } from "./models/downloads.js";

const dashboard = /** @type {HTMLElement} */ (one("[data-dashboard]"));
const catalogue = one("[data-catalogue]");
const downloads = one("[data-downloads-section]");

if (catalogue) filterCatalogue(catalogue);

/** @type {Downloads | null} */
let strip = null;
if (downloads) {
  strip = new Downloads(downloads, async (model) => {
    if (model) announce(`${model} is installed.`);
    replace(await page("/dashboard"), ["installed", "server-status"]);
    localise(document);
  });
}

// What is done to a download leaves the page as it is; the stream shows what comes of it.
document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const isPull = form.matches("[data-pull]");
  const manages = form.matches("[data-manage]");
  if (!isPull && !manages && !form.closest("[data-download]")) return;
  event.preventDefault();
  const notice = one("[data-pull-error]");
  const text = one("[data-pull-error-text]");
  if (notice) notice.hidden = true;
  try {
    const started = await post(form.action, new FormData(form));
    if (manages) {
      const managed = await page("/dashboard");
      replace(managed, ["installed", "server-status"]);
      localise(document);
      announce("Done.");
    }
    if (!isPull) return;
    announce(started.joined ? `${started.model} is being downloaded already.` : `The download of ${started.model} has begun.`);
    strip?.bringIntoView(started.id);
    if (form.closest("[data-by-hand]")) form.reset();
  } catch (refusal) {
    if (!notice || !text) return;
    notice.hidden = false;
    text.textContent = /** @type {Error} */ (refusal).message;
    notice.scrollIntoView({ block: "nearest" });
  }
});

// While Ollama is away, look for it and go on by itself.
if (dashboard.dataset.connected === "false") {
  const timer = setInterval(async () => {
    const status = await get("/ollama/status?now=true").catch(() => null);
    if (!status?.connected) return;
    clearInterval(timer);
    location.assign("/dashboard");
  }, 10_000);
}
