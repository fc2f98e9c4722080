// A classic script without imports, so that it runs when modules or style sheets did not load: their page looks complete but does not
// work. It reloads once, unless the user has typed something.
(() => {
  const reloaded = "reloaded";
  const textFields = "textarea, input:not([type=hidden], [type=checkbox], [type=radio])";
  let hasFailed = false;

  const offerReload = () => {
    const fields = /** @type {(HTMLInputElement | HTMLTextAreaElement)[]} */ ([...document.querySelectorAll(textFields)]);
    if (fields.every((field) => field.value === field.defaultValue) && sessionStorage.getItem(reloaded) !== location.href) {
      sessionStorage.setItem(reloaded, location.href);
      location.reload();
      return;
    }
    const missing = /** @type {HTMLElement | null} */ (document.querySelector("[data-script-missing]"));
    if (missing) missing.hidden = false;
  };

  // Captured, because the event does not bubble.
  addEventListener("error", ({ target }) => {
    if (hasFailed || !(target instanceof Element) || !target.matches("[data-required]")) return;
    hasFailed = true;
    if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", offerReload);
    else offerReload();
  }, true);
  addEventListener("load", () => { if (!hasFailed) sessionStorage.removeItem(reloaded); });
})();
