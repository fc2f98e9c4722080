/** Delays a call until it has not been scheduled for a while, or until the page is left. */
export function debounce(/** @type {() => void} */ call, /** @type {number} */ milliseconds) {
  let timer = 0;
  const flush = () => {
    clearTimeout(timer);
    timer = 0;
    call();
  };
  addEventListener("pagehide", () => { if (timer) flush(); });
  return {
    flush,
    schedule() {
      clearTimeout(timer);
      timer = setTimeout(flush, milliseconds);
    },
  };
}
