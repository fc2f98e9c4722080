import { one } from "../lib/dom.js";

/** Keeps the page scrolled to the end while it grows, until the reader scrolls up. */
export class ScrollAnchor {
  #toNewest = one("[data-to-newest]");
  #isFollowing = true;
  #lastTop = 0;
  #isScheduled = false;

  constructor(/** @type {HTMLElement} */ list) {
    // Once a frame, so that a token does not force a layout of its own, and before the browser looks at what has moved.
    new MutationObserver(() => this.#schedule()).observe(list, { childList: true, characterData: true, subtree: true });
    // Images and fonts change the size without a change of the page.
    new ResizeObserver(() => {
      if (this.#isFollowing) this.toEnd();
      this.#updateButton();
    }).observe(list);
    addEventListener("scroll", () => this.#onScroll(), { passive: true });
    this.#toNewest?.addEventListener("click", () => this.toEnd());
    if (location.hash) return;
    // Otherwise the browser restores the old position, sometimes after this.
    history.scrollRestoration = "manual";
    this.toEnd();
  }

  get isFollowing() {
    return this.#isFollowing;
  }

  release() {
    this.#isFollowing = false;
  }

  toEnd() {
    this.#isFollowing = true;
    scrollTo({ top: document.documentElement.scrollHeight, behavior: "instant" });
    // A page that has become shorter was not scrolled up by its reader.
    this.#lastTop = scrollY;
  }

  #schedule() {
    if (this.#isScheduled || !this.#isFollowing) return;
    this.#isScheduled = true;
    requestAnimationFrame(() => {
      this.#isScheduled = false;
      if (this.#isFollowing) this.toEnd();
    });
  }

  #onScroll() {
    this.#isFollowing = this.#isAtEnd || (this.#isFollowing && scrollY >= this.#lastTop);
    this.#lastTop = scrollY;
    this.#updateButton();
  }

  get #isAtEnd() {
    return scrollY + innerHeight >= document.documentElement.scrollHeight - 24;
  }

  // The page may have become shorter, without being scrolled.
  #updateButton() {
    if (this.#toNewest) this.#toNewest.hidden = this.#isFollowing || this.#isAtEnd;
  }
}
