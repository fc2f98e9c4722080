/** Calls once the user has signed in again in another tab and returns to this one. @returns the controller that stops waiting */
export function onReturn(/** @type {() => Promise<boolean>} */ isSignedIn, /** @type {() => void} */ call) {
  const waiting = new AbortController();
  const { signal } = waiting;
  const check = async () => {
    if (document.hidden || !(await isSignedIn().catch(() => false)) || signal.aborted) return;
    waiting.abort();
    call();
  };
  document.addEventListener("visibilitychange", check, { signal });
  addEventListener("focus", check, { signal });
  return waiting;
}
