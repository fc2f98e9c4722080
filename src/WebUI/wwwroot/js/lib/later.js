// @ts-check

/** Puts off what is too slow for every keystroke: it is called once nobody has asked for it for a while, or when the page is left. */
export function later(/** @type {() => void} */ call, /** @type {number} */ milliseconds) {
  let timer = 0;
  const now = () => {
    clearTimeout(timer);
    timer = 0;
    call();
  };
  addEventListener("pagehide", () => { if (timer) now(); });
  return {
    now,
    soon() {
      clearTimeout(timer);
      timer = setTimeout(now, milliseconds);
    },
  };
}
