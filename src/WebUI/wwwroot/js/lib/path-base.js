// @ts-check

/** Where the portal is below its host's root: "" or such as "/chat-ai" (Network__PathBase). */
export const pathBase = document.documentElement.dataset.pathBase ?? "";
