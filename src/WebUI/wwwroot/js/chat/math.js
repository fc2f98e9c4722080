// @ts-check
import { all } from "../lib/dom.js";
import { pathBase } from "../lib/path-base.js";

const source = `${pathBase}/lib/katex/katex.mjs`;
const styles = `${pathBase}/css/katex.css`;

const maxLength = 8_000;

// A formula may not define macros: a few of them make millions of symbols.
const definitions = /\\(?:[egx]?def|let|futurelet|global|(?:re|provide)?newcommand|char)(?![A-Za-z])/;

const options = {
  throwOnError: true,
  strict: "ignore",
  maxSize: 20,
  maxExpand: 1_000,
  // What could leave the page, such as a link or an image, makes the whole formula stay source.
  trust: () => { throw new Error("The formula wants more than to be shown."); },
};

let library = /** @type {Promise<any> | null} */ (null);

// Only what scrolls is a stop for the keyboard.
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth;
    target.toggleAttribute("tabindex", scrolls);
    if (scrolls) target.setAttribute("tabindex", "0");
  }
});

/**
 * Sets the formulas in an element that are not set yet. The library is fetched with the first of them. A formula keeps its source in
 * `data-source`; one that cannot be set stays as it is.
 * @param {Element} root
 */
export async function typeset(root) {
  const formulas = all(".math:not([data-source], .math--plain)", root);
  if (formulas.length === 0) return;
  library ??= load();
  const katex = await library;
  if (!katex) return;
  for (const formula of formulas) if (formula.isConnected) set(formula, katex);
}

// A build without npm has no library: then formulas stay source.
async function load() {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = styles;
  document.head.append(sheet);
  try {
    const [module] = await Promise.all([import(source), new Promise((done) => { sheet.onload = sheet.onerror = done; })]);
    return module.default;
  } catch {
    return null;
  }
}

function set(/** @type {HTMLElement} */ formula, /** @type {any} */ katex) {
  const text = formula.textContent ?? "";
  const latex = latexOf(text);
  try {
    if (latex === null || latex.length > maxLength || definitions.test(latex)) throw new Error("The formula is not set.");
    const tree = katex.__renderToDomTree(latex, { ...options, displayMode: formula.matches(".math--display") });
    dropStyles(tree);
    formula.replaceChildren(tree.toNode());
  } catch {
    formula.classList.add("math--plain");
    return;
  }
  formula.dataset.source = text;
  // Wider than a phone, and nothing in it can wrap.
  if (all(".base", formula).some((part) => part.offsetWidth > 300)) formula.classList.add("math--display");
  if (!formula.matches(".math--display")) return;
  formula.setAttribute("role", "group");
  formula.setAttribute("aria-label", "Formula");
  widths.observe(formula);
}

function latexOf(/** @type {string} */ text) {
  const opening = /^(?:\$\$?|\\[([])/.exec(text)?.[0] ?? "";
  const closing = opening.replace("(", ")").replace("[", "]");
  const isWhole = opening && text.length > 2 * opening.length && text.endsWith(closing);
  return isWhole ? text.slice(opening.length, -closing.length) : null;
}

/** The Content-Security-Policy refuses style attributes. These few do not show: KaTeX sets all others as properties. */
function dropStyles(/** @type {any} */ node) {
  if (node.attributes) delete node.attributes.style;
  for (const child of node.children ?? []) dropStyles(child);
}
