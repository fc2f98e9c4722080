/** The path of the portal below the root of its host: "" or for example "/chat-ai" (Network__PathBase). */
export const pathBase = document.documentElement.dataset.pathBase ?? "";
