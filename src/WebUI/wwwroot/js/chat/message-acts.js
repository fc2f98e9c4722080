// @ts-check
import { post } from "../lib/api.js";
import { announce, make, one } from "../lib/dom.js";
import { edit } from "./message-editor.js";
import { UndoOffers } from "./undo-offers.js";

/**
 * What can be done with a message: answer it again, go on, edit, switch between versions, delete and take back.
 * @param {string} chat the chat's address
 * @param {import("./message-list.js").MessageList} list
 * @param {{ refresh: (toEnd: boolean) => Promise<void>, showError: (sentence: string | null) => void, model: (name: string) => void,
 *   focus: () => void }} page focus: takes the reader to where they write, if what they were on is gone
 */
export function actOnMessages(chat, list, page) {
  const offers = new UndoOffers();

  /** @param {() => Promise<void>} act */
  const attempt = async (act) => {
    try {
      page.showError(null);
      await act();
    } catch (refusal) {
      page.showError(/** @type {Error} */ (refusal).message);
    }
  };

  /**
   * Shows what has been done. That it cannot be shown does not undo it, so nobody is asked to do it again.
   * @param {boolean} toEnd
   */
  const show = async (toEnd) => {
    try {
      await page.refresh(toEnd);
    } catch {
      page.showError("Done, but the chat couldn't be refreshed. Reload the page to see the change.");
    }
  };

  one("[data-act-form]")?.addEventListener("submit", (event) => {
    event.preventDefault();
    const button = /** @type {HTMLButtonElement} */ (/** @type {SubmitEvent} */ (event).submitter);
    const message = /** @type {HTMLElement | null} */ (button.closest("[data-message]"));
    const act = button.dataset.act;
    if (!message || !act || button.getAttribute("aria-disabled") === "true") return;
    const url = `${chat}/message/${message.dataset.message}`;
    attempt(async () => {
      // Not disabled: it would lose the focus, and may be wanted again.
      button.setAttribute("aria-disabled", "true");
      try {
        if (act === "delete") await remove(url, message);
        else if (act === "select") await select(button);
        else await answer(url, act, button.value, "anyway" in button.dataset);
      } finally {
        button.removeAttribute("aria-disabled");
      }
    });
  });

  /**
   * @param {string} url
   * @param {string} act
   * @param {string} model empty for the chat's own
   * @param {boolean} mayTruncate whether the model may read only a part of the question
   */
  async function answer(url, act, model, mayTruncate) {
    const body = new FormData();
    if (model) body.set("model", model);
    await post(`${url}/${act}${mayTruncate ? "?truncate=true" : ""}`, body);
    if (model) page.model(model);
    await show(true);
    page.focus();
    announce(act === "continue" ? "The answer continues." : "Generating another answer.");
  }

  /** @param {HTMLButtonElement} button */
  async function select(button) {
    const isNext = button.getAttribute("aria-label") === "Next version";
    const id = button.formAction.split("/").at(-2) ?? "";
    await post(button.formAction);
    await show(false);
    const shown = list.message(id);
    const arrows = shown?.querySelectorAll("[data-siblings] button");
    const arrow = /** @type {HTMLButtonElement | undefined} */ (arrows?.[isNext ? 1 : 0]);
    (arrow?.disabled ? /** @type {HTMLButtonElement | undefined} */ (arrows?.[isNext ? 0 : 1]) : arrow)?.focus({ preventScroll: true });
    announce(`Version ${one(".siblings__place", shown ?? document)?.textContent ?? ""}`);
  }

  /**
   * @param {string} url
   * @param {HTMLElement} message
   */
  async function remove(url, message) {
    const above = message.previousElementSibling;
    const { leaf, undoSeconds } = await post(`${url}/delete`);
    await show(false);
    const notice = make("undo");
    if (above?.isConnected) above.after(notice);
    else one("[data-messages]")?.prepend(notice);
    const undo = one("[data-undo-delete]", notice);
    undo?.addEventListener("click", () => attempt(async () => {
      const body = new FormData();
      if (leaf) body.set("leaf", leaf);
      await post(`${url}/restore`, body);
      offers.end(notice);
      await show(false);
      announce("Message restored.");
    }));
    offers.add(notice, undoSeconds);
    undo?.focus({ preventScroll: true });
  }

  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-edit]");
    const message = /** @type {HTMLElement | null | undefined} */ (button?.closest("[data-message]"));
    if (!message) return;
    list.stay();
    const { message: id } = message.dataset;
    edit(message, `${chat}#${id}`, async (text) => {
      await post(`${chat}/message/${id}/edit`, { message: text });
      page.showError(null);
      await show(true);
      page.focus();
      announce("Edited message sent.");
    });
  });

  // One menu of models for all answers: it is made where it is opened.
  document.addEventListener("toggle", (event) => {
    const menu = /** @type {HTMLElement} */ (event.target);
    if (!menu.matches("[data-again][open]")) return;
    const panel = one(".menu__panel", menu) ?? menu.appendChild(make("again"));
    const space = (one(".shell__bottom")?.getBoundingClientRect().top ?? innerHeight) - menu.getBoundingClientRect().bottom;
    panel.classList.toggle("menu__panel--up", panel.offsetHeight > space);
  }, { capture: true });
}
