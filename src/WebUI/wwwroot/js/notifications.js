// @ts-check
import { pathBase } from "./lib/path-base.js";

// Notifications of the system. The browser gives the permission, so it also keeps whether they are wanted.

const key = "notify";
const settings = "Allow them for this site in the browser's settings, then switch this on.";

/** Whether they are wanted and allowed. */
export const isNotifying = () => globalThis.Notification?.permission === "granted" && localStorage.getItem(key) === "on";

/** Asks the browser for its permission and keeps the wish. What was refused is thrown as a sentence. */
export async function startNotifying() {
  if (!isSecureContext) throw new Error("Browsers notify only of pages that come over HTTPS or from the same machine.");
  if (!globalThis.Notification) throw new Error("This browser has no notifications.");
  if (await Notification.requestPermission() !== "granted") throw new Error(`The browser refuses notifications of this site. ${settings}`);
  try {
    new Notification("Chat AI", { body: "This is how an answer will tell that it is ready.", tag: "chatai" });
  } catch {
    throw new Error("This browser does not let a page notify on this device.");
  }
  localStorage.setItem(key, "on");
}

export function stopNotifying() {
  localStorage.removeItem(key);
}

/** Says that an answer has ended, and nothing of what it says. */
export function notify(/** @type {{ id: string, title: string, hasFailed: boolean }} */ { id, title, hasFailed }) {
  const url = `${pathBase}/chat/${id}`;
  const notification = new Notification(title, { body: hasFailed ? "The answer could not be completed." : "The answer is ready.", tag: id });
  notification.addEventListener("click", () => {
    notification.close();
    if (location.pathname === url) window.focus();
    // What is being written in this tab stays; the name lets the next one of this chat come to the same tab.
    else window.open(url, `chat-${id}`);
  });
}
