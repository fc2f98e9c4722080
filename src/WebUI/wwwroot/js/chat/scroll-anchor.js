import { one } from "../lib/dom.js";

/** Keeps the page scrolled to the end while it grows, until the reader scrolls up. */
export class ScrollAnchor {
  #toNewest = one("[data-to-newest]");
  #isFollowing = true;
  #lastTop = 0;

  constructor(/** @type {HTMLElement} */ list) {
    // An observer runs once a frame, after layout, so that a token does not force a layout of its own.
    new ResizeObserver(() => { if (this.#isFollowing) this.toEnd(); }).observe(list);
    addEventListener("scroll", () => this.#onScroll(), { passive: true });
    this.#toNewest?.addEventListener("click", () => this.toEnd());
    if (!location.hash) this.toEnd();
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
  }

  #onScroll() {
    const isAtEnd = scrollY + innerHeight >= document.documentElement.scrollHeight - 24;
    this.#isFollowing = isAtEnd || (this.#isFollowing && scrollY >= this.#lastTop);
    this.#lastTop = scrollY;
    if (this.#toNewest) this.#toNewest.hidden = this.#isFollowing || isAtEnd;
  }
}
