import { deleteDrafts } from "./chat/drafts.js";
import { stopFollowingChats } from "./feed.js";
import { all, one } from "./lib/dom.js";

// Storage tells all tabs, also over plain HTTP.
const key = "signed-out";

/** Hides the content of a page after sign-out, so that the next person at this browser cannot read it. */
export function hideWhenSignedOut() {
  const { user } = document.body.dataset;

  one("[data-sign-out]")?.addEventListener("submit", () => {
    deleteDrafts();
    stopFollowingChats();
    localStorage.setItem(key, `${user} ${Date.now()}`);
  });
  addEventListener("storage", (event) => {
    if (event.key !== key || !user || event.newValue?.split(" ")[0] !== user) return;
    deleteDrafts();
    stopFollowingChats();
    removeContent(false);
  });

  // The session ended otherwise; the drafts are kept for the same user.
  document.addEventListener("signed-out", () => removeContent(true));
  document.addEventListener("signed-in", () => location.reload());

  // A page that comes back from the back/forward cache may belong to a session that has ended since.
  addEventListener("pagehide", ({ persisted }) => { if (persisted) document.body.style.visibility = "hidden"; });
  addEventListener("pageshow", ({ persisted }) => { if (persisted) location.reload(); });
}

function removeContent(/** @type {boolean} */ hasDrafts) {
  const banner = one("[data-signed-out]");
  const kept = one("[data-drafts-kept]", banner ?? undefined);
  if (kept) kept.hidden = !hasDrafts;
  document.title = "Chat AI";
  for (const part of all("body > :not(main), main > *")) {
    if (part !== banner) part.remove();
  }
  if (banner) banner.hidden = false;
}
