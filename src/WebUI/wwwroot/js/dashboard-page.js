// @ts-check
import { page, post } from "./lib/api.js";
import { all, announce, one } from "./lib/dom.js";
import { merge, replace } from "./lib/fragment.js";
import { pathBase } from "./lib/path-base.js";
import { localise } from "./lib/times.js";
import { filterCatalogue } from "./models/catalogue.js";
import { Downloads } from "./models/downloads.js";
import { openMenus } from "./models/model-menus.js";
import { clearError, placeOf, showError } from "./models/error-message.js";
import { watch } from "./models/server.js";

const catalogue = one("[data-catalogue]");
const downloads = one("[data-downloads-section]");

if (catalogue) filterCatalogue(catalogue);
openMenus();

async function refresh() {
  const newer = await page(`${pathBase}/dashboard`);
  replace(newer, ["dashboard-head", "server-away", "installed"]);
  merge(newer, "requests-list", "request");
  for (const selector of ["#requests", "[data-requests-mark]"]) {
    const now = one(selector);
    const next = one(selector, newer);
    if (now && next) now.hidden = next.hidden;
  }
  const count = one("[data-requests-count]");
  if (count) count.textContent = one("[data-requests-count]", newer)?.textContent ?? "";
  localise(document);
}

/** @type {Downloads | null} */
let strip = null;
if (downloads) {
  strip = new Downloads(downloads, async (model) => {
    if (model) announce(`${model} is installed.`);
    await refresh();
  });
}

// What somebody is about to press must not be put out of their hand.
watch(async () => {
  const isHeld = one("#installed details[open], :popover-open:not(#sidebar)") || document.activeElement?.closest("#installed, #dashboard-head");
  if (!isHeld) await refresh();
});

/** @param {string} url */
const isLoad = (url) => new URL(url).pathname.startsWith(`${pathBase}/model/load/`);

/**
 * @param {HTMLFormElement} form
 * @param {HTMLElement | null} submitter
 */
function actOf(form, submitter) {
  if (submitter?.matches("[data-update]")) return "pull";
  if (form.dataset.does) return form.dataset.does;
  if (form.matches("[data-manage]")) return "manage";
  return form.closest("[data-download]") ? "download" : null;
}

// What is done leaves the page as it is; the stream, or a newer version of the parts, shows what comes of it.
document.addEventListener("submit", async (event) => {
  const form = /** @type {HTMLFormElement} */ (event.target);
  const submitter = /** @type {HTMLButtonElement | null} */ (event.submitter);
  const act = actOf(form, submitter);
  if (!act) return;
  event.preventDefault();

  const url = submitter?.hasAttribute("formaction") ? submitter.formAction : form.action;
  const place = placeOf(form, submitter);
  const { installed } = place.dataset;
  const fields = new FormData(form);
  for (const dialog of all("[popover].dialog:popover-open")) dialog.hidePopover();
  clearError(place);
  if (submitter) submitter.disabled = true;
  const state = isLoad(url) ? one(".model-card__state", place) : null;
  if (state) state.textContent = "Loading into memory";
  try {
    const started = await post(url, fields);
    if (act === "pull") {
      announce(started.joined ? `${started.model} is already downloading.` : `Downloading ${started.model}.`);
      strip?.bringIntoView(started.id);
    } else if (act !== "download") {
      await refresh();
      announce(act === "ask" ? "Request sent." : "Done.");
      if (act === "ask") one("#requests")?.scrollIntoView({ block: "nearest" });
    }
    if (form.closest("[data-by-hand]")) form.reset();
    if (installed) one("summary", one(`[data-installed="${CSS.escape(installed)}"]`) ?? place)?.focus();
  } catch (refusal) {
    if (state) await refresh().catch(() => {});
    // The place may have been replaced by a newer version of it.
    const now = place.isConnected || !installed ? place : one(`[data-installed="${CSS.escape(installed)}"]`) ?? place;
    showError(now, /** @type {Error} */ (refusal).message);
  } finally {
    if (submitter) submitter.disabled = false;
  }
});
