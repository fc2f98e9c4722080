// @ts-check

/** Offers to take deletions back. Of several only the newest is in sight: an older one may lie in what the newer one took. */
export class UndoOffers {
  #offers = /** @type {HTMLElement[]} */ ([]);

  /** @param {HTMLElement} offer @param {number} seconds until it ends by itself */
  add(offer, seconds) {
    this.#offers.push(offer);
    this.#show();
    setTimeout(() => this.end(offer), seconds * 1000);
  }

  end(/** @type {HTMLElement} */ offer) {
    offer.remove();
    this.#offers = this.#offers.filter((other) => other !== offer);
    this.#show();
  }

  #show() {
    for (const offer of this.#offers) offer.hidden = offer !== this.#offers.at(-1);
  }
}
