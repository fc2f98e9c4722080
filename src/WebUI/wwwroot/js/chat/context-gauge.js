import { fetchPage, post } from "../lib/api.js";
import { all, announce, one } from "../lib/dom.js";
import { replace } from "../lib/fragment.js";
import { count, tokens } from "../lib/human.js";
import { debounce } from "../lib/debounce.js";
import { NoticeDismissal } from "./context-dismissal.js";
import { moveDraft } from "./drafts.js";

// As in ContextUse.cs: each of these characters counts as one token.
const wide = /[\u2e80-\uffff]/g;

/** Shows how full the context is, and warns before the model stops reading the oldest messages. */
export class ContextGauge {
  #chat;
  #composer;
  #isBusy = false;
  #lastRequest = 0;
  #dismissal;

  /** @param {string} chat @param {import("./composer.js").Composer} composer @param {HTMLFormElement} form */
  constructor(chat, composer, form) {
    this.#chat = chat;
    this.#composer = composer;
    this.#dismissal = new NoticeDismissal(chat, () => {
      this.updateEstimate();
      composer.focus();
    });
    const estimate = debounce(() => this.updateEstimate(), 300);
    form.addEventListener("input", () => {
      if (composer.isLong) estimate.schedule();
      else estimate.flush();
    });
    this.#onSubmit("[data-context-form]", async (button) => {
      const body = new FormData();
      body.set("tokens", button.value);
      await post(`${chat}/context`, body);
      await this.refresh();
      composer.focus();
    });
    this.#onSubmit("[data-summary-form]", async () => {
      const { url } = await post(`${chat}/summary`);
      moveDraft(location.pathname, url);
      location.href = url;
    });
    this.updateEstimate();
    // The server may have learned the context length after it rendered the page.
    if (one("#context-gauge[data-unknown=true]") && one("[data-message]:not([aria-busy])")) this.refresh();
  }

  async refresh() {
    const request = ++this.#lastRequest;
    try {
      const newer = await fetchPage(`${this.#chat}/context`);
      if (request !== this.#lastRequest) return;
      const wasOpen = one("#context-gauge")?.hasAttribute("open") ?? false;
      const chosen = document.activeElement?.closest("#context-gauge") && /** @type {HTMLButtonElement} */ (document.activeElement).value;
      replace(newer, ["context-gauge", "context-notice"]);
      one("#context-gauge")?.toggleAttribute("open", wasOpen);
      if (chosen) one(`#context-gauge button[value="${chosen}"]`)?.focus({ preventScroll: true });
    } catch {
      // The next answer refreshes it.
    }
    this.updateEstimate();
  }

  updateEstimate() {
    const notice = one("#context-notice");
    if (!notice?.dataset.used) return;
    const [used, around, reserve, length] = ["used", "around", "reserve", "length"].map((name) => Number(notice.dataset[name]));
    const text = this.#composer.text;
    const wideCount = text.match(wide)?.length ?? 0;
    const textTokens = wideCount + Math.ceil((text.length - wideCount) * Number(notice.dataset.rate));
    const draft = around + textTokens + this.#composer.files.tokens;
    const total = used + draft;
    const warning = this.#dismissal.filter(one("[data-context-words=dropped]", notice)?.dataset.isSo === "true" ? "dropped"
      : used + around + reserve > length ? "tight"
      : total + reserve > length ? "draft" : null);
    this.#offerLength(notice, total + reserve);
    const sum = one("[data-context-total]", notice);
    if (sum) sum.textContent = count(total);
    for (const sentence of all("[data-context-words]", notice)) sentence.hidden = sentence.dataset.contextWords !== warning;
    if (notice.hidden === (warning !== null)) notice.hidden = warning === null;
    else return;
    if (warning) announce(one(`[data-context-words=${warning}]`, notice)?.textContent ?? "");
  }

  #offerLength(/** @type {HTMLElement} */ notice, /** @type {number} */ needed) {
    const button = /** @type {HTMLButtonElement | null} */ (one("[data-context-longer]", notice));
    const shown = one("[data-context-tokens]", notice);
    if (!button || !shown) return;
    const lengths = (button.dataset.contextLonger ?? "").split(" ").map(Number);
    const length = lengths.find((choice) => choice >= needed) ?? lengths[lengths.length - 1];
    button.value = String(length);
    shown.textContent = tokens(length);
  }

  #onSubmit(/** @type {string} */ selector, /** @type {(button: HTMLButtonElement) => Promise<void>} */ act) {
    one(selector)?.addEventListener("submit", async (event) => {
      event.preventDefault();
      if (this.#isBusy) return;
      this.#isBusy = true;
      try {
        await act(/** @type {HTMLButtonElement} */ (/** @type {SubmitEvent} */ (event).submitter));
        this.#composer.showError(null);
      } catch (error) {
        this.#composer.showError(/** @type {Error} */ (error).message);
      } finally {
        this.#isBusy = false;
      }
    });
  }
}
