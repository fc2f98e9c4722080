import { post } from "../lib/api.js";
import { announce, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";
import { enableAnswerMenus } from "./answer-menu.js";
import { deleteMessage } from "./delete-message.js";
import { edit } from "./message-editor.js";

/** @typedef {{ refresh: (toEnd: boolean) => Promise<void>, showError: (sentence: string | null) => void }} Output */

/**
 * The actions of a message: answer again, continue, edit, switch versions, delete.
 * @param {string} chat @param {import("./message-list.js").MessageList} list
 * @param {Output & { onModel: (name: string) => void, focus: () => void }} page
 */
export function enableMessageActions(chat, list, page) {
  const attempt = async (/** @type {() => Promise<void>} */ act) => {
    try {
      page.showError(null);
      await act();
    } catch (error) {
      page.showError(/** @type {Error} */ (error).message);
    }
  };

  // A failed refresh does not mean that the action failed: repeating it would do it twice.
  const refresh = async (/** @type {boolean} */ toEnd) => {
    try {
      await page.refresh(toEnd);
    } catch {
      page.showError(t("Done, but the chat couldn't be refreshed. Reload the page to see the change."));
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
      // A disabled button would lose the focus.
      button.setAttribute("aria-disabled", "true");
      try {
        if (act === "delete") await deleteMessage(url, message, { refresh: () => refresh(false), attempt });
        else if (act === "select") await select(button);
        else await answer(url, act, button.value, "anyway" in button.dataset);
      } finally {
        button.removeAttribute("aria-disabled");
      }
    });
  });

  /** @param {string} url @param {string} act @param {string} model empty: the chat's model @param {boolean} mayTruncate */
  async function answer(url, act, model, mayTruncate) {
    const body = new FormData();
    if (model) body.set("model", model);
    await post(`${url}/${act}${mayTruncate ? "?truncate=true" : ""}`, body);
    if (model) page.onModel(model);
    await refresh(true);
    page.focus();
    announce(act === "continue" ? t("The answer continues.") : t("Generating another answer."));
  }

  async function select(/** @type {HTMLButtonElement} */ button) {
    const isNext = button.nextElementSibling === null;
    const id = button.formAction.split("/").at(-2) ?? "";
    await post(button.formAction);
    await refresh(false);
    const shown = list.message(id);
    const arrows = /** @type {HTMLButtonElement[]} */ ([...(shown?.querySelectorAll("[data-siblings] button") ?? [])]);
    const [same, opposite] = isNext ? [arrows[1], arrows[0]] : [arrows[0], arrows[1]];
    const enabled = same?.disabled ? opposite : same;
    enabled?.focus({ preventScroll: true });
    announce(t("Version {0}", one(".siblings__place", shown ?? document)?.textContent ?? ""));
  }

  document.addEventListener("click", (event) => {
    const button = /** @type {Element} */ (event.target).closest("[data-edit]");
    const message = /** @type {HTMLElement | null | undefined} */ (button?.closest("[data-message]"));
    if (!message) return;
    list.stopFollowing();
    const { message: id } = message.dataset;
    edit(message, `${chat}#${id}`, async (text) => {
      await post(`${chat}/message/${id}/edit`, { message: text });
      page.showError(null);
      await refresh(true);
      page.focus();
      announce(t("Edited message sent."));
    });
  });

  enableAnswerMenus();
}
