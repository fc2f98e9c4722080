import { pathBase } from "../lib/path-base.js";
import { t } from "../lib/texts.js";

const page = `${pathBase}/diagram`;
const startTimeout = 10_000;
// Includes loading the library over a slow network.
const drawTimeout = 30_000;
const idleTimeout = 30_000;
const maxSize = 10_000;
const maxLength = 2_000_000;

/** @typedef {{ svg: string, width: number, height: number }} Drawing sizes in pixels */

let frame = /** @type {HTMLIFrameElement | null} */ (null);
let ready = /** @type {Promise<unknown>} */ (Promise.resolve());
let lastId = 0;
let idleTimer = 0;

let queue = /** @type {Promise<unknown>} */ (Promise.resolve());

/**
 * Draws a diagram in a sandboxed frame that can run scripts but nothing else. The result is not trusted: it is shown as an image, which
 * runs no scripts and loads nothing. @returns {Promise<Drawing | null>} null: not a diagram
 */
export function draw(/** @type {string} */ source, /** @type {boolean} */ isDark) {
  const drawing = queue.then(() => drawWithRetry(source, isDark));
  queue = drawing;
  return drawing;
}

async function drawWithRetry(/** @type {string} */ source, /** @type {boolean} */ isDark) {
  clearTimeout(idleTimer);
  // A frame that timed out may be stuck; the second attempt opens a new one.
  const answer = await drawInFrame(source, isDark) ?? await drawInFrame(source, isDark);
  if (frame) idleTimer = setTimeout(close, idleTimeout);
  return drawingOf(answer);
}

async function drawInFrame(/** @type {string} */ source, /** @type {boolean} */ isDark) {
  const window = open();
  const id = ++lastId;
  const hasStarted = await ready;
  const answer = hasStarted && await answerTo(id, drawTimeout, () => window?.postMessage({ id, source, isDark }, "*"));
  if (answer === undefined) close();
  return answer;
}

function open() {
  if (frame) return frame.contentWindow;
  frame = document.createElement("iframe");
  frame.className = "diagram-sandbox";
  frame.title = t("Draws diagrams");
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = page;
  ready = answerTo(0, startTimeout, () => document.body.append(/** @type {HTMLIFrameElement} */ (frame)));
  return frame.contentWindow;
}

function close() {
  frame?.remove();
  frame = null;
}

/** @param {number} id 0: the frame is ready @param {number} timeout @param {() => void} act @returns {Promise<any>} undefined: timed out */
function answerTo(id, timeout, act) {
  return new Promise((done) => {
    const timer = setTimeout(() => end(undefined), timeout);
    const onMessage = (/** @type {MessageEvent} */ { source, data }) => {
      if (source === null || source !== frame?.contentWindow || data?.id !== id) return;
      end(data);
    };
    const end = (/** @type {any} */ answer) => {
      clearTimeout(timer);
      removeEventListener("message", onMessage);
      done(answer);
    };
    addEventListener("message", onMessage);
    act();
  });
}

function drawingOf(/** @type {any} */ answer) {
  if (typeof answer?.svg !== "string" || answer.svg.length > maxLength) return null;
  const [width, height] = [answer.width, answer.height].map((size) => Math.ceil(Number(size)));
  return width > 0 && height > 0 && width <= maxSize && height <= maxSize ? { svg: answer.svg, width, height } : null;
}
