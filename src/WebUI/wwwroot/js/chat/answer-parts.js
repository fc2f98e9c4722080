import { fromTemplate, one } from "../lib/dom.js";
import { AnswerBlocks } from "./answer-blocks.js";
import { Reasoning } from "./reasoning.js";

/**
 * @typedef {{ part: number, kind: string, text: string | null, data: { name?: string } | null }} PartEvent
 * @typedef {{ element: HTMLElement, kind: string, blocks?: AnswerBlocks, reasoning?: Reasoning }} Part
 */

/** The parts of an answer, in their order. Only the last one grows. */
export class AnswerParts {
  #root;
  #parts = /** @type {Map<number, Part>} */ (new Map());

  constructor(/** @type {HTMLElement} */ root) {
    this.#root = root;
    for (const element of /** @type {Iterable<HTMLElement>} */ (root.children)) this.#add(element);
  }

  get hasText() {
    return this.#some(({ blocks }) => blocks !== undefined && !blocks.isEmpty);
  }

  get hasReasoning() {
    return this.#some(({ reasoning }) => reasoning !== undefined);
  }

  /** Whether there is something that a reader would call an answer. */
  get hasAnswer() {
    return this.hasText || this.#some(({ kind }) => kind === "toolCall");
  }

  begin(/** @type {PartEvent} */ event) {
    this.end();
    const known = this.#parts.get(event.part);
    if (known?.kind === event.kind && event.text === null) return;
    const element = elementFor(event);
    element.dataset.part = String(event.part);
    if (known?.kind === event.kind) {
      known.element.replaceWith(element);
    } else {
      this.removeFrom(event.part);
      this.#root.append(element);
    }
    this.#add(element);
  }

  blocks(/** @type {number} */ part) {
    return this.#parts.get(part)?.blocks;
  }

  reasoning(/** @type {number} */ part) {
    return this.#parts.get(part)?.reasoning;
  }

  removeFrom(/** @type {number} */ index) {
    for (const [part, { element }] of this.#parts) {
      if (part < index) continue;
      element.remove();
      this.#parts.delete(part);
    }
  }

  /** No part grows any more. */
  end() {
    for (const { blocks, reasoning } of this.#parts.values()) {
      blocks?.end();
      reasoning?.end();
    }
  }

  #add(/** @type {HTMLElement} */ element) {
    const { part, kind = "" } = element.dataset;
    this.#parts.set(Number(part), {
      element,
      kind,
      blocks: kind === "text" ? new AnswerBlocks(element) : undefined,
      reasoning: kind === "reasoning" ? new Reasoning(element) : undefined,
    });
  }

  #some(/** @type {(part: Part) => boolean} */ isIt) {
    return [...this.#parts.values()].some(isIt);
  }
}

function elementFor(/** @type {PartEvent} */ { kind, text, data }) {
  if (kind === "reasoning") return fromTemplate("reasoning");
  if (kind === "toolCall") {
    const call = fromTemplate("tool-call");
    /** @type {HTMLElement} */ (one("[data-tool]", call)).textContent = data?.name ?? "";
    /** @type {HTMLElement} */ (one("[data-tool-arguments]", call)).textContent = text;
    return call;
  }
  // A kind that this page does not know takes a place, too.
  const element = document.createElement("div");
  element.dataset.kind = kind;
  if (kind === "text") {
    element.className = "prose";
    element.dataset.blocks = "";
  }
  return element;
}
