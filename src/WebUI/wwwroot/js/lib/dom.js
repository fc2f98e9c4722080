/** @template {HTMLElement} [T=HTMLElement] @param {string} selector @param {ParentNode} [root] @returns {T | null} */
export const one = (selector, root = document) => /** @type {T | null} */ (root.querySelector(selector));

/** @template {HTMLElement} [T=HTMLElement] @param {string} selector @param {ParentNode} [root] @returns {T[]} */
export const all = (selector, root = document) => /** @type {T[]} */ ([...root.querySelectorAll(selector)]);

/** A copy of a `<template data-template="name">` of the page. */
export function fromTemplate(/** @type {string} */ name) {
  const template = /** @type {HTMLTemplateElement} */ (document.querySelector(`template[data-template="${name}"]`));
  return /** @type {HTMLElement} */ (template.content.firstElementChild?.cloneNode(true));
}

export function setShown(/** @type {string} */ selector, /** @type {boolean} */ isShown, /** @type {ParentNode} */ root) {
  const element = one(selector, root);
  if (element && element.hidden === isShown) element.hidden = !isShown;
}

/** Has screen readers read a sentence out. */
export function announce(/** @type {string} */ sentence) {
  const announcer = one("[data-announcer]");
  if (announcer) announcer.textContent = sentence;
}
