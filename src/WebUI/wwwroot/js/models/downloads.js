// @ts-check
import { all, make, one } from "../lib/dom.js";
import { follow } from "../lib/events.js";
import { bytes, ordinal, timeLeft } from "../lib/human.js";
import { pathBase } from "../lib/path-base.js";

/**
 * @typedef {{ id: string, model: string, status: string, step: string, completedBytes: number, totalBytes: number,
 *   bytesPerSecond: number | null, secondsLeft: number | null, error: string | null, askedBy: string | null, retryAt: string | null,
 *   fraction: number, haltedBy: string | null, place: number | null }} Progress
 */

const cancelledIsShownFor = 8_000;

/** The strip of downloads, as it changes. */
export class Downloads {
  /** @type {HTMLElement} */ #section;
  /** @type {HTMLElement} */ #list;
  /** @type {string | null} */ #awaited = null;
  /** @type {(model: string | null) => void} */ #installed;

  /**
   * @param {HTMLElement} section
   * @param {(model: string | null) => void} installed a model is there; null: one may be, as the end of its download was missed
   */
  constructor(section, installed) {
    this.#section = section;
    this.#installed = installed;
    this.#list = /** @type {HTMLElement} */ (one("[data-downloads-list]", section));
    follow(`${pathBase}/model/downloads/events`, {
      downloads: ({ ids }) => this.#keep(ids),
      progress: (progress) => this.#show(progress),
      failed: (progress) => (progress.status === "cancelled" ? this.#showCancelled(progress) : this.#show(progress)),
      updates: (updates) => this.#count(updates),
      done: (progress) => {
        this.#remove(progress.id);
        installed(progress.model);
      },
    });
  }

  /**
   * Shows a download to the one who asked for it, at once or as soon as the stream tells of it.
   * @param {string} id
   */
  bringIntoView(id) {
    const row = one(`[data-download="${id}"]`, this.#list);
    if (row) row.scrollIntoView({ block: "center" });
    this.#awaited = row ? null : id;
  }

  /** @param {Progress} progress */
  #show(progress) {
    const row = this.#rowOf(progress);
    const isFailed = progress.status === "failed";
    const state = progress.status === "queued" && progress.retryAt ? "waiting" : progress.status;
    row.dataset.status = state;
    const bar = /** @type {HTMLProgressElement} */ (one("[data-progress]", row));
    bar.classList.toggle("progress--failed", isFailed);
    write(row, "[data-step]", step(state, progress));
    // A portal that was killed has forgotten the last seconds, until bytes come again: the page has not.
    const hasForgotten = !isFailed && !progress.bytesPerSecond && progress.fraction < Number(row.dataset.fraction ?? 0);
    if (!hasForgotten) {
      row.dataset.fraction = String(progress.fraction);
      // More steps than percent, so that a slow download is seen to move.
      bar.max = 1;
      bar.value = progress.fraction;
      write(row, "[data-percent]", `${Math.floor(100 * progress.fraction)} %`);
      write(row, "[data-bytes]", progress.totalBytes > 0 ? `${bytes(progress.completedBytes)} of ${bytes(progress.totalBytes)}` : "");
    }
    write(row, "[data-speed]", progress.bytesPerSecond ? `${bytes(progress.bytesPerSecond)}/s` : "");
    write(row, "[data-left]", progress.secondsLeft ? timeLeft(progress.secondsLeft) : "");
    write(row, "[data-reason]", progress.error ?? "");
    hide(row, "[data-numbers]", isFailed);
    hide(row, "[data-reason]", !progress.error);
    write(row, "[data-asked-by]", progress.askedBy ? `requested by ${progress.askedBy}` : "");
    for (const form of all("form", row)) {
      const verb = form.matches("[data-cancel]") && isFailed ? "Remove" : one("[data-verb]", form)?.dataset.verb;
      one("button", form)?.setAttribute("aria-label", `${verb} ${progress.model}`);
    }
    this.#sum();
  }

  /** @param {Progress} progress */
  #rowOf(progress) {
    const known = one(`[data-download="${progress.id}"]`, this.#list);
    if (known) return known;
    // A retry takes the place of what failed.
    for (const old of this.#list.querySelectorAll("[data-download]")) {
      if (/** @type {HTMLElement} */ (old).dataset.model === progress.model) old.remove();
    }
    const row = make("download");
    row.dataset.download = progress.id;
    row.dataset.model = progress.model;
    write(row, "[data-name]", progress.model);
    one("[data-progress]", row)?.setAttribute("aria-label", progress.model);
    for (const form of all("form", row)) {
      form.setAttribute("action", (form.getAttribute("action") ?? "").replace("/downloads//", `/downloads/${progress.id}/`));
    }
    this.#list.append(row);
    this.#section.hidden = false;
    if (progress.id === this.#awaited) this.bringIntoView(progress.id);
    return row;
  }

  /**
   * Removes what ended while nobody listened.
   * @param {string[]} ids those that are still there
   */
  #keep(ids) {
    let hasMissed = false;
    for (const row of all("[data-download]", this.#list)) {
      const { download = "" } = row.dataset;
      if (ids.includes(download)) continue;
      hasMissed ||= one(".progress--failed", row) === null;
      this.#remove(download);
    }
    if (hasMissed) this.#installed(null);
  }

  /** @param {string} id */
  #remove(id) {
    one(`[data-download="${id}"]`, this.#list)?.remove();
    this.#section.hidden = this.#list.childElementCount === 0 && one("[data-updates]", this.#section)?.hidden !== false;
    this.#sum();
  }

  /**
   * Says for a moment who cancelled it; what had failed is just taken off.
   * @param {Progress} progress
   */
  #showCancelled(progress) {
    const row = one(`[data-download="${progress.id}"]`, this.#list);
    if (!row || row.dataset.status === "failed") return this.#remove(progress.id);
    write(row, "[data-step]", progress.step);
    row.dataset.status = "cancelled";
    hide(row, "[data-numbers]", true);
    hide(row, "[data-reason]", true);
    for (const form of all("form", row)) form.hidden = true;
    this.#sum();
    setTimeout(() => this.#remove(progress.id), cancelledIsShownFor);
  }

  /** @param {{ checked: number, total: number, failed: number }} updates */
  #count({ checked, total, failed }) {
    const line = one("[data-updates]", this.#section);
    if (!line) return;
    line.hidden = checked === total && failed === 0;
    write(line, "[data-updates-text]", `Checking for updates: ${checked} of ${total} checked${failed > 0 ? `, ${failed} failed` : ""}`);
    this.#section.hidden = line.hidden && this.#list.childElementCount === 0;
    if (checked === total) this.#installed(null);
  }

  // In the sidebar: how far the one is, or how many there are. A sum would fall whenever one joins.
  #sum() {
    const mark = one("[data-downloads]");
    const text = one("[data-downloads-text]");
    if (!mark || !text) return;
    const open = all("[data-download]", this.#list).filter((row) => !["paused", "failed", "cancelled"].includes(row.dataset.status ?? ""));
    mark.hidden = open.length === 0;
    text.textContent = open.length === 1 ? (one("[data-percent]", open[0])?.textContent ?? "") : `${open.length} downloads`;
  }
}

/**
 * @param {string} state
 * @param {Progress} progress
 */
function step(state, progress) {
  if (state === "waiting" && progress.retryAt) {
    const at = new Date(progress.retryAt);
    return at.getTime() > Date.now() ? `Retrying at ${at.toLocaleTimeString()}` : "Retrying";
  }
  if (state === "queued") return (progress.place ?? 1) > 1 ? `Queued (${ordinal(progress.place ?? 1)})` : "Queued";
  return state === "failed" ? "Failed" : progress.step || "Starting";
}

/**
 * @param {HTMLElement} row
 * @param {string} selector
 * @param {string} text
 */
function write(row, selector, text) {
  const element = one(selector, row);
  if (element && element.textContent !== text) element.textContent = text;
}

/**
 * @param {HTMLElement} row
 * @param {string} selector
 * @param {boolean} isHidden
 */
function hide(row, selector, isHidden) {
  const element = one(selector, row);
  if (element) element.hidden = isHidden;
}
