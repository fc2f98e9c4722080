import { all, fromTemplate, one } from "../lib/dom.js";

// Languages whose files end differently.
const endings = /** @type {Record<string, string>} */ ({
  "bash": "sh", "c#": "cs", "c++": "cpp", "csharp": "cs", "css": "css", "dockerfile": "dockerfile", "golang": "go", "javascript": "js",
  "jsx": "jsx", "kotlin": "kt", "markdown": "md", "mermaid": "mmd", "perl": "pl", "plaintext": "txt", "powershell": "ps1", "python": "py",
  "ruby": "rb", "rust": "rs", "shell": "sh", "text": "txt", "typescript": "ts", "yaml": "yaml",
});

/** Adds buttons that wrap, download and copy the code. */
export function addCodeTools(/** @type {Element} */ root) {
  for (const head of all(".code-block__head", root)) {
    if (!one(".code-block__tools", head)) head.append(fromTemplate("code-tools"));
  }
}

export function enableCodeTools() {
  document.addEventListener("click", (event) => {
    const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest("[data-wrap], [data-download-code]"));
    const code = one("code", button?.closest(".code-block") ?? undefined);
    if (!button?.closest(".code-block") || !code) return;
    if (button.matches("[data-wrap]")) wrap(button, code);
    else download(code);
  });
}

function wrap(/** @type {HTMLElement} */ button, /** @type {HTMLElement} */ code) {
  const isWrapped = code.closest("pre")?.classList.toggle("code-block__body--wrapped") ?? false;
  button.setAttribute("aria-pressed", String(isWrapped));
}

function download(/** @type {HTMLElement} */ code) {
  const language = [...code.classList].find((name) => name.startsWith("language-"))?.slice("language-".length) ?? "text";
  const link = document.createElement("a");
  link.download = `code.${endings[language] ?? language.replace(/[^a-z0-9]/g, "")}`;
  link.href = URL.createObjectURL(new Blob([code.textContent ?? ""], { type: "text/plain" }));
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
