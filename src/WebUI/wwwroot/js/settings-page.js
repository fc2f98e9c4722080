import { all, one } from "./lib/dom.js";
import { t } from "./lib/texts.js";
import { isNotifying, startNotifying, stopNotifying } from "./notifications.js";

// An empty number leaves the model's default, which a slider cannot show.
for (const slider of all("[data-slider]")) {
  const range = /** @type {HTMLInputElement} */ (slider);
  const number = /** @type {HTMLInputElement} */ (document.getElementById(range.dataset.slider ?? ""));
  const showDefault = () => {
    range.classList.toggle("slider__default", number.value === "");
    if (number.value === "") range.setAttribute("aria-valuetext", t("Default"));
    else range.removeAttribute("aria-valuetext");
  };
  range.addEventListener("input", () => {
    number.value = range.value;
    showDefault();
  });
  number.addEventListener("input", () => {
    if (number.value) range.value = number.value.replace(",", ".");
    showDefault();
  });
  showDefault();
}

document.addEventListener("change", (event) => {
  const radio = event.target;
  if (!(radio instanceof HTMLInputElement) || radio.name !== "theme") return;
  if (radio.value === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = radio.value;
});

// Stored by the browser, so not part of the form.
const notifying = one("[data-notify]");
const box = /** @type {HTMLInputElement | null} */ (one("[data-notify-box]"));
if (notifying && box) {
  const errorText = /** @type {HTMLElement} */ (one("[data-notify-error]"));
  const show = (/** @type {boolean} */ isOn) => { box.checked = box.defaultChecked = isOn; };
  show(isNotifying());
  notifying.hidden = false;
  box.addEventListener("change", async () => {
    errorText.textContent = "";
    if (!box.checked) stopNotifying();
    else await startNotifying().catch((error) => { errorText.textContent = error.message; });
    show(isNotifying());
  });
}
