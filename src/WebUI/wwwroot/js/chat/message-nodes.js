import { fromTemplate, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";
import { localizeTimes } from "../lib/times.js";
import { collapseIfLong } from "./long-message.js";
import { addFiles } from "./message-files.js";
import { addTools } from "./message-tools.js";

/**
 * @typedef {{ id: string, content: string, timestamp: string, parts: import("./message-files.js").FilePart[] }} Question
 */

export function createQuestion(/** @type {Question} */ { id, content, timestamp, parts }) {
  const question = addTools(fromTemplate("user-message"));
  setId(question, id);
  setTime(question, timestamp);
  const text = /** @type {HTMLElement} */ (one("[data-text]", question));
  text.textContent = content;
  text.hidden = content === "";
  addFiles(question, parts);
  collapseIfLong(text);
  return question;
}

export function createAnswer(/** @type {{ id: string, model: string, timestamp: string }} */ { id, model, timestamp }) {
  const answer = addTools(fromTemplate("answer"));
  setId(answer, id);
  setTime(answer, timestamp);
  answer.setAttribute("aria-label", t("Answer from {0}", model));
  const name = one("[data-model]", answer);
  if (name) name.textContent = model;
  return answer;
}

function setTime(/** @type {HTMLElement} */ message, /** @type {string} */ timestamp) {
  one("time", message)?.setAttribute("datetime", `${timestamp.slice(0, "2026-01-31T12:00:00".length)}Z`);
  localizeTimes(message);
}

function setId(/** @type {HTMLElement} */ message, /** @type {string} */ id) {
  message.id = `m-${id}`;
  message.dataset.message = id;
}
