import { fetchPage, post } from "./lib/api.js";
import { all, announce, one } from "./lib/dom.js";
import { merge, replace } from "./lib/fragment.js";
import { pathBase } from "./lib/path-base.js";
import { t } from "./lib/texts.js";
import { localizeTimes } from "./lib/times.js";
import { filterCatalogue } from "./models/catalogue.js";
import { Downloads } from "./models/downloads.js";
import { enableModelMenus } from "./models/model-menus.js";
import { clearError, containerOf, showError } from "./models/error-message.js";
import { watchServer } from "./models/server.js";

const catalogue = one("[data-catalogue]");
const downloads = one("[data-downloads-section]");

if (catalogue) filterCatalogue(catalogue);
enableModelMenus();

async function refresh() {
  const newer = await fetchPage(`${pathBase}/dashboard`);
  replace(newer, ["dashboard-head", "server-away", "installed"]);
  merge(newer, "requests-list", "request");
  for (const selector of ["#requests", "[data-requests-mark]"]) {
    const now = one(selector);
    const next = one(selector, newer);
    if (now && next) now.hidden = next.hidden;
  }
  const count = one("[data-requests-count]");
  if (count) count.textContent = one("[data-requests-count]", newer)?.textContent ?? "";
  localizeTimes(document);
}

let strip = /** @type {Downloads | null} */ (null);
if (downloads) {
  strip = new Downloads(downloads, async (model) => {
    if (model) announce(t("{0} is installed.", model));
    await refresh();
  });
}

// A refresh would replace the controls that the user is about to press.
watchServer(async () => {
  const isInUse = one("#installed details[open], dialog[open]")
    || document.activeElement?.closest("#installed, #dashboard-head");
  if (!isInUse) await refresh();
});

const isLoad = (/** @type {string} */ url) => new URL(url).pathname.startsWith(`${pathBase}/model/load/`);

function actOf(/** @type {HTMLFormElement} */ form, /** @type {HTMLElement | null} */ submitter) {
  if (submitter?.matches("[data-update]")) return "pull";
  if (form.dataset.does) return form.dataset.does;
  if (form.matches("[data-manage]")) return "manage";
  return form.closest("[data-download]") ? "download" : null;
}

// Forms do not leave the page: the stream, or refreshed parts, show the result.
document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const submitter = /** @type {HTMLButtonElement | null} */ (event.submitter);
  const act = actOf(form, submitter);
  if (!act) return;
  event.preventDefault();

  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const container = containerOf(form, submitter);
  const { installed } = container.dataset;
  const fields = new FormData(form);
  for (const dialog of all("dialog[open]")) /** @type {HTMLDialogElement} */ (dialog).close();
  clearError(container);
  if (submitter) submitter.disabled = true;
  const state = isLoad(url) ? one(".model-card__state", container) : null;
  if (state) state.textContent = t("Loading into memory");
  try {
    const started = await post(url, fields);
    if (act === "pull") {
      announce(started.joined ? t("{0} is already downloading.", started.model) : t("Downloading {0}.", started.model));
      strip?.bringIntoView(started.id);
    } else if (act !== "download") {
      await refresh();
      announce(act === "ask" ? t("Request sent.") : t("Done."));
      if (act === "ask") one("#requests")?.scrollIntoView({ block: "nearest" });
    }
    if (form.closest("[data-by-hand]")) form.reset();
    if (installed) one("summary", one(`[data-installed="${CSS.escape(installed)}"]`) ?? container)?.focus();
  } catch (error) {
    if (state) await refresh().catch(() => {});
    // A refresh may have replaced the container.
    const current = container.isConnected || !installed ? container : one(`[data-installed="${CSS.escape(installed)}"]`) ?? container;
    showError(current, /** @type {Error} */ (error).message);
  } finally {
    if (submitter) submitter.disabled = false;
  }
});
