/** Offers to undo deletions. Only the newest is shown, because an older one may refer to a message that the newer one deleted. */
export class UndoOffers {
  #offers = /** @type {HTMLElement[]} */ ([]);

  add(/** @type {HTMLElement} */ offer, /** @type {number} */ seconds) {
    this.#offers.push(offer);
    this.#show();
    setTimeout(() => this.remove(offer), seconds * 1000);
  }

  remove(/** @type {HTMLElement} */ offer) {
    offer.remove();
    this.#offers = this.#offers.filter((other) => other !== offer);
    this.#show();
  }

  #show() {
    for (const offer of this.#offers) offer.hidden = offer !== this.#offers.at(-1);
  }
}
