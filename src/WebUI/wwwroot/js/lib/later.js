// @ts-check

/**
 * Puts off what is too slow for every keystroke: it is called once nobody has asked for it for a while, or when the page is left.
 * @param {() => void} call
 * @param {number} milliseconds
 */
export function later(call, milliseconds) {
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
