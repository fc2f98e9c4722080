// @ts-check
import { all } from "./lib/dom.js";

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
