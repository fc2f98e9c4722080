import { onChats } from "../feed.js";

/** @typedef {import("../chat-list.js").Chat} Chat */
/** @typedef {{ onTitle: (title: string) => void, onUnread: () => void, onDeleted: () => void, refresh: () => void }} Handlers */

// The stream also reports this tab's own changes; the delay lets the page show them first.
const delay = 300;

/**
 * Shows changes that other tabs and devices make to the chat.
 * @param {string} id @param {Handlers & { isBusy: () => boolean, isUpToDate: (chat: Chat) => boolean }} page
 */
export function followRemoteChanges(id, page) {
  let timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  onChats({
    onChat: (chat) => {
      if (chat.id !== id) return;
      page.onTitle(chat.title);
      if (chat.isUnread) page.onUnread();
      clearTimeout(timer);
      const check = () => {
        if (page.isBusy()) timer = setTimeout(check, delay);
        else if (!page.isUpToDate(chat)) page.refresh();
      };
      timer = setTimeout(check, delay);
    },
    onDeleted: (deleted) => { if (deleted === id) page.onDeleted(); },
  });
}
