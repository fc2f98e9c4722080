// @ts-check
import { ChatList } from "./chat-list.js";
import { get } from "./lib/api.js";
import { one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";
import { SharedEvents } from "./lib/shared-events.js";
import { isNotifying, notify } from "./notifications.js";

/** @typedef {import("./chat-list.js").Chat} Chat */

// Time for the tab, or the other device, that has the chat in sight to say so.
const courtesy = 1_000;

// As ChatRows.cs: a list this long says nothing of the chats that are not in it.
const most = 500;

const listeners = /** @type {{ chat: (chat: Chat) => void, gone: (id: string) => void }[]} */ ([]);

let events = /** @type {SharedEvents | null} */ (null);

/**
 * Tells what happens to the user's chats, in any tab and on any device.
 * @param {{ chat: (chat: Chat) => void, gone: (id: string) => void }} listener
 */
export const onChats = (listener) => listeners.push(listener);

/** Begins to listen; the list in the sidebar moves from here on. */
export function followChats() {
  const element = one("[data-chat-list]");
  if (!element) return;
  const list = new ChatList(element);
  const inSight = /** @type {Set<string>} */ (new Set());

  const tellOfAnswer = (/** @type {Chat} */ chat) => {
    if (location.pathname === `${pathBase}/chat/${chat.id}` && !document.hidden) {
      inSight.add(chat.id);
      events?.broadcast({ inSight: chat.id });
    }
    setTimeout(() => {
      if (!inSight.delete(chat.id) && list.isUnread(chat.id) && events?.isHolder && isNotifying()) notify(chat);
    }, courtesy);
  };

  const gone = (/** @type {string} */ id) => {
    list.remove(id);
    for (const listener of listeners) listener.gone(id);
  };

  const { user } = document.body.dataset;
  const isOurs = async () => (await get(`${pathBase}/account/session`)).user === user;
  events = new SharedEvents(`${pathBase}/chats/events`, { name: `chats:${pathBase}:${user}`, after: list.position, isOurs }, {
    chats: ({ ids }) => {
      const removed = ids ? list.keep(ids) : [];
      if (removed.length > 0 && ids.length < most) removed.forEach(gone);
    },
    chat: (chat) => {
      if (list.put(chat)) tellOfAnswer(chat);
      for (const listener of listeners) listener.chat(chat);
    },
    gone: ({ id }) => gone(id),
  }, (message) => {
    if (message.inSight) inSight.add(message.inSight);
    if (message.signsOut) events?.leave();
  });
}

/** Whoever uses the browser next shall not hear of it, in any tab. */
export function forgetChats() {
  events?.broadcast({ signsOut: true });
  events?.leave();
}
