// @ts-check
import { page } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { pathBase } from "../lib/path-base.js";

/** @type {Record<string, string>} the icons of Fit.cs */
const verdicts = { "Fits": "check", "Tight": "info", "Too large": "alert" };

/** Says of the size that is chosen whether it fits. */
function showFit(/** @type {HTMLElement} */ family) {
  const fit = one("[data-fit]", family);
  const verdict = one("option:checked", family)?.dataset.verdict;
  if (!fit) return;
  fit.hidden = !verdict;
  if (!verdict) return;
  fit.className = `tag tag--${verdict.toLowerCase().replace(" ", "-")} push`;
  fit.querySelector("use")?.setAttribute("href", `${pathBase}/icons/icons.svg#icon-${verdicts[verdict]}`);
  fit.lastChild?.replaceWith(verdict);
}

/**
 * Search and filters over the families of the catalogue. The page comes with the first of them; the others are fetched when they are
 * needed.
 * @param {HTMLElement} catalogue
 */
export function filterCatalogue(catalogue) {
  const form = /** @type {HTMLFormElement} */ (one("[data-catalogue-filters]", catalogue));
  const note = one("[data-catalogue-note]", catalogue);
  const none = one("[data-catalogue-none]", catalogue);
  const more = one("[data-show-all]", catalogue);
  const said = note?.textContent ?? "";
  let families = all("[data-family]", catalogue);
  const first = new Set(families);
  let showsAll = more === null;
  let loading = /** @type {Promise<void> | null} */ (more ? null : Promise.resolve());

  const load = async () => {
    const whole = await page(`${pathBase}/dashboard?all=true`);
    const known = new Set(families.map((family) => family.dataset.family));
    const others = all("[data-family]", whole).filter((family) => !known.has(family.dataset.family));
    one("[data-by-hand]", catalogue)?.before(...others.map((family) => document.adoptNode(family)));
    families = all("[data-family]", catalogue);
  };

  const apply = () => {
    const choice = new FormData(form);
    const words = String(choice.get("words")).trim().toLocaleLowerCase().split(/\s+/);
    const abilities = choice.getAll("can").map(String);
    const series = String(choice.get("series") ?? "");
    const mustFit = choice.has("fits");
    const [least, most] = String(choice.get("size") ?? "").split("-").map((part) => (part === "" ? null : Number(part) * 1e9));
    const isFiltered = words[0] !== "" || abilities.length > 0 || Boolean(choice.get("size")) || series !== "" || mustFit;

    const isRight = (/** @type {HTMLElement} */ { dataset }) => (!mustFit || dataset.verdict === "Fits")
      && Number(dataset.size) >= (least ?? 0) && Number(dataset.size) < (most ?? Infinity);

    let shown = 0;
    for (const family of families) {
      const can = (family.dataset.can ?? "").split(" ");
      const isFound = words.every((word) => (family.dataset.text ?? "").includes(word))
        && abilities.every((ability) => can.includes(ability))
        && (series === "" || family.dataset.series === series)
        && all("option", family).some(isRight);
      family.hidden = isFiltered ? !isFound : !showsAll && !first.has(family);
      if (isFound) shown++;
    }
    if (note) note.textContent = isFiltered ? `${shown} of ${families.length} models` : said;
    if (none) none.hidden = shown > 0;
    if (more) more.hidden = isFiltered || showsAll;
  };

  const applyToAll = () => {
    apply();
    loading ??= load();
    loading.then(apply, () => { loading = null; });
  };

  catalogue.addEventListener("change", ({ target }) => {
    const family = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-family]"));
    if (family) showFit(family);
  });
  form.hidden = false;
  form.addEventListener("input", applyToAll);
  form.addEventListener("submit", (event) => event.preventDefault());
  more?.addEventListener("click", (event) => {
    event.preventDefault();
    showsAll = true;
    applyToAll();
  });
}
