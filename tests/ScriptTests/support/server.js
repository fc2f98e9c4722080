import assert from "node:assert/strict";

/** A response with another status than 200. */
export const refused = (status, detail, headers = {}) => new Response(
  detail ? JSON.stringify({ detail }) : null,
  { status, headers: { ...(detail ? { "Content-Type": "application/problem+json" } : {}), ...headers } });

/** A fake of the portal, which responds only to the routes of a test. */
export class Server {
  /** @type {{ method: string, path: string, body: any }[]} */
  requests = [];
  #routes = new Map();
  #unexpected = [];

  /**
   * @param {string} route as "POST /chat/new"
   * @param {any} answer HTML, an object for JSON, null for nothing, a response, an error for no connection, or a function of the request
   * that returns or promises one
   */
  on(route, answer) {
    this.#routes.set(route, answer);
    return this;
  }

  sent(route) {
    return this.requests.filter(({ method, path }) => `${method} ${path}` === route);
  }

  async fetch(url, { method = "GET", body, headers = {} } = {}) {
    const request = { method, path: url.pathname + url.search, body: bodyOf(body, headers) };
    this.requests.push(request);
    const route = `${method} ${request.path}`;
    if (!this.#routes.has(route)) {
      this.#unexpected.push(route);
      throw new TypeError(`No answer for ${route}`);
    }
    const known = this.#routes.get(route);
    const answer = typeof known === "function" ? await known(request) : known;
    if (answer instanceof Error) throw answer;
    if (answer instanceof Response) return answer.clone();
    if (answer === null) return new Response(null, { status: 204 });
    if (typeof answer === "string") return new Response(answer, { headers: { "Content-Type": "text/html; charset=utf-8" } });
    return Response.json(answer);
  }

  close() {
    assert.deepEqual(this.#unexpected, [], "The page asked for what the test has no answer to");
  }
}

function bodyOf(body, headers) {
  if (typeof body === "string" && headers["Content-Type"] === "application/json") return JSON.parse(body);
  return body ? Object.fromEntries(body.entries()) : null;
}
