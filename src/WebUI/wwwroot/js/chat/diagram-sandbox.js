// @ts-check
import { pathBase } from "../lib/path-base.js";

const page = `${pathBase}/diagram`;
const startPatience = 10_000;
// The first one waits for the library, over a slow network too.
const patience = 30_000;
const idle = 30_000;
const maxSize = 10_000;
const maxLength = 2_000_000;

/** @typedef {{ svg: string, width: number, height: number }} Drawing an image's source, and its size in pixels */

let frame = /** @type {HTMLIFrameElement | null} */ (null);
/** @type {Promise<unknown>} undefined for a frame that did not start */
let ready = Promise.resolve();
let newest = 0;
let idleTimer = 0;

let queue = /** @type {Promise<unknown>} */ (Promise.resolve());

/**
 * Draws a diagram in a frame with an origin of its own, which may run its scripts and do nothing else. What it sends is not trusted: it is
 * shown as an image, in which nothing runs and which loads nothing.
 * @param {string} source
 * @param {boolean} isDark
 * @returns {Promise<Drawing | null>} null for what is not a diagram
 */
export function draw(source, isDark) {
  const drawing = queue.then(() => ask(source, isDark));
  queue = drawing;
  return drawing;
}

/** @returns {Promise<Drawing | null>} */
async function ask(/** @type {string} */ source, /** @type {boolean} */ isDark) {
  clearTimeout(idleTimer);
  // A frame that does not answer may never do so again: a new one has the second try.
  const answer = await askFrame(source, isDark) ?? await askFrame(source, isDark);
  if (frame) idleTimer = setTimeout(close, idle);
  return drawingOf(answer);
}

async function askFrame(/** @type {string} */ source, /** @type {boolean} */ isDark) {
  const window = open();
  const id = ++newest;
  const hasStarted = await ready;
  const answer = hasStarted && await answerTo(id, patience, () => window?.postMessage({ id, source, isDark }, "*"));
  if (answer === undefined) close();
  return answer;
}

function open() {
  if (frame) return frame.contentWindow;
  frame = document.createElement("iframe");
  frame.className = "diagram-sandbox";
  frame.title = "Draws diagrams";
  frame.setAttribute("aria-hidden", "true");
  frame.tabIndex = -1;
  frame.setAttribute("sandbox", "allow-scripts");
  frame.src = page;
  ready = answerTo(0, startPatience, () => document.body.append(/** @type {HTMLIFrameElement} */ (frame)));
  return frame.contentWindow;
}

function close() {
  frame?.remove();
  frame = null;
}

/**
 * @param {number} id 0 for the frame's word that it is there
 * @param {number} patience milliseconds
 * @param {() => void} act to be answered
 * @returns {Promise<any>} undefined after a while without an answer
 */
function answerTo(id, patience, act) {
  return new Promise((done) => {
    const timer = setTimeout(() => end(undefined), patience);
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

/** @returns {Drawing | null} */
function drawingOf(/** @type {any} */ answer) {
  if (typeof answer?.svg !== "string" || answer.svg.length > maxLength) return null;
  const [width, height] = [answer.width, answer.height].map((size) => Math.ceil(Number(size)));
  return width > 0 && height > 0 && width <= maxSize && height <= maxSize ? { svg: answer.svg, width, height } : null;
}
