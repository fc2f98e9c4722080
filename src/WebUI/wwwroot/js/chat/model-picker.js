// @ts-check
import { all, one } from "../lib/dom.js";

/**
 * @param {HTMLFormElement} form the form around the picker
 * @param {(model: string) => Promise<boolean>} choose says whether it was taken
 */
export function pickModel(form, choose) {
  form.addEventListener("submit", async (event) => {
    const chosen = /** @type {HTMLButtonElement | null} */ (event.submitter);
    if (chosen?.name !== "model") return;
    event.preventDefault();
    if (await choose(chosen.value)) showModel(form, chosen.value);
  });
}

/**
 * @param {HTMLElement} form
 * @param {string} model
 */
export function showModel(form, model) {
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
  remote.textContent = host && `Runs on ${host}`;
  remote.hidden = !host;
}
