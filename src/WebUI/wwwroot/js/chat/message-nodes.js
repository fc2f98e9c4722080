import { fromTemplate, one } from "../lib/dom.js";
import { t } from "../lib/texts.js";
import { addTools } from "./message-tools.js";

export function createQuestion(/** @type {{ id: string, content: string, timestamp: string }} */ { id, content, timestamp }) {
  const question = addTools(fromTemplate("user-message"));
  setId(question, id);
  const text = one("[data-text]", question);
  if (text) text.textContent = content;
  one("time", question)?.setAttribute("datetime", timestamp);
  return question;
}

export function createAnswer(/** @type {{ id: string, model: string }} */ { id, model }) {
  const answer = addTools(fromTemplate("answer"));
  setId(answer, id);
  answer.setAttribute("aria-label", t("Answer from {0}", model));
  const stats = one("[data-stats]", answer);
  if (stats) stats.textContent = model;
  return answer;
}

function setId(/** @type {HTMLElement} */ message, /** @type {string} */ id) {
  message.id = `m-${id}`;
  message.dataset.message = id;
}
