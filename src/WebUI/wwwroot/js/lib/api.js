import { duration } from "./human.js";
import { t } from "./texts.js";

/** A failed request, with a message to show. */
export class RequestError extends Error {
  /** @param {string} message @param {number} status 0: the server was not reached */
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

/** @param {string} url @param {FormData | object} [body] an object is sent as JSON @returns {Promise<any>} */
export function post(url, body) {
  const headers = stateChangeHeaders();
  if (!body || body instanceof FormData) return send(url, { method: "POST", headers, body });
  return send(url, { method: "POST", headers: { ...headers, "Content-Type": "application/json" }, body: JSON.stringify(body) });
}

/** Deletes what has this address. */
export const remove = (/** @type {string} */ url) => send(url, { method: "DELETE", headers: stateChangeHeaders() });

/** What each request has that changes something. */
export function stateChangeHeaders() {
  const token = document.querySelector("meta[name=csrf-token]")?.getAttribute("content") ?? "";
  return { "RequestVerificationToken": token, "Accept": "application/json" };
}

export const get = (/** @type {string} */ url) => send(url, { headers: { "Accept": "application/json" } });

/** Another page of the portal, parsed and not shown. */
export async function fetchPage(/** @type {string} */ url) {
  const response = await request(url, { headers: { "Accept": "text/html" } });
  if (!response.ok) {
    throw new RequestError(rateLimitMessage(response) ?? t("The page couldn't be loaded. Reload it and try again."), response.status);
  }
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

async function send(/** @type {string} */ url, /** @type {RequestInit} */ init) {
  return answerOf(await request(url, init));
}

/** @returns {Promise<any>} the JSON of a response; it throws if the request failed */
export async function answerOf(/** @type {Response} */ response) {
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const answer = isJson ? await response.json() : null;
  if (response.ok) return answer;
  if (response.status === 401) {
    throw new RequestError(t("You have been signed out. Sign in again in another tab; what you wrote is kept."), 401);
  }
  const message = answer?.detail ?? rateLimitMessage(response);
  throw new RequestError(message ?? t("The request failed. Reload the page and try again."), response.status);
}

// A proxy sends only the status.
function rateLimitMessage(/** @type {Response} */ { status, headers }) {
  if (status !== 429) return null;
  const seconds = Number(headers.get("Retry-After"));
  return seconds > 0 ? t("Too many requests. Try again in {0}; what you wrote is kept.", duration(seconds))
    : t("Too many requests. Try again in a moment; what you wrote is kept.");
}

async function request(/** @type {string} */ url, /** @type {RequestInit} */ init) {
  try {
    return await fetch(url, init);
  } catch {
    throw unreachable();
  }
}

export const unreachable = () =>
  new RequestError(t("Can't reach Chat AI. Check your connection, then try again; what you wrote is kept."), 0);
