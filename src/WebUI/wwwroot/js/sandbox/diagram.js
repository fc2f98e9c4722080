// Runs in the sandboxed frame that draws diagrams, without access to cookies, storage or the network.

const library = `${document.documentElement.dataset.pathBase}/lib/mermaid/mermaid.esm.min.mjs`;
const maxText = 20_000;
const font = "system-ui, sans-serif";

// The colours of palette.css, in a notation that Mermaid understands.
const light = {
  background: "#f3f5f6", text: "#212629", line: "#6b7276", fill: "#e6f2f4", border: "#2e7585", soft: "#e9ecee", note: "#fbf5e6",
  scale: ["#b5dde4", "#f0d9a8", "#c4deb9", "#e3cbe8", "#f3cdc6", "#d3d9dc"],
};
const dark = {
  background: "#111517", text: "#e2e6e8", line: "#8f979b", fill: "#17343b", border: "#69a8b6", soft: "#22282b", note: "#332c1f",
  scale: ["#20515c", "#5a4722", "#39522f", "#543f5b", "#67403b", "#40484c"],
};

let loading = /** @type {Promise<any> | null} */ (null);
let newest = 0;

addEventListener("message", async (event) => {
  if (event.source !== parent) return;
  const { id, source, isDark } = event.data;
  let drawing = {};
  try {
    drawing = await draw(String(source), Boolean(isDark));
  } catch {
    // Without an image, the page shows the source.
  }
  parent.postMessage({ id, ...drawing }, "*");
});
parent.postMessage({ id: 0 }, "*");

async function draw(/** @type {string} */ source, /** @type {boolean} */ isDark) {
  const colours = isDark ? dark : light;
  loading ??= import(library).then((module) => module.default);
  const mermaid = await loading;
  mermaid.initialize(settings(colours, isDark));
  const { svg } = await mermaid.render(`diagram${++newest}`, source);
  const image = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  if (!image) throw new Error("There is no image.");

  const [, , width, height] = (image.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  image.setAttribute("width", String(width));
  image.setAttribute("height", String(height));
  image.setAttribute("color", colours.line);
  image.removeAttribute("style");
  return { svg: new XMLSerializer().serializeToString(image), width, height };
}

function settings(/** @type {typeof light} */ colours, /** @type {boolean} */ isDark) {
  return {
    startOnLoad: false,
    securityLevel: "strict",
    secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering", "htmlLabels"],
    suppressErrorRendering: true,
    maxTextSize: maxText,
    maxEdges: 400,
    // Most browsers do not render HTML inside an SVG image.
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    theme: "base",
    fontFamily: font,
    gantt: { fontSize: 12, sectionFontSize: 12 },
    themeVariables: variables(colours, isDark),
  };
}

function variables(/** @type {typeof light} */ colours, /** @type {boolean} */ isDark) {
  const { background, text, line, fill, border, soft, note, scale } = colours;
  const scales = Array.from({ length: 12 }, (_, i) => {
    const colour = scale[i % scale.length];
    return [[`cScale${i}`, colour], [`cScaleLabel${i}`, text], [`cScaleInv${i}`, line], [`pie${i + 1}`, colour]];
  });
  return {
    ...Object.fromEntries(scales.flat()),
    darkMode: isDark, useGradient: false, dropShadow: "none", fontFamily: font, fontSize: "14px",
    background, primaryColor: fill, primaryTextColor: text, primaryBorderColor: border, secondaryColor: soft, tertiaryColor: soft,
    lineColor: line, textColor: text, titleColor: text, edgeLabelBackground: background,
    noteBkgColor: note, noteBorderColor: line, noteTextColor: text, git0: scale[0], gitBranchLabel0: text,
    actorLineColor: line, gridColor: line, sectionBkgColor: soft, sectionBkgColor2: soft, altSectionBkgColor: background,
    pieStrokeColor: background, pieOuterStrokeColor: background, pieStrokeWidth: "2px", pieOpacity: "1",
    pieTitleTextSize: "16px", pieSectionTextSize: "14px", pieLegendTextSize: "14px",
  };
}
