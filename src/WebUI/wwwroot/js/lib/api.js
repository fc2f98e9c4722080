// @ts-check
import { duration } from "./human.js";

/** What the server would not do, in a sentence for people. */
export class Refusal extends Error {
  /**
   * @param {string} message
   * @param {number} status 0 when the server was not reached
   */
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

/** @param {string} url */
export const get = (url) => ask(url, { headers: { "Accept": "application/json" } });

/**
 * Another page of this portal, parsed and not shown.
 * @param {string} url
 */
export async function page(url) {
  const response = await reach(url, { headers: { "Accept": "text/html" } });
  if (!response.ok) throw new Refusal(tooMuch(response) ?? "The page couldn't be loaded. Reload it and try again.", response.status);
  return new DOMParser().parseFromString(await response.text(), "text/html");
}

/**
 * @param {string} url
 * @param {RequestInit} request
 */
async function ask(url, request) {
  const response = await reach(url, request);
  const isJson = response.headers.get("Content-Type")?.includes("json");
  const answer = isJson ? await response.json() : null;
  if (response.ok) return answer;
  if (response.status === 401) throw new Refusal("You have been signed out. Sign in again in another tab; what you wrote is kept.", 401);
  throw new Refusal(answer?.detail ?? tooMuch(response) ?? "The request failed. Reload the page and try again.", response.status);
}

/**
 * What a proxy says in a number, in words.
 * @param {Response} response
 */
function tooMuch({ status, headers }) {
  if (status !== 429) return null;
  const seconds = Number(headers.get("Retry-After"));
  return `Too many requests. Try again in ${seconds > 0 ? duration(seconds) : "a moment"}; what you wrote is kept.`;
}

/**
 * @param {string} url
 * @param {RequestInit} request
 */
async function reach(url, request) {
  try {
    return await fetch(url, request);
  } catch {
    throw new Refusal("Can't reach Chat AI. Check your connection, then try again; what you wrote is kept.", 0);
  }
}
