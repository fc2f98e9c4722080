import { post } from "../lib/api.js";
import { all, one } from "../lib/dom.js";
import { pickModel, showModel } from "./model-picker.js";
import { ThinkingChoice } from "./thinking-choice.js";

/** The model and the thinking mode of an existing chat, which are saved when they are chosen. */
export class ChatSettings {
  #chat;
  #composer;
  #thinking;
  #onModel;

  /** @param {string} chat @param {import("./composer.js").Composer | null} composer @param {() => void} onModel */
  constructor(chat, composer, onModel) {
    this.#chat = chat;
    this.#composer = composer;
    this.#onModel = onModel;
    const choice = one("[data-thinking-choice]");
    this.#thinking = choice && new ThinkingChoice(choice, (mode) => this.#save("thinking", "mode", mode));
    for (const picker of all("[data-choose-model]")) {
      pickModel(/** @type {HTMLFormElement} */ (picker), (model) => this.#saveModel(model));
    }
  }

  /** Saves the model and shows it. */
  async choose(/** @type {string} */ model) {
    const isSaved = await this.#saveModel(model);
    if (isSaved) for (const picker of all("[data-choose-model]")) showModel(picker, model);
    return isSaved;
  }

  showModel(/** @type {string} */ model) {
    this.#update(model);
    for (const picker of all("[data-choose-model]")) showModel(picker, model);
  }

  async #saveModel(/** @type {string} */ model) {
    const isSaved = await this.#save("model", "model", model);
    if (!isSaved) return false;
    this.#update(model);
    this.#composer?.showError(null);
    one("[data-trouble]")?.remove();
    return true;
  }

  #update(/** @type {string} */ model) {
    if (this.#composer) this.#composer.model = model;
    this.#thinking?.setModel(model);
    this.#onModel();
  }

  async #save(/** @type {string} */ setting, /** @type {string} */ field, /** @type {string} */ value) {
    const body = new FormData();
    body.set(field, value);
    try {
      await post(`${this.#chat}/${setting}`, body);
      return true;
    } catch (error) {
      this.#composer?.showError(/** @type {Error} */ (error).message);
      return false;
    }
  }
}
