import { fetchPage } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { addressOf } from "../lib/files.js";
import { count } from "../lib/human.js";
import { pathBase } from "../lib/path-base.js";
import { t } from "../lib/texts.js";

// The same as Fit.cs.
const icons = /** @type {Record<string, string>} */ ({ "fits": "check", "tight": "info", "too-large": "alert" });
const labels = /** @type {Record<string, string>} */ ({ "fits": t("Fits"), "tight": t("Tight"), "too-large": t("Too large") });

function showFit(/** @type {HTMLElement} */ family) {
  const fit = one("[data-fit]", family);
  const verdict = one("option:checked", family)?.dataset.verdict;
  if (!fit) return;
  fit.hidden = !verdict;
  if (!verdict) return;
  fit.className = `tag tag--${verdict} push`;
  fit.querySelector("use")?.setAttribute("href", `${addressOf("icons/icons.svg")}#icon-${icons[verdict]}`);
  fit.lastChild?.replaceWith(labels[verdict] ?? "");
}

/** Search and filters. The page includes only the first families; the others are fetched on demand. */
export function filterCatalogue(/** @type {HTMLElement} */ catalogue) {
  const form = /** @type {HTMLFormElement} */ (one("[data-catalogue-filters]", catalogue));
  const note = one("[data-catalogue-note]", catalogue);
  const none = one("[data-catalogue-none]", catalogue);
  const more = one("[data-show-all]", catalogue);
  const initialNote = note?.textContent ?? "";
  let families = all("[data-family]", catalogue);
  const first = new Set(families);
  let showsAll = more === null;
  let loading = /** @type {Promise<void> | null} */ (more ? null : Promise.resolve());

  const load = async () => {
    const whole = await fetchPage(`${pathBase}/dashboard?all=true`);
    const known = new Set(families.map((family) => family.dataset.family));
    const others = all("[data-family]", whole).filter((family) => !known.has(family.dataset.family));
    one("[data-by-hand]", catalogue)?.before(...others.map((family) => document.adoptNode(family)));
    families = all("[data-family]", catalogue);
  };

  const apply = () => {
    const choice = new FormData(form);
    const terms = String(choice.get("words")).trim().toLocaleLowerCase().split(/\s+/);
    const abilities = choice.getAll("can").map(String);
    const series = String(choice.get("series") ?? "");
    const mustFit = choice.has("fits");
    const [minSize, maxSize] = String(choice.get("size") ?? "").split("-").map((part) => (part === "" ? null : Number(part) * 1e9));
    const isFiltered = terms[0] !== "" || abilities.length > 0 || Boolean(choice.get("size")) || series !== "" || mustFit;

    const matches = (/** @type {HTMLElement} */ { dataset }) => (!mustFit || dataset.verdict === "fits")
      && Number(dataset.size) >= (minSize ?? 0) && Number(dataset.size) < (maxSize ?? Infinity);

    let shown = 0;
    for (const family of families) {
      const can = (family.dataset.can ?? "").split(" ");
      const isMatch = terms.every((term) => (family.dataset.text ?? "").includes(term))
        && abilities.every((ability) => can.includes(ability))
        && (series === "" || family.dataset.series === series)
        && all("option", family).some(matches);
      family.hidden = isFiltered ? !isMatch : !showsAll && !first.has(family);
      if (isMatch) shown++;
    }
    if (note) note.textContent = isFiltered ? t("{0} of {1} models", count(shown), count(families.length)) : initialNote;
    if (none) none.hidden = shown > 0;
    if (more) more.hidden = isFiltered || showsAll;
  };

  const applyAndLoad = () => {
    apply();
    loading ??= load();
    loading.then(apply, () => { loading = null; });
  };

  catalogue.addEventListener("change", ({ target }) => {
    const family = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-family]"));
    if (family) showFit(family);
  });
  form.hidden = false;
  form.addEventListener("input", applyAndLoad);
  form.addEventListener("submit", (event) => event.preventDefault());
  more?.addEventListener("click", (event) => {
    event.preventDefault();
    showsAll = true;
    applyAndLoad();
  });
}
