import { all, one } from "../lib/dom.js";
import { follow } from "../lib/events.js";
import { pathBase } from "../lib/path-base.js";
import { plural, t } from "../lib/texts.js";
import { createRow, setText, showCancelled, updateRow } from "./download-row.js";

/** @typedef {import("./download-row.js").Progress} Progress */

const cancelledIsShownFor = 8_000;

export class Downloads {
  #section;
  #list;
  #awaitedId = /** @type {string | null} */ (null);
  #onInstalled;

  /** @param {HTMLElement} section @param {(model: string | null) => void} onInstalled null: the model is not known */
  constructor(section, onInstalled) {
    this.#section = section;
    this.#onInstalled = onInstalled;
    this.#list = /** @type {HTMLElement} */ (one("[data-downloads-list]", section));
    follow(`${pathBase}/model/downloads/events`, {
      downloads: ({ ids }) => this.#removeExcept(ids),
      progress: (progress) => this.#update(progress),
      failed: (progress) => (progress.status === "cancelled" ? this.#onCancelled(progress) : this.#update(progress)),
      updates: (updates) => this.#showUpdateCheck(updates),
      done: (progress) => {
        this.#remove(progress.id);
        onInstalled(progress.model);
      },
    });
  }

  /** Scrolls to a download, now or as soon as the stream reports it. */
  bringIntoView(/** @type {string} */ id) {
    const row = this.#row(id);
    if (row) row.scrollIntoView({ block: "center" });
    this.#awaitedId = row ? null : id;
  }

  #row(/** @type {string} */ id) {
    return one(`[data-download="${id}"]`, this.#list);
  }

  #update(/** @type {Progress} */ progress) {
    updateRow(this.#row(progress.id) ?? this.#addRow(progress), progress);
    this.#updateSidebar();
  }

  #addRow(/** @type {Progress} */ progress) {
    for (const old of all("[data-download]", this.#list)) {
      if (old.dataset.model === progress.model) old.remove();
    }
    const row = createRow(progress);
    this.#list.append(row);
    this.#section.hidden = false;
    if (progress.id === this.#awaitedId) this.bringIntoView(progress.id);
    return row;
  }

  #removeExcept(/** @type {string[]} */ ids) {
    let mayBeInstalled = false;
    for (const row of all("[data-download]", this.#list)) {
      const { download = "" } = row.dataset;
      if (ids.includes(download)) continue;
      mayBeInstalled ||= one(".progress--failed", row) === null;
      this.#remove(download);
    }
    if (mayBeInstalled) this.#onInstalled(null);
  }

  #remove(/** @type {string} */ id) {
    this.#row(id)?.remove();
    this.#section.hidden = this.#list.childElementCount === 0 && one("[data-updates]", this.#section)?.hidden !== false;
    this.#updateSidebar();
  }

  #onCancelled(/** @type {Progress} */ progress) {
    const row = this.#row(progress.id);
    if (!row || row.dataset.status === "failed") return this.#remove(progress.id);
    showCancelled(row, progress);
    this.#updateSidebar();
    setTimeout(() => this.#remove(progress.id), cancelledIsShownFor);
  }

  #showUpdateCheck(/** @type {{ checked: number, total: number, failed: number }} */ { checked, total, failed }) {
    const line = one("[data-updates]", this.#section);
    if (!line) return;
    line.hidden = checked === total && failed === 0;
    const text = failed > 0 ? t("Checking for updates: {0} of {1} checked, {2} failed", checked, total, failed)
      : t("Checking for updates: {0} of {1} checked", checked, total);
    setText(line, "[data-updates-text]", text);
    this.#section.hidden = line.hidden && this.#list.childElementCount === 0;
    if (checked === total) this.#onInstalled(null);
  }

  // The percentage of one download, or the number of several: an average would drop whenever another download starts.
  #updateSidebar() {
    const mark = one("[data-downloads]");
    const text = one("[data-downloads-text]");
    if (!mark || !text) return;
    const inactive = ["paused", "failed", "cancelled"];
    const active = all("[data-download]", this.#list).filter((row) => !inactive.includes(row.dataset.status ?? ""));
    mark.hidden = active.length === 0;
    text.textContent = active.length === 1 ? (one("[data-percent]", active[0])?.textContent ?? "")
      : plural(active.length, "{0} download", "{0} downloads");
  }
}
