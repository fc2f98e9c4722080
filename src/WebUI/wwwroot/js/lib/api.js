// @ts-check
import { duration } from "./human.js";

/** What the server would not do, in a sentence for people. */
export class Refusal extends Error {
  /** @param {string} message @param {number} status 0 when the server was not reached */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/**
 * The one place that talks to the server.
 * @param {string} url
 * @param {FormData | object} [body] an object goes as JSON
 * @returns {Promise<any>} null where the server has nothing to say
 */
export function post(url, body) {
  const token = document.querySelector("meta[name=csrf-token]")?.getAttribute("content") ?? "";
  const headers = { "RequestVerificationToken": token, "Accept": "application/json" };
  if (!body || body instanceof FormData) return ask(url, { method: "POST", headers, body });
  return ask(url, { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

export const get = (/** @type {string} */ url) => ask(url, { headers: { "Accept": "application/json" } });

/** Another page of this portal, parsed and not shown. */
export async function page(/** @type {string} */ url) {
  const response = await reach(url, { headers: { "Accept": "text/html" } });
  if (!response.ok) throw new Refusal(tooMuch(response) ?? "The page could not be read. Reload it and try again.", response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function ask(/** @type {string} */ url, /** @type {RequestInit} */ request) {
  const response = await reach(url, request);
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const answer = isJson ? await response.json() : null;
  if (response.ok) return answer;
  if (response.status === 401) throw new Refusal("You have been signed out. Sign in again in another tab; what you wrote is kept.", 401);
  throw new Refusal(answer?.detail ?? tooMuch(response) ?? "The request could not be answered. Reload the page and try again.", response.status);
}

/** What a proxy says in a number, in words. */
function tooMuch(/** @type {Response} */ { status, headers }) {
  if (status !== 429) return null;
  const seconds = Number(headers.get("Retry-After"));
  return `That was too much at once. Try again in ${seconds > 0 ? duration(seconds) : "a moment"}; what you wrote is kept.`;
}

async function reach(/** @type {string} */ url, /** @type {RequestInit} */ request) {
  try {
    return await fetch(url, request);
  } catch {
    throw new Refusal("Chat AI cannot be reached. Check your connection, then try again; what you wrote is kept.", 0);
  }
}
