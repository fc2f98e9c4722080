// @ts-check
import { AnswerView } from "./chat/answer-view.js";
import { showAnswer } from "./chat/answer-stream.js";
import { Composer } from "./chat/composer.js";
import { ContextGauge } from "./chat/context-gauge.js";
import { draftId, draftOf, keepDraft, markSent } from "./chat/drafts.js";
import { followRemoteChanges } from "./chat/remote-changes.js";
import { enrich } from "./chat/enrich.js";
import { actOnMessages } from "./chat/message-acts.js";
import { MessageList } from "./chat/message-list.js";
import { pickModel, showModel } from "./chat/model-picker.js";
import { watchSeen } from "./chat/mark-seen.js";
import { copySelection } from "./chat/sources.js";
import { ThinkingChoice } from "./chat/thinking-choice.js";
import { Title } from "./chat/title.js";
import { get, post } from "./lib/api.js";
import { copy } from "./lib/clipboard.js";
import { all, one } from "./lib/dom.js";
import { pathBase } from "./lib/path-base.js";
import { showAnswering } from "./sidebar.js";

const listElement = /** @type {HTMLElement} */ (one("[data-messages]"));
const form = /** @type {HTMLFormElement | null} */ (one("[data-composer]"));
const chat = `${pathBase}/chat/${listElement.dataset.chat}`;
const list = new MessageList(listElement);
const title = new Title(/** @type {HTMLFormElement} */ (one("[data-rename]")));

// The first message has arrived, so its draft has done its duty. A form sends other line ends than its field has.
/** @param {string} text */
const plain = (text) => text.replace(/\r\n?/g, "\n").trim();
const first = plain(one("[data-text]", listElement)?.textContent ?? "");
const newChat = `${pathBase}/chat/new`;
if (first && first === plain(draftOf(newChat))) {
  markSent(draftId(newChat));
  keepDraft(newChat, "");
}

const composer = form && new Composer(form);
const seen = watchSeen(chat);

const choice = one("[data-thinking-choice]");
const thinking = choice && new ThinkingChoice(choice, async (mode) => {
  const body = new FormData();
  body.set("mode", mode);
  try {
    await post(`${chat}/thinking`, body);
    return true;
  } catch (refusal) {
    composer?.showError(/** @type {Error} */ (refusal).message);
    return false;
  }
});

const gauge = form && composer && new ContextGauge(chat, composer, form);

/** @type {{ view: AnswerView, leave: () => void } | null} */
let followed = null;

/** @param {AnswerView | null} view */
function show(view) {
  if (view && followed?.view.element === view.element) return;
  followed?.leave();
  followed = null;
  if (composer) composer.isAnswering = view !== null;
  showAnswering(view !== null);
  if (view) followed = { view, leave: showAnswer(chat, view, ended) };
  else gauge?.refresh();
}

function ended() {
  show(null);
  seen();
}

/** @param {boolean} toEnd */
async function refresh(toEnd) {
  // Earlier messages by themselves are not where the chat goes on.
  if (!form) {
    location.assign(chat);
    return;
  }
  await list.refresh(toEnd);
  show(list.open);
}

actOnMessages(chat, list, {
  refresh,
  showError: (sentence) => composer?.showError(sentence),
  focus: () => composer?.focus(),
  model: (name) => {
    if (composer) composer.model = name;
    thinking?.use(name);
    gauge?.refresh();
    for (const picker of all("[data-choose-model]")) showModel(picker, name);
  },
});

followRemoteChanges(listElement.dataset.chat ?? "", {
  title: (name) => title.take(name),
  unread: seen,
  // A message that is being edited stays, too.
  isBusy: () => composer?.isSending || one("[data-editor], [data-act][aria-disabled=true]", listElement) !== null,
  // Earlier messages by themselves are what they were. An answer that is not whole has to be followed.
  shows: (now) => !composer
    || (now.version <= list.version && now.leafId === list.leaf && (followed !== null || list.open === null)),
  // What cannot be read now is read at the next change.
  refresh: () => refresh(list.isFollowing).catch(() => null),
  gone: () => composer?.showError("This chat was deleted in another tab. What you write here is kept until you leave the page."),
});

form?.addEventListener("submit", async (event) => {
  event.preventDefault();
  if (!composer?.isReady) return;
  const { text, draft } = composer;
  composer.isSending = true;
  try {
    const sent = await post(form.action, { message: text, parentId: list.leaf });
    composer.taken(text, draft);
    gauge?.updateEstimate();
    title.take(sent.title);
    show(list.add(sent));
  } catch (refusal) {
    composer.showError(/** @type {Error} */ (refusal).message);
  } finally {
    composer.isSending = false;
    composer.focus();
  }
});

one("[data-stop-form]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  const body = new FormData();
  if (followed) body.set("message", followed.view.id);
  post(`${chat}/stop`, body).catch((refusal) => composer?.showError(refusal.message));
});

for (const choice of all("[data-choose-model]")) {
  pickModel(/** @type {HTMLFormElement} */ (choice), async (model) => {
    const body = new FormData();
    body.set("model", model);
    try {
      await post(`${chat}/model`, body);
      if (composer) composer.model = model;
      thinking?.use(model);
      gauge?.refresh();
      composer?.showError(null);
      one("[data-trouble]")?.remove();
      return true;
    } catch (refusal) {
      composer?.showError(/** @type {Error} */ (refusal).message);
      return false;
    }
  });
}

document.addEventListener("click", (event) => {
  const button = /** @type {Element} */ (event.target).closest("button");
  const message = /** @type {HTMLElement | null | undefined} */ (button?.closest("[data-message]"));
  if (button?.matches("[data-reload]")) location.reload();
  if (!button || !message) return;
  if (button.matches("[data-copy-message]")) copy(button, () => one("[data-text]", message)?.textContent ?? "");
  if (button.matches("[data-copy-answer]")) {
    copy(button, async () => (await get(`${chat}/message/${message.dataset.message}`)).message.content);
  }
});

document.addEventListener("copy", copySelection);

for (const clearing of all("[data-clears-draft]")) {
  clearing.addEventListener("submit", () => keepDraft(location.pathname, ""));
}

const open = list.open;
if (open) show(open);
enrich(listElement);
