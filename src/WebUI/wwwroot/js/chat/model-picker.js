import { all, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";

export function pickModel(/** @type {HTMLFormElement} */ form, /** @type {(model: string) => Promise<boolean>} */ save) {
  form.addEventListener("submit", async (event) => {
    const chosen = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (chosen?.name !== "model") return;
    event.preventDefault();
    if (await save(chosen.value)) showModel(form, chosen.value);
  });
}

export function showModel(/** @type {HTMLElement} */ form, /** @type {string} */ model) {
  const name = one("[data-model-name]", form);
  if (name) name.textContent = model;
  let host = "";
  for (const item of all("button[name=model]", form)) {
    const isChosen = /** @type {HTMLButtonElement} */ (item).value === model;
    if (isChosen) item.setAttribute("aria-current", "true");
    else item.removeAttribute("aria-current");
    if (isChosen) host = item.dataset.remoteHost ?? "";
  }
  const remote = one("[data-model-remote]", form);
  if (!remote) return;
  remote.textContent = host && t("Runs on {0}", host);
  remote.hidden = !host;
}
