import { AnswerFollower } from "./chat/answer-follower.js";
import { ChatSettings } from "./chat/chat-settings.js";
import { enableCodeTools } from "./chat/code-tools.js";
import { Composer } from "./chat/composer.js";
import { ContextGauge } from "./chat/context-gauge.js";
import { enableCopying } from "./chat/copy-buttons.js";
import { clearDraft } from "./chat/drafts.js";
import { enrichAll } from "./chat/enrich.js";
import { enableShowAll } from "./chat/long-message.js";
import { markSeenWhenVisible } from "./chat/mark-seen.js";
import { enableMessageActions } from "./chat/message-actions.js";
import { filesOf } from "./chat/message-files.js";
import { MessageList } from "./chat/message-list.js";
import { openHit } from "./chat/open-hit.js";
import { followRemoteChanges } from "./chat/remote-changes.js";
import { deleteSentDraft } from "./chat/sent-draft.js";
import { Title } from "./chat/title.js";
import { post } from "./lib/api.js";
import { all, one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";
import { t } from "./lib/texts.js";
import { watchServerNotice } from "./models/server-notice.js";
import { showAnswering } from "./sidebar.js";

const listElement = /** @type {HTMLElement} */ (one("[data-messages]"));
// A page that shows only earlier messages has no composer.
const form = /** @type {HTMLFormElement | null} */ (one("[data-composer]"));
const chat = `${pathBase}/chat/${listElement.dataset.chat}`;
const list = new MessageList(listElement);
const title = new Title(/** @type {HTMLFormElement} */ (one("[data-rename]")));

const firstMessage = one(".message--user", listElement);
deleteSentDraft(one("[data-text]", firstMessage ?? listElement)?.textContent ?? "", filesOf(firstMessage));

const composer = form && new Composer(form);
watchServerNotice();
const markSeen = markSeenWhenVisible(chat);
const gauge = form && composer && new ContextGauge(chat, composer, form);
const settings = new ChatSettings(chat, composer, () => gauge?.refresh());
if (composer) composer.chooseModel = (model) => settings.choose(model);

const follower = new AnswerFollower(chat, {
  onChange(isAnswering) {
    if (composer) composer.isAnswering = isAnswering;
    showAnswering(isAnswering);
    if (!isAnswering) gauge?.refresh();
  },
  onEnd: markSeen,
});

async function refresh(/** @type {boolean} */ toEnd) {
  if (!form) {
    location.assign(chat);
    return;
  }
  await list.refresh(toEnd);
  follower.follow(list.unfinishedAnswer);
}

enableMessageActions(chat, list, {
  refresh,
  showError: (sentence) => composer?.showError(sentence),
  focus: () => composer?.focus(),
  onModel: (name) => settings.showModel(name),
});

followRemoteChanges(listElement.dataset.chat ?? "", {
  onTitle: (name) => title.update(name),
  onUnread: markSeen,
  // A refresh would remove an open editor.
  isBusy: () => composer?.isSending || one("[data-editor], [data-act][aria-disabled=true]", listElement) !== null,
  isUpToDate: ({ version, leafId }) => !composer
    || (version <= list.version && leafId === list.leafId && (follower.answerId !== null || list.unfinishedAnswer === null)),
  refresh: () => refresh(list.isFollowing).catch(() => null),
  onDeleted: () =>
    composer?.showError(t("This chat was deleted in another tab. What you write here is kept until you leave the page.")),
});

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!composer?.isReady) return;
  const { text, draft } = composer;
  composer.isSending = true;
  try {
    const files = await composer.settleFiles();
    if (!files) return;
    const message = { message: text, parentId: list.leafId };
    const sent = await post(form.action, files.length > 0 ? { ...message, files } : message);
    composer.clearSent(text, draft, files);
    gauge?.updateEstimate();
    title.update(sent.title);
    follower.follow(list.add(sent));
  } catch (error) {
    composer.showError(/** @type {Error} */ (error).message);
  } finally {
    composer.isSending = false;
    composer.focus();
  }
});

one("[data-stop-form]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const body = new FormData();
  if (follower.answerId) body.set("message", follower.answerId);
  post(`${chat}/stop`, body).catch((error) => composer?.showError(error.message));
});

document.addEventListener("click", ({ target }) => {
  if (/** @type {Element} */ (target).closest("[data-reload]")) location.reload();
});

for (const form of all("[data-clears-draft]")) {
  form.addEventListener("submit", () => clearDraft(location.pathname));
}

enableCopying(chat);
enableCodeTools();
enableShowAll();
const unfinished = list.unfinishedAnswer;
if (unfinished) follower.follow(unfinished);
enrichAll(listElement);
openHit(chat, list, listElement).catch((error) => composer?.showError(error.message));
