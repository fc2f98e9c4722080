import { all, fromTemplate, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";
import { draw } from "./diagram-sandbox.js";

// Scaled down further, the text would be too small to read; the diagram scrolls instead.
const minScale = 0.6;

const darkness = matchMedia("(prefers-color-scheme: dark)");

export async function drawDiagrams(/** @type {Element} */ root) {
  for (const code of all("code.language-mermaid", root)) {
    const block = /** @type {HTMLElement | null} */ (code.closest(".code-block:not([data-diagram])"));
    if (!block) continue;
    block.dataset.diagram = "";
    await show(block);
  }
}

async function show(/** @type {HTMLElement} */ block) {
  const body = one(".code-block__body", block);
  const drawing = body && await draw(body.textContent ?? "", isDark());
  if (!body || !drawing || !block.isConnected) return;

  const figure = one("[data-diagram-figure]", block) ?? addFigure(block, body);
  const image = /** @type {HTMLImageElement} */ (one("img", figure));
  image.width = drawing.width;
  image.height = drawing.height;
  image.style.inlineSize = `max(${Math.round(drawing.width * minScale)}px, min(100%, ${drawing.width}px))`;
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(drawing.svg)}`;
}

function addFigure(/** @type {HTMLElement} */ block, /** @type {HTMLElement} */ body) {
  const figure = fromTemplate("diagram");
  const toggle = fromTemplate("diagram-toggle");
  const showFigure = (/** @type {boolean} */ isShown) => {
    figure.hidden = !isShown;
    body.hidden = isShown;
    toggle.textContent = isShown ? t("Show source") : t("Show diagram");
  };
  toggle.addEventListener("click", () => showFigure(figure.hidden));
  one(".code-block__tools", block)?.before(toggle);
  body.before(figure);
  showFigure(true);
  return figure;
}

function isDark() {
  const scheme = getComputedStyle(document.documentElement).colorScheme;
  return scheme === "dark" || (scheme !== "light" && darkness.matches);
}

darkness.addEventListener("change", async () => {
  for (const figure of all("[data-diagram-figure]")) {
    const block = /** @type {HTMLElement} */ (figure.closest(".code-block"));
    await show(block);
  }
});
