// @ts-check
import { all, one } from "../lib/dom.js";
import { pathBase } from "../lib/path-base.js";

const source = `${pathBase}/lib/katex/katex.mjs`;
const styles = `${pathBase}/css/katex.css`;

const unset = ".math:not([data-source], .math--plain)";
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

/** @type {Promise<any> | null} */
let library = null;

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
  if (!one(unset, root)) return;
  library ??= load();
  const katex = await library;
  if (!katex) return;

  // Found now, because another call may have set them in the meantime.
  for (const formula of all(unset, root)) set(formula, katex);
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

/**
 * @param {HTMLElement} formula
 * @param {any} katex
 */
function set(formula, katex) {
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

/** @param {string} text */
function latexOf(text) {
  const opening = /^(?:\$\$?|\\[([])/.exec(text)?.[0] ?? "";
  const closing = opening.replace("(", ")").replace("[", "]");
  const isWhole = opening && text.length > 2 * opening.length && text.endsWith(closing);
  return isWhole ? text.slice(opening.length, -closing.length) : null;
}

/**
 * The Content-Security-Policy refuses style attributes. These few do not show: KaTeX sets all others as properties.
 * @param {any} node
 */
function dropStyles(node) {
  if (node.attributes) delete node.attributes.style;
  for (const child of node.children ?? []) dropStyles(child);
}
