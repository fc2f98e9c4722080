import { all, one } from "../lib/dom.js";
import { addressOf } from "../lib/files.js";
import { lazily } from "../lib/library.js";
import { t } from "../lib/texts.js";

const loadLibrary = lazily(addressOf("lib/katex/katex.mjs"));
const styles = addressOf("css/katex.css");

const unrendered = ".math:not([data-source], .math--plain)";
const maxLength = 8_000;

// No macros: a few definitions can expand to millions of symbols.
const definitions = /\\(?:[egx]?def|let|futurelet|global|(?:re|provide)?newcommand|char)(?![A-Za-z])/;

const options = {
  throwOnError: true,
  strict: "ignore",
  maxSize: 20,
  maxExpand: 1_000,
  // A formula with a link or an image stays source.
  trust: () => { throw new Error("The formula wants more than to be shown."); },
};

let styling = /** @type {Promise<boolean> | null} */ (null);

// A formula gets keyboard focus only if it scrolls.
const widths = new ResizeObserver((entries) => {
  for (const { target } of entries) {
    const scrolls = target.scrollWidth > target.clientWidth;
    target.toggleAttribute("tabindex", scrolls);
    if (scrolls) target.setAttribute("tabindex", "0");
  }
});

/** Renders new formulas. A formula keeps its source in `data-source`; invalid source stays text. */
export async function typeset(/** @type {Element} */ root) {
  if (!one(unrendered, root)) return;
  const [katex, isStyled] = await Promise.all([loadLibrary(), styling ??= loadStyles()]);
  if (!katex || !isStyled) return;

  // Searched for again, because another call may have rendered some in the meantime.
  for (const formula of all(unrendered, root)) render(formula, katex);
}

function loadStyles() {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = styles;
  return /** @type {Promise<boolean>} */ (new Promise((done) => {
    sheet.onload = () => done(true);
    sheet.onerror = () => {
      sheet.remove();
      styling = null;
      done(false);
    };
    document.head.append(sheet);
  }));
}

function render(/** @type {HTMLElement} */ formula, /** @type {any} */ katex) {
  const text = formula.textContent ?? "";
  const latex = latexOf(text);
  try {
    if (latex === null || latex.length > maxLength || definitions.test(latex)) throw new Error("The formula is not set.");
    const tree = katex.__renderToDomTree(latex, { ...options, displayMode: formula.matches(".math--display") });
    removeStyleAttributes(tree);
    formula.replaceChildren(tree.toNode());
  } catch {
    formula.classList.add("math--plain");
    return;
  }
  formula.dataset.source = text;
  // Wider than a phone screen and unable to wrap.
  if (all(".base", formula).some((part) => part.offsetWidth > 300)) formula.classList.add("math--display");
  if (!formula.matches(".math--display")) return;
  formula.setAttribute("role", "group");
  formula.setAttribute("aria-label", t("Formula"));
  widths.observe(formula);
}

function latexOf(/** @type {string} */ text) {
  const opening = /^(?:\$\$?|\\[([])/.exec(text)?.[0] ?? "";
  const closing = opening.replace("(", ")").replace("[", "]");
  const isWhole = opening && text.length > 2 * opening.length && text.endsWith(closing);
  return isWhole ? text.slice(opening.length, -closing.length) : null;
}

// The Content-Security-Policy blocks style attributes. KaTeX sets most styles as properties; the few attributes are invisible.
function removeStyleAttributes(/** @type {any} */ node) {
  if (node.attributes) delete node.attributes.style;
  for (const child of node.children ?? []) removeStyleAttributes(child);
}
