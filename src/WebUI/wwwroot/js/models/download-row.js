import { all, fromTemplate, one } from "../lib/dom.js";
import { bytes, ordinal, timeLeft } from "../lib/human.js";
import { t } from "../lib/texts.js";
import { timeOfDay } from "../lib/times.js";

/**
 * @typedef {{ id: string, model: string, status: string, step: string, completedBytes: number, totalBytes: number,
 *   bytesPerSecond: number | null, secondsLeft: number | null, error: string | null, askedBy: string | null, retryAt: string | null,
 *   fraction: number, haltedBy: string | null, place: number | null }} Progress
 */

export function createRow(/** @type {Progress} */ { id, model }) {
  const row = fromTemplate("download");
  row.dataset.download = id;
  row.dataset.model = model;
  setText(row, "[data-name]", model);
  one("[data-progress]", row)?.setAttribute("aria-label", model);
  for (const form of all("form", row)) {
    form.setAttribute("action", (form.getAttribute("action") ?? "").replace("/downloads//", `/downloads/${id}/`));
  }
  return row;
}

export function updateRow(/** @type {HTMLElement} */ row, /** @type {Progress} */ progress) {
  const isFailed = progress.status === "failed";
  const state = progress.status === "queued" && progress.retryAt ? "waiting" : progress.status;
  row.dataset.status = state;
  setText(row, "[data-step]", stepText(state, progress));
  updateProgress(row, progress);
  setText(row, "[data-speed]", progress.bytesPerSecond ? `${bytes(progress.bytesPerSecond)}/s` : "");
  setText(row, "[data-left]", progress.secondsLeft ? timeLeft(progress.secondsLeft) : "");
  setText(row, "[data-reason]", progress.error ?? "");
  setHidden(row, "[data-numbers]", isFailed);
  setHidden(row, "[data-reason]", !progress.error);
  setText(row, "[data-asked-by]", progress.askedBy ? t("requested by {0}", progress.askedBy) : "");
  for (const form of /** @type {HTMLFormElement[]} */ (all("form", row))) {
    one("button", form)?.setAttribute("aria-label", labelOf(form, progress));
  }
}

function updateProgress(/** @type {HTMLElement} */ row, /** @type {Progress} */ progress) {
  const isFailed = progress.status === "failed";
  const bar = /** @type {HTMLProgressElement} */ (one("[data-progress]", row));
  bar.classList.toggle("progress--failed", isFailed);
  // After a crash the portal reports less than before until bytes arrive again; the bar does not go back.
  const isBehind = !isFailed && !progress.bytesPerSecond && progress.fraction < Number(row.dataset.fraction ?? 0);
  if (isBehind) return;
  row.dataset.fraction = String(progress.fraction);
  // Finer than percent, so that a slow download visibly moves.
  bar.max = 1;
  bar.value = progress.fraction;
  setText(row, "[data-percent]", `${Math.floor(100 * progress.fraction)} %`);
  setText(row, "[data-bytes]", progress.totalBytes > 0 ? t("{0} of {1}", bytes(progress.completedBytes), bytes(progress.totalBytes)) : "");
}

export function showCancelled(/** @type {HTMLElement} */ row, /** @type {Progress} */ progress) {
  setText(row, "[data-step]", progress.step);
  row.dataset.status = "cancelled";
  setHidden(row, "[data-numbers]", true);
  setHidden(row, "[data-reason]", true);
  for (const form of all("form", row)) form.hidden = true;
}

function stepText(/** @type {string} */ state, /** @type {Progress} */ progress) {
  if (state === "waiting" && progress.retryAt) {
    const at = new Date(progress.retryAt);
    return at.getTime() > Date.now() ? t("Retrying at {0}", timeOfDay(at)) : t("Retrying");
  }
  if (state === "queued") return (progress.place ?? 1) > 1 ? t("Queued ({0})", ordinal(progress.place ?? 1)) : t("Queued");
  return state === "failed" ? t("Failed") : progress.step || t("Starting");
}

function labelOf(/** @type {HTMLFormElement} */ form, /** @type {Progress} */ { model, status }) {
  switch (form.getAttribute("action")?.split("/").at(-1)) {
    case "pause": return t("Pause {0}", model);
    case "resume": return t("Resume {0}", model);
    case "retry": return t("Retry {0}", model);
    default: return status === "failed" ? t("Remove {0}", model) : t("Cancel {0}", model);
  }
}

export function setText(/** @type {HTMLElement} */ row, /** @type {string} */ selector, /** @type {string} */ text) {
  const element = one(selector, row);
  if (element && element.textContent !== text) element.textContent = text;
}

function setHidden(/** @type {HTMLElement} */ row, /** @type {string} */ selector, /** @type {boolean} */ isHidden) {
  const element = one(selector, row);
  if (element) element.hidden = isHidden;
}
