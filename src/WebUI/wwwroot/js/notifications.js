// @ts-check
import { pathBase } from "./lib/path-base.js";

// Notifications of the system. The browser gives the permission, so it also keeps whether they are wanted.

const key = "notify";
const settings = "Allow them in the browser's settings, then turn this on.";

/** Whether they are wanted and allowed. */
export const isNotifying = () => globalThis.Notification?.permission === "granted" && localStorage.getItem(key) === "on";

/** Asks the browser for its permission and keeps the wish. What was refused is thrown as a sentence. */
export async function startNotifying() {
  if (!isSecureContext) throw new Error("Notifications work only over HTTPS or on the same machine.");
  if (!globalThis.Notification) throw new Error("This browser doesn't support notifications.");
  if (await Notification.requestPermission() !== "granted") throw new Error(`Notifications are blocked for this site. ${settings}`);
  try {
    new Notification("Chat AI", { body: "You'll get a notification like this when an answer is ready.", tag: "chatai" });
  } catch {
    throw new Error("This browser doesn't allow notifications on this device.");
  }
  localStorage.setItem(key, "on");
}

export function stopNotifying() {
  localStorage.removeItem(key);
}

/**
 * Says that an answer has ended, and nothing of what it says.
 * @param {{ id: string, title: string, hasFailed: boolean }} chat
 */
export function notify({ id, title, hasFailed }) {
  const url = `${pathBase}/chat/${id}`;
  const notification = new Notification(title, { body: hasFailed ? "The answer could not be completed." : "The answer is ready.", tag: id });
  notification.addEventListener("click", () => {
    notification.close();
    if (location.pathname === url) window.focus();
    // What is being written in this tab stays; the name lets the next one of this chat come to the same tab.
    else window.open(url, `chat-${id}`);
  });
}
