import { pathBase } from "./lib/path-base.js";
import { t } from "./lib/texts.js";

// The permission belongs to the browser, so the setting is stored there too.

const key = "notify";

export const isNotifying = () => globalThis.Notification?.permission === "granted" && localStorage.getItem(key) === "on";

/** Asks for permission and stores the setting. Throws an error with a message to show. */
export async function startNotifying() {
  if (!isSecureContext) throw new Error(t("Notifications work only over HTTPS or on the same machine."));
  if (!globalThis.Notification) throw new Error(t("This browser doesn't support notifications."));
  if (await Notification.requestPermission() !== "granted") {
    throw new Error(t("Notifications are blocked for this site. Allow them in the browser's settings, then turn this on."));
  }
  try {
    new Notification("Chat AI", { body: t("You'll get a notification like this when an answer is ready."), tag: "chatai" });
  } catch {
    throw new Error(t("This browser doesn't allow notifications on this device."));
  }
  localStorage.setItem(key, "on");
}

export function stopNotifying() {
  localStorage.removeItem(key);
}

export function notify(/** @type {{ id: string, title: string, hasFailed: boolean }} */ { id, title, hasFailed }) {
  const url = `${pathBase}/chat/${id}`;
  const body = hasFailed ? t("The answer could not be completed.") : t("The answer is ready.");
  const notification = new Notification(title, { body, tag: id });
  notification.addEventListener("click", () => {
    notification.close();
    if (location.pathname === url) window.focus();
    // A named window, so that the next notification of this chat reuses its tab and this tab keeps its draft.
    else window.open(url, `chat-${id}`);
  });
}
