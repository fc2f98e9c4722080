const minDelay = 5_000;
const maxDelay = 60_000;

/**
 * Asks whether a refused stream can be opened again. EventSource does not tell why it was refused: by a proxy, by a portal that is
 * starting, or because the session ended.
 */
export class StreamRetry {
  #isSignedIn;
  #timer = /** @type {ReturnType<typeof setTimeout> | undefined} */ (undefined);

  constructor(/** @type {() => Promise<boolean>} */ isSignedIn) {
    this.#isSignedIn = isSignedIn;
  }

  get isPending() {
    return this.#timer !== undefined;
  }

  cancel() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }

  /** @param {AbortSignal} signal @param {{ signedIn: () => void, signedOut: () => void }} on */
  start(signal, on, delay = minDelay) {
    this.#timer = setTimeout(async () => {
      const isSignedIn = await this.#isSignedIn().catch((error) => (error.status === 401 ? false : undefined));
      if (signal.aborted) return;
      if (isSignedIn) on.signedIn();
      else if (isSignedIn === false) on.signedOut();
      else this.start(signal, on, Math.min(2 * delay, maxDelay));
    }, delay);
  }
}
