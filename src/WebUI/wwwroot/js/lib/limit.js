/** Runs at most so many of the calls at a time, in their order. */
export function limitTo(/** @type {number} */ max) {
  const waiting = /** @type {(() => void)[]} */ ([]);
  let running = 0;

  const startNext = () => {
    if (running === max || waiting.length === 0) return;
    running++;
    waiting.shift()?.();
  };

  return (/** @type {() => Promise<unknown>} */ call) => new Promise((/** @type {(value?: unknown) => void} */ resolve) => {
    waiting.push(() => call().finally(() => {
      running--;
      resolve();
      startNext();
    }));
    startNext();
  });
}
