// @ts-check
import { page, post } from "../lib/api.js";
import { all, announce, one } from "../lib/dom.js";
import { replace } from "../lib/fragment.js";
import { count, tokens } from "../lib/human.js";
import { later } from "../lib/later.js";
import { keepDraft } from "./drafts.js";

// As ContextUse.cs: from here on, a character is taken for a token of its own.
const wide = /[\u2e80-\uffff]/g;

/** How full the context is, and a word in time before the model server forgets old messages. */
export class ContextGauge {
  #chat;
  #composer;
  #isBusy = false;
  #turn = 0;

  /**
   * @param {string} chat the chat's address
   * @param {import("./composer.js").Composer} composer
   * @param {HTMLFormElement} form the composer's
   */
  constructor(chat, composer, form) {
    this.#chat = chat;
    this.#composer = composer;
    const estimating = later(() => this.updateEstimate(), 300);
    form.addEventListener("input", () => {
      if (composer.isLong) estimating.soon();
      else estimating.now();
    });
    this.#take("[data-context-form]", async (button) => {
      const body = new FormData();
      body.set("tokens", button.value);
      await post(`${chat}/context`, body);
      await this.refresh();
      composer.focus();
    });
    this.#take("[data-summary-form]", async () => {
      const { url } = await post(`${chat}/summary`);
      // What is written goes along: it was meant for after the summary.
      keepDraft(url, composer.text);
      keepDraft(location.pathname, "");
      location.href = url;
    });
    this.updateEstimate();
    // The model of an answer that ended before this page was made may have been found loaded by now.
    if (one("#context-gauge")?.hidden && one("[data-message]:not([aria-busy])")) this.refresh();
  }

  /** Shows it as the server counts it now. */
  async refresh() {
    const turn = ++this.#turn;
    try {
      const newer = await page(`${this.#chat}/context`);
      if (turn !== this.#turn) return;
      const wasOpen = one("#context-gauge")?.hasAttribute("open") ?? false;
      const chosen = document.activeElement?.closest("#context-gauge") && /** @type {HTMLButtonElement} */ (document.activeElement).value;
      replace(newer, ["context-gauge", "context-notice"]);
      one("#context-gauge")?.toggleAttribute("open", wasOpen);
      if (chosen) one(`#context-gauge button[value="${chosen}"]`)?.focus({ preventScroll: true });
    } catch {
      // What is shown was right a moment ago; the next answer tells more.
    }
    this.updateEstimate();
  }

  /** Says whether what is being written still fits. */
  updateEstimate() {
    const notice = one("#context-notice");
    if (!notice?.dataset.used) return;
    const [used, around, reserve, length] = ["used", "around", "reserve", "length"].map((name) => Number(notice.dataset[name]));
    const text = this.#composer.text;
    const wides = text.match(wide)?.length ?? 0;
    const draft = around + wides + Math.ceil((text.length - wides) * Number(notice.dataset.rate));
    const total = used + draft;
    const words = one("[data-context-words=dropped]", notice)?.dataset.isSo === "true" ? "dropped"
      : used + around + reserve > length ? "tight"
      : total + reserve > length ? "draft" : null;
    this.#offer(notice, total + reserve);
    const sum = one("[data-context-total]", notice);
    if (sum) sum.textContent = count(total);
    for (const sentence of all("[data-context-words]", notice)) sentence.hidden = sentence.dataset.contextWords !== words;
    if (notice.hidden === (words !== null)) notice.hidden = words === null;
    else return;
    if (words) announce(one(`[data-context-words=${words}]`, notice)?.textContent ?? "");
  }

  /** The shortest context that has room for all of it. */
  #offer(/** @type {HTMLElement} */ notice, /** @type {number} */ needed) {
    const button = /** @type {HTMLButtonElement | null} */ (one("[data-context-longer]", notice));
    const shown = one("[data-context-tokens]", notice);
    if (!button || !shown) return;
    const lengths = (button.dataset.contextLonger ?? "").split(" ").map(Number);
    const length = lengths.find((choice) => choice >= needed) ?? lengths[lengths.length - 1];
    button.value = String(length);
    shown.textContent = tokens(length);
  }

  #take(/** @type {string} */ selector, /** @type {(button: HTMLButtonElement) => Promise<void>} */ act) {
    one(selector)?.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (this.#isBusy) return;
      this.#isBusy = true;
      try {
        await act(/** @type {HTMLButtonElement} */ (/** @type {SubmitEvent} */ (event).submitter));
        this.#composer.showError(null);
      } catch (refusal) {
        this.#composer.showError(/** @type {Error} */ (refusal).message);
      } finally {
        this.#isBusy = false;
      }
    });
  }
}
