import { all, one } from "./lib/dom.js";
import { language, t } from "./lib/texts.js";
import { watchChanges } from "./lib/unsaved-changes.js";
import { isNotifying, startNotifying, stopNotifying } from "./notifications.js";

const forms = /** @type {HTMLFormElement[]} */ (all("[data-unsaved-form]"));

// A slider has a decimal point in every language.
const decimalSeparator = new Intl.NumberFormat(language).format(1.5)[1];

// An empty number leaves the model's default, which a slider cannot show: it looks switched off then.
function connect(/** @type {HTMLInputElement} */ range) {
  const number = /** @type {HTMLInputElement} */ (document.getElementById(range.dataset.slider ?? ""));
  const button = one(`[data-use-default="${number.id}"]`);
  const show = () => {
    const isDefault = number.value.trim() === "";
    range.classList.toggle("slider__range--unset", isDefault);
    if (isDefault) range.setAttribute("aria-valuetext", t("Default"));
    else range.removeAttribute("aria-valuetext");
    if (button) button.hidden = isDefault;
  };
  range.addEventListener("input", () => {
    number.value = range.value.replace(".", decimalSeparator);
    show();
  });
  number.addEventListener("input", () => {
    if (number.value) range.value = number.value.replace(",", ".");
    show();
  });
  button?.addEventListener("click", () => {
    number.value = "";
    number.dispatchEvent(new Event("input", { bubbles: true }));
    number.focus();
  });
  range.form?.addEventListener("reset", () => setTimeout(show));
  show();
}

function showTheme() {
  const theme = /** @type {HTMLInputElement | null} */ (one("[name=theme]:checked"))?.value;
  if (!theme || theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

for (const slider of all("[data-slider]")) connect(/** @type {HTMLInputElement} */ (slider));
for (const form of forms) {
  watchChanges(form);
  form.addEventListener("reset", () => setTimeout(showTheme));
}
document.addEventListener("change", ({ target }) => {
  if (target instanceof HTMLInputElement && target.name === "theme") showTheme();
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
