import { debounce } from "../lib/debounce.js";
import { draftId, loadDraft, loadDraftFiles, onSentElsewhere, saveDraft, saveDraftFiles, wasSent } from "./drafts.js";

const delay = 300;

/** Keeps the text of a field, and the files of its message, as the draft of this page. */
export class ComposerDraft {
  #saving;

  /** @param {HTMLTextAreaElement} field @param {() => void} onSent called when another tab has sent the draft */
  constructor(field, onSent) {
    this.#saving = debounce(() => saveDraft(location.pathname, field.value), delay);
    if (!field.value) field.value = loadDraft(location.pathname);

    // A duplicated tab has the same draft.
    onSentElsewhere(() => {
      this.save();
      if (wasSent(location.pathname)) onSent();
    });
  }

  get id() {
    this.save();
    return draftId(location.pathname);
  }

  get files() {
    return loadDraftFiles(location.pathname);
  }

  set files(files) {
    saveDraftFiles(location.pathname, files);
  }

  save() {
    this.#saving.flush();
  }

  saveSoon() {
    this.#saving.schedule();
  }
}
