import { pathBase } from "../lib/path-base.js";
import { clearDraft, draftId, loadDraft, loadDraftFiles, markSent } from "./drafts.js";

// Submitting a form changes the line endings of its text.
const normalize = (/** @type {string} */ text) => text.replace(/\r\n?/g, "\n").trim();

/**
 * Deletes the draft of the page for new chats once it has become the first message of a chat.
 * @param {string} firstMessage @param {string[]} files their ids
 */
export function deleteSentDraft(firstMessage, files) {
  const newChat = `${pathBase}/chat/new`;
  const first = normalize(firstMessage);
  const draft = normalize(loadDraft(newChat));
  const draftFiles = loadDraftFiles(newChat).map(({ id }) => id);
  if (!first && files.length === 0) return;
  if (first !== draft || files.toSorted().join() !== draftFiles.toSorted().join()) return;
  markSent(draftId(newChat));
  clearDraft(newChat);
}
