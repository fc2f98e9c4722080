import { announce, one } from "../lib/dom.js";

/** Shows why a message was not sent; null hides the error. */
export function showComposerError(/** @type {string | null} */ sentence) {
  const notice = one("[data-composer-error]");
  const text = one("[data-composer-error-text]");
  if (!notice || !text) return;
  const trouble = one("[data-trouble]");
  if (trouble && sentence && one("[data-trouble-text]")?.textContent === sentence) {
    // The page already shows this as a warning, which now becomes an error.
    trouble.className = trouble.className.replace("notice--warn", "notice--danger");
    announce(sentence);
    return;
  }
  // Shown before it is filled: some screen readers ignore a live region that appears together with its text.
  notice.hidden = sentence === null;
  text.textContent = sentence ?? "";
}
