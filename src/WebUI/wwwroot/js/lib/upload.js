import { answerOf, stateChangeHeaders, unreachable } from "./api.js";

/**
 * Sends a file as the body of a request. `fetch` does not tell how much is sent.
 * @param {string} url @param {File} file @param {(share: number) => void} onProgress from 0 to 1 @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
export function upload(url, file, onProgress, signal) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", url);
    const headers = { ...stateChangeHeaders(), "Content-Type": "application/octet-stream", "X-File-Name": encodeURIComponent(file.name) };
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.addEventListener("progress", ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 1));
    request.addEventListener("load", () => resolve(answerOf(responseOf(request))));
    request.addEventListener("error", () => reject(unreachable()));
    request.addEventListener("abort", () => reject(signal.reason));
    signal.addEventListener("abort", () => request.abort());
    request.send(file);
  });
}

function responseOf(/** @type {XMLHttpRequest} */ request) {
  const headers = new Headers();
  for (const name of ["Content-Type", "Retry-After"]) headers.set(name, request.getResponseHeader(name) ?? "");
  return new Response(request.responseText, { status: request.status, headers });
}
