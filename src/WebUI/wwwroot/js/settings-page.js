// @ts-check
import { all, one } from "./lib/dom.js";
import { isNotifying, startNotifying, stopNotifying } from "./notifications.js";

// A slider and its number say the same; an empty number leaves the choice to the model's maker.
for (const slider of all("[data-slider]")) {
  const range = /** @type {HTMLInputElement} */ (slider);
  const number = /** @type {HTMLInputElement} */ (document.getElementById(range.dataset.slider ?? ""));
  range.addEventListener("input", () => { number.value = range.value; });
  number.addEventListener("input", () => { if (number.value) range.value = number.value.replace(",", "."); });
}

// The theme shows at once and is kept when it is saved.
document.addEventListener("change", (event) => {
  const radio = event.target;
  if (!(radio instanceof HTMLInputElement) || radio.name !== "theme") return;
  if (radio.value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = radio.value;
});

// Kept by the browser, so it is not part of what the form saves or undoes.
const notifying = one("[data-notify]");
const box = /** @type {HTMLInputElement | null} */ (one("[data-notify-box]"));
if (notifying && box) {
  const error = /** @type {HTMLElement} */ (one("[data-notify-error]"));
  const show = (/** @type {boolean} */ isOn) => { box.checked = box.defaultChecked = isOn; };
  show(isNotifying());
  notifying.hidden = false;
  box.addEventListener("change", async () => {
    error.textContent = "";
    if (!box.checked) stopNotifying();
    else await startNotifying().catch((refusal) => { error.textContent = refusal.message; });
    show(isNotifying());
  });
}
