import { pathBase } from "../lib/path-base.js";
import { draftId, loadDraft, markSent, saveDraft } from "./drafts.js";

// Submitting a form changes the line endings of its text.
const normalize = (/** @type {string} */ text) => text.replace(/\r\n?/g, "\n").trim();

/** Deletes the draft of the page for new chats once its text has become the first message of a chat. */
export function deleteSentDraft(/** @type {string} */ firstMessage) {
  const newChat = `${pathBase}/chat/new`;
  const first = normalize(firstMessage);
  if (!first || first !== normalize(loadDraft(newChat))) return;
  markSent(draftId(newChat));
  saveDraft(newChat, "");
}
