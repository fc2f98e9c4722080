// @ts-check
// Runs in the frame that draws diagrams, which has an origin of its own: its page's policy and sandbox let it do nothing but compute.

const library = "/lib/mermaid/mermaid.esm.min.mjs";
const maxText = 20_000;

// As in palette.css, in the notation that the library knows.
const light = {
  background: "#ffffff", text: "#212629", line: "#6b7276", fill: "#e6f2f4", border: "#2e7585", second: "#f2f4f5", third: "#fbf5e6", note: "#fbf5e6",
};
const dark = {
  background: "#1a1f22", text: "#e2e6e8", line: "#8f979b", fill: "#17343b", border: "#69a8b6", second: "#272d31", third: "#332c1f", note: "#332c1f",
};

/** @type {Promise<any> | null} */
let loading = null;
let newest = 0;

addEventListener("message", async (event) => {
  if (event.source !== parent) return;
  const { id, source, isDark } = event.data;
  let drawing = {};
  try {
    drawing = await draw(String(source), Boolean(isDark));
  } catch {
    // What is no diagram stays code; the page is told so by an answer without an image.
  }
  parent.postMessage({ id, ...drawing }, "*");
});
parent.postMessage({ id: 0 }, "*");

/**
 * @param {string} source
 * @param {boolean} isDark
 */
async function draw(source, isDark) {
  loading ??= import(library).then((module) => module.default);
  const mermaid = await loading;
  mermaid.initialize(settings(isDark ? dark : light, isDark));
  const { svg } = await mermaid.render(`diagram${++newest}`, source);
  const image = new DOMParser().parseFromString(svg, "text/html").querySelector("svg");
  if (!image) throw new Error("There is no image.");

  const [, , width, height] = (image.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  image.setAttribute("width", String(width));
  image.setAttribute("height", String(height));
  image.removeAttribute("style");
  return { svg: new XMLSerializer().serializeToString(image), width, height };
}

/**
 * @param {typeof light} colours
 * @param {boolean} isDark
 */
function settings(colours, isDark) {
  return {
    startOnLoad: false,
    securityLevel: "strict",
    secure: ["secure", "securityLevel", "startOnLoad", "maxTextSize", "maxEdges", "suppressErrorRendering", "htmlLabels"],
    suppressErrorRendering: true,
    maxTextSize: maxText,
    maxEdges: 400,
    // An image shows HTML in few browsers.
    htmlLabels: false,
    flowchart: { htmlLabels: false },
    theme: "base",
    fontFamily: "system-ui, sans-serif",
    themeVariables: {
      darkMode: isDark,
      fontFamily: "system-ui, sans-serif",
      fontSize: "14px",
      background: colours.background,
      primaryColor: colours.fill,
      primaryTextColor: colours.text,
      primaryBorderColor: colours.border,
      secondaryColor: colours.second,
      tertiaryColor: colours.third,
      lineColor: colours.line,
      textColor: colours.text,
      noteBkgColor: colours.note,
      noteTextColor: colours.text,
    },
  };
}
