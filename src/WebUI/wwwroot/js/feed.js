import { ChatList } from "./chat-list.js";
import { get } from "./lib/api.js";
import { one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";
import { SharedEvents } from "./lib/shared-events.js";
import { isNotifying, notify } from "./notifications.js";

/** @typedef {import("./chat-list.js").Chat} Chat */
/** @typedef {{ onChat: (chat: Chat) => void, onDeleted: (id: string) => void }} Listener */

// Time for another tab or device that shows the chat to mark it as seen.
const notifyDelay = 1_000;

// As in ChatRow.cs: a longer list is cut off, so that a missing chat may still exist.
const maxListed = 500;

const listeners = /** @type {Listener[]} */ ([]);

let events = /** @type {SharedEvents | null} */ (null);

export const onChats = (/** @type {Listener} */ listener) => listeners.push(listener);

export function followChats() {
  const element = one("[data-chat-list]");
  if (!element) return;
  const list = new ChatList(element);
  const visibleIds = /** @type {Set<string>} */ (new Set());

  const onAnswer = (/** @type {Chat} */ chat) => {
    if (location.pathname === `${pathBase}/chat/${chat.id}` && !document.hidden) {
      visibleIds.add(chat.id);
      events?.broadcast({ visibleId: chat.id });
    }
    setTimeout(() => {
      if (!visibleIds.delete(chat.id) && list.isUnread(chat.id) && events?.isHolder && isNotifying()) notify(chat);
    }, notifyDelay);
  };

  const onDeleted = (/** @type {string} */ id) => {
    list.remove(id);
    for (const listener of listeners) listener.onDeleted(id);
  };

  const { user } = document.body.dataset;
  const isSignedIn = async () => (await get(`${pathBase}/account/session`)).user === user;
  events = new SharedEvents(`${pathBase}/chats/events`, { name: `chats:${pathBase}:${user}`, after: list.position, isSignedIn }, {
    chats: ({ ids }) => {
      const removed = ids ? list.removeExcept(ids) : [];
      if (removed.length > 0 && ids.length < maxListed) removed.forEach(onDeleted);
    },
    chat: (chat) => {
      if (list.update(chat)) onAnswer(chat);
      for (const listener of listeners) listener.onChat(chat);
    },
    gone: ({ id }) => onDeleted(id),
  }, (message) => {
    if (message.visibleId) visibleIds.add(message.visibleId);
    if (message.isSigningOut) events?.leave();
  });
}

/** Ends the stream in all tabs, so that the next user of the browser gets none of it. */
export function stopFollowingChats() {
  events?.broadcast({ isSigningOut: true });
  events?.leave();
}
