// @ts-check
import { onChats } from "../feed.js";

/** @typedef {import("../chat-list.js").Chat} Chat */

// What this tab does itself is told by the stream as well; it is left time to be shown first.
const patience = 300;

/**
 * Keeps the page of a chat right while other tabs and devices work on it.
 * @param {string} id
 * @param {{ title: (title: string) => void, unread: () => void, isBusy: () => boolean, shows: (chat: Chat) => boolean,
 * refresh: () => void, gone: () => void }} page isBusy: whether it is about to change by itself; shows: whether it shows the chat like
 * this
 */
export function followRemoteChanges(id, page) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;

  onChats({
    chat: (chat) => {
      if (chat.id !== id) return;
      page.title(chat.title);
      if (chat.isUnread) page.unread();
      clearTimeout(timer);
      const look = () => {
        if (page.isBusy()) timer = setTimeout(look, patience);
        else if (!page.shows(chat)) page.refresh();
      };
      timer = setTimeout(look, patience);
    },
    gone: (other) => { if (other === id) page.gone(); },
  });
}
