import { post } from "../lib/api.js";
import { announce, fromTemplate, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";
import { UndoOffers } from "./undo-offers.js";

const offers = new UndoOffers();

/**
 * @param {string} url @param {HTMLElement} message
 * @param {{ refresh: () => Promise<void>, attempt: (act: () => Promise<void>) => Promise<void> }} page
 */
export async function deleteMessage(url, message, { refresh, attempt }) {
  const above = message.previousElementSibling;
  const { leaf, undoSeconds } = await post(`${url}/delete`);
  await refresh();
  const notice = fromTemplate("undo");
  if (above?.isConnected) above.after(notice);
  else one("[data-messages]")?.prepend(notice);
  const undo = one("[data-undo-delete]", notice);
  undo?.addEventListener("click", () => attempt(async () => {
    const body = new FormData();
    if (leaf) body.set("leaf", leaf);
    await post(`${url}/restore`, body);
    offers.remove(notice);
    await refresh();
    announce(t("Message restored."));
  }));
  offers.add(notice, undoSeconds);
  undo?.focus({ preventScroll: true });
  notice.scrollIntoView({ block: "nearest" });
}
